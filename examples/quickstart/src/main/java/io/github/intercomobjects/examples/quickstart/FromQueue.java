package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.DroppedAttributesException;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.InvalidRequestException;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.RateLimitException;
import java.time.Duration;

/** A recipe: stores objects from a queue, and requeues or rejects messages that fail. */
final class FromQueue<T> {
  /** A message of any queue. */
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

  /** Stores an object by external id, which may be retried even if it was applied. */
  void store(Message<T> message) {
    try {
      objects.upsert(message.value()).orThrow();
      message.done();
    } catch (RateLimitException e) { // only if the wait would be longer than maxWait
      message.again(e.getRateLimit().getRetryAfter());
    } catch (InvalidRequestException | NotFoundException | DroppedAttributesException e) {
      message.reject(String.valueOf(e.getMessage())); // the value or the settings are wrong
    } catch (IntercomException e) { // no response, an Intercom error or the token: not the value
      message.again(Duration.ofMinutes(1));
    }
  }

  /** Creates an object without an external id. A call that may have been applied is not retried. */
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
