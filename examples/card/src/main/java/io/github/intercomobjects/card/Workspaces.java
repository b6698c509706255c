package io.github.intercomobjects.card;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.canvas.CanvasRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clients of the workspaces, one for each access token. They share connections. */
final class Workspaces {
  private final Credentials credentials;
  private final Intercom base;
  private final Map<String, Intercom> clients = new ConcurrentHashMap<>();

  /**
   * @param base a client whose token is not used
   */
  Workspaces(Credentials credentials, Intercom base) {
    this.credentials = credentials;
    this.base = base;
  }

  /** Returns the client of the workspace that sent a request. */
  Intercom of(CanvasRequest request) {
    String token = credentials.tokenOf(request.getWorkspaceId());
    if (token == null) {
      throw new CardProblem("This app has no access token for this workspace.");
    }
    return clients.computeIfAbsent(token, it -> base.newBuilder().accessToken(it).build());
  }
}
