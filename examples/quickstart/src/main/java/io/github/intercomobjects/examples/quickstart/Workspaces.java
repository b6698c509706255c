package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.Intercom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A recipe: a client for each of many workspaces. Thread-safe. */
final class Workspaces implements AutoCloseable {
  /**
   * A workspace that somebody has connected with your application.
   *
   * @param baseUrl such as {@code Region.EU.getBaseUrl()}
   */
  record Account(String id, String token, String baseUrl) {}

  private final Intercom shared;
  private final Map<String, Intercom> clients = new ConcurrentHashMap<>();

  /**
   * @param shared whose connections all use; closed with this
   */
  Workspaces(Intercom shared) {
    this.shared = shared;
  }

  /** Shares the connections; the rate limit is the workspace's own. */
  Intercom client(Account account) {
    return clients.computeIfAbsent(
        account.id(),
        id -> shared.newBuilder().accessToken(account.token()).baseUrl(account.baseUrl()).build());
  }

  /** Forgets the client of an account that has a new token, or has left. */
  void forget(String accountId) {
    clients.remove(accountId);
  }

  @Override
  public void close() {
    shared.close();
  }
}
