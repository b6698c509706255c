package io.github.intercomobjects.sync;

import io.github.intercomobjects.CallListener;
import io.github.intercomobjects.Intercom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** A client with long timeouts for a batch job, which counts its HTTP requests. */
final class Connection implements AutoCloseable {
  /** The largest number of calls that a bulk run has in flight. */
  private static final int MAX_IN_FLIGHT = 256;

  private final Requests requests = new Requests();
  private final Intercom intercom;

  /** Null for a connection of which this is another one. */
  private final @Nullable OkHttpClient own;

  private Connection(Intercom.Builder intercom, @Nullable OkHttpClient own) {
    this.intercom = intercom.listener(requests).build();
    this.own = own;
  }

  /** Returns a connection. Nothing is sent yet. */
  static Connection to(String baseUrl, String token) throws CannotRunException {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(MAX_IN_FLIGHT, 1, TimeUnit.MINUTES))
            .build();
    try {
      return new Connection(
          Intercom.builder()
              .baseUrl(baseUrl)
              .accessToken(token)
              .client(http)
              .requestTimeout(Duration.ofSeconds(30))
              .totalTimeout(Duration.ofMinutes(10)),
          http);
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns a connection with its own counts, which shares the rate limit and ends with this. */
  Connection another() {
    return new Connection(intercom.newBuilder(), null);
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
    // Closing the facade does not close a client that was passed to it.
    intercom.close();
    if (own != null) {
      own.dispatcher().executorService().shutdown();
      own.connectionPool().evictAll();
    }
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
