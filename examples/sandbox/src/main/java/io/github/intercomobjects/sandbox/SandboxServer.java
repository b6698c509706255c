package io.github.intercomobjects.sandbox;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** The HTTP server of one sandbox, on the loopback interface unless another is named. */
final class SandboxServer {
  static final String HOST = "127.0.0.1";

  private static final int MAX_THREADS = 32;
  private static final int MIN_THREADS = 2;

  private final String host;
  private final Server server;
  private final ServerConnector connector;

  /** Takes the port, so that the address is known; requests are answered after {@link #start}. */
  SandboxServer(String host, int port) {
    this.host = host;
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName("intercom-sandbox");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    // Without it a forgotten sandbox keeps the process alive: the default scheduler is no daemon.
    ScheduledExecutorScheduler scheduler =
        new ScheduledExecutorScheduler("intercom-sandbox-timer", true);
    server = new Server(threads, scheduler, null);
    server.setStopTimeout(0);
    connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    // Jetty fails in its own way for a host that is not there.
    address(host);
    try {
      connector.open();
    } catch (IOException e) {
      throw new IllegalStateException(
          hasCause(e, BindException.class)
              ? "Port "
                  + port
                  + " of "
                  + host
                  + " is in use or not allowed; port 0 takes a free one"
              : "Port " + port + " of " + host + " could not be opened: " + e,
          e);
    }
  }

  static boolean isLoopback(String host) {
    return address(host).isLoopbackAddress();
  }

  /** The address by which this machine reaches the server. */
  String baseUrl() {
    InetAddress address = address(host);
    String name = address.isAnyLocalAddress() ? HOST : host;
    return "http://" + (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port() + "/";
  }

  /** The address that a name or address stands for. */
  static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "There is no host '" + host + "'; use an address of this machine, such as " + HOST, e);
    }
  }

  int port() {
    return connector.getLocalPort();
  }

  void start(ApiHandler handler) {
    server.setHandler(handler);
    server.setErrorHandler(handler::handleError);
    try {
      server.start();
    } catch (Exception e) {
      stop();
      throw new IllegalStateException("The sandbox could not start on port " + port(), e);
    }
  }

  void stop() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("The sandbox could not stop", e);
    }
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    // Encoded slashes and dots in a path are ids here; the handler takes the raw path apart itself.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    return configuration;
  }

  private static boolean hasCause(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }
}
