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

/** The factory of the HTTP client that sends each attempt of a call. */
final class HttpClients {
  /** One for all clients, because OkHttp shares connections only if the factory is the same. */
  private static final SocketFactory SOCKETS = new InterruptibleSockets();

  private HttpClients() {}

  /** Returns a client that shares everything with the user's client, or a default one. */
  static OkHttpClient of(@Nullable OkHttpClient own) {
    // Only Attempts retries: OkHttp would neither count its retries nor check that they are safe.
    return (own == null ? defaultClient() : own.newBuilder())
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .addNetworkInterceptor(new NetworkGuard())
        .build();
  }

  private static OkHttpClient.Builder defaultClient() {
    return new OkHttpClient.Builder()
        .socketFactory(SOCKETS)
        // One for each call that was in flight in the last minutes: with a limit, a bulk run would
        // close and open connections all the time.
        .connectionPool(new ConnectionPool(Integer.MAX_VALUE, 5, TimeUnit.MINUTES))
        // The request timeout limits the attempt.
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        // Without a read timeout only pings find a dead HTTP/2 connection.
        .pingInterval(Duration.ofSeconds(10));
  }

  /**
   * The last interceptor before the network. It asks the guard of the call for the last time,
   * records what was really sent, and prevents OkHttp's automatic retry after a 503 with {@code
   * Retry-After: 0}; {@code retryOnConnectionFailure(false)} prevents the others. Within one
   * attempt an authenticator or a user's interceptor may send the request again only if it reads or
   * was rejected.
   */
  private static final class NetworkGuard implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
      Request request = chain.request();
      ApiCall call = request.tag(ApiCall.class);
      if (call == null) {
        return chain.proceed(request);
      }
      CallState state = call.state();
      if (!state.isSafeToSend()) {
        throw new IOException("not sent again: a retry could apply the call twice");
      }
      // It was asked before, but the time since then, in which a connection was opened, can be long
      // if the process was frozen.
      if (!state.isAllowed()) {
        throw new IOException("not sent: its guard refused it");
      }
      state.markSent();
      Response response = chain.proceed(request);
      state.markResponse(response.code());
      return response.code() == 503 ? withHarmlessRetryAfter(response) : response;
    }

    /** Replaces zero, after which OkHttp would retry, and numbers on which it would fail. */
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
   * A factory of sockets whose reads and writes end on an interrupt. Those of {@code new Socket()}
   * ignore it on platform threads, so a call would continue until its timeout.
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
