package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.Intercom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A recipe: keeps one client for each of many workspaces. Thread-safe. */
final class Workspaces implements AutoCloseable {
  /**
   * A workspace that is connected with your application.
   *
   * @param baseUrl such as {@code Region.EU.getBaseUrl()}
   */
  record Account(String id, String token, String baseUrl) {}

  private final Intercom shared;
  private final Map<String, Intercom> clients = new ConcurrentHashMap<>();

  /**
   * Creates the recipe.
   *
   * @param shared the client whose connections are shared; closed with this
   */
  Workspaces(Intercom shared) {
    this.shared = shared;
  }

  /** Returns the client of an account. It shares connections, but has its own rate limit. */
  Intercom client(Account account) {
    return clients.computeIfAbsent(
        account.id(),
        id -> shared.newBuilder().accessToken(account.token()).baseUrl(account.baseUrl()).build());
  }

  /** Removes the client of an account, for example when its token has changed. */
  void forget(String accountId) {
    clients.remove(accountId);
  }

  @Override
  public void close() {
    shared.close();
  }
}
