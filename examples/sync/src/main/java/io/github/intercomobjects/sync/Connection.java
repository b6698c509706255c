package io.github.intercomobjects.sync;

import io.github.intercomobjects.CallListener;
import io.github.intercomobjects.Intercom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A client with long timeouts for a batch job, which counts its HTTP requests. */
final class Connection implements AutoCloseable {
  private final Requests requests = new Requests();
  private final Intercom intercom;

  private Connection(Intercom.Builder intercom) {
    this.intercom = intercom.listener(requests).build();
  }

  /** Returns a connection. Nothing is sent yet. */
  static Connection to(String baseUrl, String token) throws CannotRunException {
    try {
      return new Connection(
          Intercom.builder()
              .baseUrl(baseUrl)
              .accessToken(token)
              .requestTimeout(Duration.ofSeconds(30))
              .totalTimeout(Duration.ofMinutes(10)));
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns a connection with its own counts, which shares the rate limit and ends with this. */
  Connection another() {
    return new Connection(intercom.newBuilder());
  }

  Intercom intercom() {
    return intercom;
  }

  /** Returns the HTTP requests so far. */
  Traffic traffic() {
    return new Traffic(requests.calls.get(), requests.retries.get(), requests.rateLimited.get());
  }

  @Override
  public void close() {
    intercom.close();
  }

  /** The counters of requests. */
  private static final class Requests implements CallListener {
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong rateLimited = new AtomicLong();

    @Override
    public void onAttempt(Attempt attempt) {
      calls.incrementAndGet();
      if (attempt.getNumber() > 1) {
        retries.incrementAndGet();
      }
      if (attempt.getResult() == Result.RATE_LIMITED) {
        rateLimited.incrementAndGet();
      }
    }
  }
}
