package io.github.intercomobjects;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
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

  /**
   * Sits nearest to the network: tells the call what was really sent, and keeps OkHttp from sending
   * it again on its own, which it does after a 503 with {@code Retry-After: 0}; {@code
   * retryOnConnectionFailure(false)} does the rest. Within one attempt an authenticator or a user's
   * own interceptor may send the request again only if it reads or was refused.
   */
  private static final class NetworkGuard implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
      Request request = chain.request();
      CallState state = request.tag(CallState.class);
      if (state == null) {
        return chain.proceed(request);
      }
      if (!state.mayBeSentNow()) {
        throw new IOException("not sent again: a repetition could apply the call twice");
      }
      state.markSent();
      Response response = chain.proceed(request);
      state.markAnswered(response.code());
      return response.code() == 503 ? withHarmlessRetryAfter(response) : response;
    }

    /** OkHttp would repeat after zero seconds, and fail on a number that is no {@code int}. */
    private static Response withHarmlessRetryAfter(Response response) {
      String retryAfter = response.header("Retry-After");
      if (retryAfter == null || !retryAfter.matches("[0-9]+")) {
        return response;
      }
      Long seconds = Headers.wholeNumber(response, "Retry-After");
      if (seconds == null || seconds == 0) {
        return response.newBuilder().removeHeader("Retry-After").build();
      }
      return seconds <= Integer.MAX_VALUE
          ? response
          : response.newBuilder().header("Retry-After", "" + Integer.MAX_VALUE).build();
    }
  }

  /**
   * Sockets whose reads and writes an interrupt ends at once. Those of {@code new Socket()} ignore
   * it on platform threads, so that a call would go on until its time-out.
   */
  private static final class InterruptibleSockets extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      return SocketChannel.open().socket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
      throw new UnsupportedOperationException("OkHttp binds no local address");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
      throw new UnsupportedOperationException("OkHttp binds no local address");
    }

    private static Socket connected(InetSocketAddress address) throws IOException {
      return SocketChannel.open(address).socket();
    }
  }
}
