package io.github.intercomobjects.sync;

import io.github.intercomobjects.Intercom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** A client with settings for a job that has time, and that counts the HTTP calls it makes. */
final class Connection implements AutoCloseable {
  /** As many calls as a bulk has at once at most. */
  private static final int MOST_IN_FLIGHT = 256;

  private final AtomicLong calls = new AtomicLong();
  private final OkHttpClient http;
  private final Intercom intercom;

  private Connection(String baseUrl, String token) {
    this.http =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(MOST_IN_FLIGHT, 1, TimeUnit.MINUTES))
            .addNetworkInterceptor(
                chain -> {
                  calls.incrementAndGet();
                  return chain.proceed(chain.request());
                })
            .build();
    this.intercom =
        Intercom.builder()
            .baseUrl(baseUrl)
            .accessToken(token)
            .client(http)
            .requestTimeout(Duration.ofSeconds(30))
            .totalTimeout(Duration.ofMinutes(10))
            .build();
  }

  /** Returns a connection; nothing is sent yet. */
  static Connection to(String baseUrl, String token) throws CannotRunException {
    try {
      return new Connection(baseUrl, token);
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(String.valueOf(e.getMessage()), e);
    }
  }

  Intercom intercom() {
    return intercom;
  }

  /** How many HTTP calls were made. */
  long calls() {
    return calls.get();
  }

  @Override
  public void close() {
    // The client is ours, so closing the facade would leave it open.
    intercom.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
