package io.github.intercomobjects.spring;

import io.github.intercomobjects.Intercom;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clients of the workspaces under {@code intercom.workspaces}, by name.
 *
 * <p>They share connections, and each has the rate limit of its workspace. Thread-safe. Spring
 * closes them with the context.
 */
public final class IntercomWorkspaces implements AutoCloseable {
  private final Map<String, Intercom> clients;
  private final @Nullable Intercom owner;

  /**
   * Creates the clients.
   *
   * @param owner the client whose connections all of them share; null if there are no clients
   */
  IntercomWorkspaces(Map<String, Intercom> clients, @Nullable Intercom owner) {
    this.clients = Collections.unmodifiableMap(new LinkedHashMap<>(clients));
    this.owner = owner;
  }

  /**
   * Returns the client of a workspace.
   *
   * @param name the name, as in {@code intercom.workspaces.NAME.access-token}
   * @throws IllegalArgumentException if there is no workspace of this name
   */
  public Intercom get(String name) {
    Intercom client = clients.get(name);
    if (client == null) {
      throw new IllegalArgumentException(
          "there is no workspace \"%s\", but %s; set intercom.workspaces.%s.access-token to add it"
              .formatted(name, clients.isEmpty() ? "none at all" : getNames(), name));
    }
    return client;
  }

  /** Returns the names of the workspaces. */
  public Set<String> getNames() {
    return clients.keySet();
  }

  /** Closes the connections, unless they are those of an {@code OkHttpClient} bean. */
  @Override
  public void close() {
    if (owner != null) {
      owner.close();
    }
  }

  @Override
  public String toString() {
    return "IntercomWorkspaces" + getNames();
  }
}
