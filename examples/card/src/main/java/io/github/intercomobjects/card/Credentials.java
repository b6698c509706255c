package io.github.intercomobjects.card;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The client secrets and access tokens in environment variables. A variable with the id of a
 * workspace at its end takes precedence there over the one without.
 *
 * <p>{@link #toString} shows none of them.
 */
final class Credentials {
  static final String SECRET = "INTERCOM_CLIENT_SECRET";
  static final String TOKEN = "INTERCOM_ACCESS_TOKEN";

  private final Map<String, String> environment;

  /**
   * @throws IllegalArgumentException if there is no secret or no token
   */
  Credentials(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    for (String variable : List.of(SECRET, TOKEN)) {
      if (values(variable).findAny().isEmpty()) {
        throw new IllegalArgumentException(
            "%s is not set, and neither is %s_<workspace id>: set one"
                .formatted(variable, variable));
      }
    }
  }

  private Stream<String> values(String variable) {
    return environment.entrySet().stream()
        .filter(e -> e.getKey().equals(variable) || e.getKey().startsWith(variable + "_"))
        .map(Map.Entry::getValue)
        .filter(value -> !value.replace(',', ' ').isBlank());
  }

  /** Returns the distinct secrets of all workspaces. */
  Set<String> secrets() {
    return values(SECRET).flatMap(value -> split(value).stream()).collect(Collectors.toSet());
  }

  /** Returns the secrets of a workspace: several while one is replaced. */
  List<String> secretsOf(@Nullable String workspaceId) {
    String secrets = of(SECRET, workspaceId);
    return secrets == null ? List.of() : split(secrets);
  }

  /** Returns the secrets in the value of a variable. */
  static List<String> split(String secrets) {
    return List.of(secrets.split("\\s*,\\s*"));
  }

  /** Returns the access token of a workspace; null if it has none. */
  @Nullable String tokenOf(@Nullable String workspaceId) {
    return of(TOKEN, workspaceId);
  }

  private @Nullable String of(String variable, @Nullable String workspaceId) {
    String own = environment.get(variable + "_" + workspaceId);
    String found = own == null || own.isBlank() ? environment.get(variable) : own;
    return found == null || found.isBlank() ? null : found;
  }

  @Override
  public String toString() {
    return "Credentials";
  }
}
