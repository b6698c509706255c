package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.DroppedAttributesException;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.InvalidRequestException;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.RateLimitException;
import java.time.Duration;

/** A recipe: what becomes of a message of a queue when its object is not stored. */
final class FromQueue<T> {
  /** A message of whatever queue. */
  interface Message<T> {
    T value();

    void done();

    void again(Duration after);

    void reject(String reason);
  }

  private final CustomObjects<T> objects;

  FromQueue(CustomObjects<T> objects) {
    this.objects = objects;
  }

  /** Stores by external id, which may be done again whether or not it was applied. */
  void store(Message<T> message) {
    try {
      objects.upsert(message.value()).orThrow();
      message.done();
    } catch (RateLimitException e) { // only if it would have to wait longer than maxWait
      message.again(e.getRateLimit().getRetryAfter());
    } catch (InvalidRequestException | NotFoundException | DroppedAttributesException e) {
      message.reject(String.valueOf(e.getMessage())); // the value, or the settings
    } catch (IntercomException e) { // no answer, a failure of Intercom, the token: not the value
      message.again(Duration.ofMinutes(1));
    }
  }

  /** Without an external id a second try may make a second object: here the outcome decides. */
  void create(Message<T> message) {
    try {
      objects.create(message.value());
      message.done();
    } catch (IntercomException e) {
      if (e.getOutcome() == Outcome.NOT_APPLIED) {
        message.again(Duration.ofMinutes(1));
      } else {
        message.reject("look for it in Intercom first: " + e.getMessage());
      }
    }
  }
}
