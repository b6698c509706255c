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

/** The HTTP server of a sandbox. */
final class SandboxServer {
  static final String HOST = "127.0.0.1";

  private static final int MAX_THREADS = 32;
  private static final int MIN_THREADS = 2;

  private final String host;
  private final Server server;
  private final ServerConnector connector;

  /** Binds the port, so that the base URL is known. {@link #start} starts to accept requests. */
  SandboxServer(String host, int port) {
    this.host = host;
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName("intercom-sandbox");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    // The default scheduler is no daemon, and would keep a process with an open sandbox alive.
    ScheduledExecutorScheduler scheduler =
        new ScheduledExecutorScheduler("intercom-sandbox-timer", true);
    server = new Server(threads, scheduler, null);
    server.setStopTimeout(0);
    connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    // Checks the host first, since Jetty's exception for an unknown host is unspecific.
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

  /** Returns the URL at which this machine reaches the server. */
  String baseUrl() {
    InetAddress address = address(host);
    String name = address.isAnyLocalAddress() ? HOST : host;
    return "http://" + (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port() + "/";
  }

  /** Returns the address of a host name or address. */
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
    // Encoded slashes and dots in a path belong to ids; the handler decodes the raw path itself.
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
