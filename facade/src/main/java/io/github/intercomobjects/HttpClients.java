package io.github.intercomobjects;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Makes the HTTP client that each attempt of a call goes through. */
final class HttpClients {
  /** One for all clients, since OkHttp shares connections only where the factory is the same. */
  private static final SocketFactory SOCKETS = new InterruptibleSockets();

  private HttpClients() {}

  /** A client on the user's own, sharing all it has; one of ours where there is none. */
  static OkHttpClient of(@Nullable OkHttpClient own) {
    // Only Attempts repeats: what OkHttp repeats by itself is neither counted nor judged.
    return (own == null ? ours() : own.newBuilder())
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .addNetworkInterceptor(new NetworkGuard())
        .build();
  }

  private static OkHttpClient.Builder ours() {
    return new OkHttpClient.Builder()
        .socketFactory(SOCKETS)
        // Enough for the callers of a busy server; OkHttp keeps 5.
        .connectionPool(new ConnectionPool(32, 5, TimeUnit.MINUTES))
        // The request timeout bounds the whole attempt.
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        // Without a read timeout only this finds a dead HTTP/2 connection.
        .pingInterval(Duration.ofSeconds(10));
  }
}
