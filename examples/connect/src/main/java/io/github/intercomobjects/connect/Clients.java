package io.github.intercomobjects.connect;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.CallListener;
import io.github.intercomobjects.Intercom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * The clients of the workspaces that this worker writes to. Connectors with one token share a
 * client, so that they share its rate limit; the last one closes it. Thread-safe.
 */
final class Clients {
  private static final Map<Workspace, Clients> OPEN = new HashMap<>();

  /** A workspace; its {@code toString} does not show the token. */
  private record Workspace(String baseUrl, String token) {
    @Override
    public String toString() {
      return baseUrl;
    }
  }

  /** A connector's use of a client. Close it once. */
  static final class Use implements AutoCloseable {
    private final Workspace workspace;
    private final Intercom intercom;
    private final WindowUse windowUse;
    private boolean closed;

    private Use(Workspace workspace, Intercom intercom, WindowUse windowUse) {
      this.workspace = workspace;
      this.intercom = intercom;
      this.windowUse = windowUse;
    }

    Intercom intercom() {
      return intercom;
    }

    WindowUse windowUse() {
      return windowUse;
    }

    @Override
    public void close() {
      synchronized (OPEN) {
        Clients clients = OPEN.get(workspace);
        if (!closed && clients != null && --clients.users == 0) {
          OPEN.remove(workspace);
          clients.close();
        }
        closed = true;
      }
    }
  }

  private final OkHttpClient http;
  private final Intercom root;
  private final WindowUse windowUse = new WindowUse();
  private int users;

  private Clients(Workspace workspace) {
    // As the library's own client, with an interceptor that reads the headers of the rate limit.
    this.http =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(Integer.MAX_VALUE, 5, TimeUnit.MINUTES))
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .pingInterval(Duration.ofSeconds(10))
            .addInterceptor(windowUse)
            .build();
    this.root =
        Intercom.builder()
            .accessToken(workspace.token())
            .baseUrl(workspace.baseUrl())
            .client(http)
            .requestTimeout(Duration.ofSeconds(30))
            // What fails is soon back here, where newer changes of the object are merged with it.
            .maxAttempts(2)
            .totalTimeout(Duration.ofMinutes(10))
            .build();
  }

  private void close() {
    root.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /** Returns the client of a connector, which it shares with others of the same token. */
  static Use open(SinkConfig config, CallListener listener) {
    Workspace workspace = new Workspace(config.baseUrl(), config.token());
    synchronized (OPEN) {
      Clients clients = OPEN.get(workspace);
      if (clients == null) {
        clients = new Clients(workspace);
      }
      try {
        Intercom intercom = clients.derived(config, listener);
        clients.users++;
        OPEN.put(workspace, clients);
        return new Use(workspace, intercom, clients.windowUse);
      } finally {
        if (clients.users == 0) {
          clients.close();
        }
      }
    }
  }

  private Intercom derived(SinkConfig config, CallListener listener) {
    Intercom.Builder own = root.newBuilder().listener(listener);
    setVersion(own, config);
    if (config.callsPerWindow() > 0) {
      own.callsPerWindow(config.callsPerWindow());
    }
    return own.build();
  }

  static void setVersion(Intercom.Builder client, SinkConfig config) {
    if (config.apiVersion() != null) {
      client.apiVersion(ApiVersion.of(config.apiVersion()));
    }
  }

  /** Returns the number of clients that are open, for tests. */
  static int count() {
    synchronized (OPEN) {
      return OPEN.size();
    }
  }
}
