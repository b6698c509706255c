package io.github.intercomobjects.card;

import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** An HTTP server on Jetty, whose requests and responses are held in memory. */
final class HttpServer implements AutoCloseable {
  /** A request with the bytes of its body as they were received, since the signature is theirs. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Incoming(
      String method, String path, Function<String, @Nullable String> header, byte[] body) {}

  /** A response. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Outgoing(int status, Map<String, String> headers, byte[] body) {
    static Outgoing of(int status, String contentType, byte[] body) {
      return new Outgoing(status, Map.of("Content-Type", contentType), body);
    }
  }

  /** A function that responds to requests. */
  interface Endpoint {
    Outgoing respond(Incoming request) throws Exception;
  }

  /** More than any canvas with its stored data needs, which Intercom limits to 64 KB each. */
  static final int MAX_BODY = 1 << 20;

  private static final int THREADS = 64;

  private final Server server;
  private final ServerConnector connector;

  private HttpServer(String name, String host, int port, Duration stopTimeout, Endpoint endpoint) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName(name);
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    // A connection without a request in flight does not delay a stop.
    server.addConnector(connector);
    // It knows the requests in flight, and a stop waits for them.
    server.setHandler(new GracefulHandler(new EndpointHandler(endpoint)));
    server.setStopTimeout(stopTimeout.toMillis());
  }

  /**
   * Starts a server, which cuts the requests in flight when it stops.
   *
   * @throws IllegalStateException if it cannot listen
   */
  static HttpServer start(String name, String host, int port, Endpoint endpoint) {
    return start(name, host, port, Duration.ZERO, endpoint);
  }

  /**
   * Starts a server.
   *
   * @param stopTimeout the time for the requests in flight when it stops
   * @throws IllegalStateException if it cannot listen
   */
  static HttpServer start(
      String name, String host, int port, Duration stopTimeout, Endpoint endpoint) {
    HttpServer started = new HttpServer(name, host, port, stopTimeout, endpoint);
    try {
      started.server.start();
      return started;
    } catch (Exception e) {
      started.close();
      throw new IllegalStateException(
          "Port %s of %s cannot be opened (%s); 0 takes a free one".formatted(port, host, e), e);
    }
  }

  int getPort() {
    return connector.getLocalPort();
  }

  /** Returns the address at which this machine reaches the server, without a slash at its end. */
  URI getAddress() {
    return URI.create("http://127.0.0.1:" + getPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("The server cannot stop", e);
    }
  }

  private static final class EndpointHandler extends Handler.Abstract {
    private final Endpoint endpoint;

    EndpointHandler(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Outgoing outgoing = respond(request);
      response.setStatus(outgoing.status());
      outgoing.headers().forEach((name, value) -> response.getHeaders().put(name, value));
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
      response.write(true, ByteBuffer.wrap(outgoing.body()), callback);
      return true;
    }

    private Outgoing respond(Request request) throws Exception {
      byte[] body;
      try (InputStream in = Content.Source.asInputStream(request)) {
        body = in.readNBytes(MAX_BODY + 1);
      }
      if (body.length > MAX_BODY) {
        return new Outgoing(413, Map.of("Connection", "close"), new byte[0]);
      }
      return endpoint.respond(
          new Incoming(
              request.getMethod(),
              Request.getPathInContext(request),
              name -> request.getHeaders().get(name),
              body));
    }
  }
}
