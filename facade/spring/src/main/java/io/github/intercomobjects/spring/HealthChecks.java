package io.github.intercomobjects.spring;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.spring.ClientHealth.Level;
import io.github.intercomobjects.spring.ClientHealth.State;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The health of all clients, free of the types of Spring Boot, which differ between its versions.
 */
final class HealthChecks {
  /** The time for which a probe waits, whatever the number of clients. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<String, ClientHealth> clients;
  private final Duration patience;

  private HealthChecks(Map<String, ClientHealth> clients, Duration patience) {
    this.clients = clients;
    this.patience = patience;
  }

  /**
   * Returns the checks of clients.
   *
   * @param beans the beans by name
   */
  static HealthChecks of(
      Map<String, Intercom> beans,
      IntercomWorkspaces workspaces,
      Duration patience,
      Executor executor,
      LongSupplier nanoTime) {
    Map<String, ClientHealth> clients = new LinkedHashMap<>();
    beans.forEach(
        (name, client) ->
            clients.put(
                name,
                new ClientHealth(
                    client,
                    name.equals(ClientFactory.DEFAULT) ? "intercom.region" : null,
                    executor,
                    nanoTime)));
    for (String name : workspaces.getNames()) {
      String property = "intercom.workspaces." + name + ".region";
      // An Intercom bean of the application may have the same name.
      clients.put(
          clients.containsKey(name) ? "workspaces." + name : name,
          new ClientHealth(workspaces.get(name), property, executor, nanoTime));
    }
    return new HealthChecks(clients, patience);
  }

  /** Runs a check on a thread of its own, which ends with it: there is one a minute at most. */
  static void inBackground(Runnable check) {
    Thread thread = new Thread(check, ClientHealth.THREAD);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the worst status, and the details of each client under its name. */
  State check() {
    // All of them are started before it waits for the first.
    Iterator<CompletableFuture<State>> checks =
        clients.values().stream().map(ClientHealth::check).toList().iterator();
    long deadline = System.nanoTime() + patience.toNanos();
    Level worst = clients.isEmpty() ? Level.UNKNOWN : Level.UP;
    Map<String, Object> details = new LinkedHashMap<>();
    for (Map.Entry<String, ClientHealth> client : clients.entrySet()) {
      State state = await(client.getValue(), checks.next(), deadline - System.nanoTime());
      details.put(client.getKey(), state.details());
      worst = worst.compareTo(state.level()) < 0 ? state.level() : worst;
    }
    return new State(worst, details);
  }

  private State await(ClientHealth client, CompletableFuture<State> check, long nanos) {
    try {
      return check.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return client.pending(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return client.state(Level.UNKNOWN, "the thread of the probe was interrupted");
    } catch (ExecutionException e) {
      // Not with its message, which may show anything.
      return client.state(Level.DOWN, "the check failed");
    }
  }
}
