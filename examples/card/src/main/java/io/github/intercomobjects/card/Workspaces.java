package io.github.intercomobjects.card;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.Region;
import io.github.intercomobjects.canvas.CanvasRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The clients of the workspaces, one for each access token and region. They share connections. */
final class Workspaces {
  private final Credentials credentials;
  private final Intercom base;
  private final Map<List<String>, Intercom> clients = new ConcurrentHashMap<>();

  /**
   * @param base a client whose token is not used. If its base URL is that of a region, a request
   *     that names the region of its workspace takes precedence over it.
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
    String url = baseUrl(request.getWorkspaceRegion());
    return clients.computeIfAbsent(
        List.of(token, url), key -> base.newBuilder().accessToken(token).baseUrl(url).build());
  }

  private String baseUrl(@Nullable String region) {
    boolean isRegion = regions().anyMatch(one -> one.getBaseUrl().equals(base.getBaseUrl()));
    return regions()
        .filter(one -> isRegion && one.name().equalsIgnoreCase(region))
        .map(Region::getBaseUrl)
        .findFirst()
        .orElse(base.getBaseUrl());
  }

  private static Stream<Region> regions() {
    return Stream.of(Region.values());
  }
}
