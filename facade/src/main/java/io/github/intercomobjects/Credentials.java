package io.github.intercomobjects;

import java.util.function.Supplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The access token of a client and the workspace that it belongs to. Each attempt gets the token
 * from the supplier, because it may change. Thread-safe.
 */
final class Credentials {
  /** A supplier of a token that does not change; equal to every other with the same token. */
  private record Fixed(String token) implements Supplier<String> {
    @Override
    public String get() {
      return token;
    }

    /** Returns the hash of the token: generating a method like it takes 8 % of the start. */
    @Override
    public int hashCode() {
      return token.hashCode();
    }

    @Override
    public String toString() {
      return "[token]";
    }
  }

  private final Supplier<String> supplier;

  /** The first of the suppliers that equal it, held because what they share exists as long. */
  private final Supplier<String> shared;

  private final HttpUrl baseUrl;

  /** The workspaces that clients derived from one another share. */
  final Workspaces workspaces;

  private final Workspaces.Latest latest;

  private Credentials(Supplier<String> supplier, HttpUrl baseUrl, Workspaces workspaces) {
    this.supplier = supplier;
    this.shared = workspaces.first(supplier);
    this.baseUrl = baseUrl;
    this.workspaces = workspaces;
    this.latest = workspaces.latestOf(shared, baseUrl);
  }

  /**
   * Returns the credentials of a client.
   *
   * @param shared the credentials of the client that this one is derived from; null if there is
   *     none
   */
  static Credentials of(
      Supplier<String> supplier, HttpUrl baseUrl, @Nullable Credentials shared, Timing timing) {
    if (shared == null) {
      return new Credentials(supplier, baseUrl, new Workspaces(timing));
    }
    return shared.supplier.equals(supplier) && shared.baseUrl.equals(baseUrl)
        ? shared
        : new Credentials(supplier, baseUrl, shared.workspaces);
  }

  /** Returns what the clients with these credentials remember of contacts. */
  ContactCache contacts() {
    return latest.contacts;
  }

  /** Returns a supplier of a token that does not change. */
  static Supplier<String> fixed(@Nullable String token) {
    return new Fixed(checked(token));
  }

  /**
   * Returns the supplier's current token.
   *
   * @throws IllegalArgumentException if it is null or blank, or has a character that no token has
   */
  String token() {
    return checked(supplier.get());
  }

  /**
   * Enters the workspace of a token, which exists at least until {@link
   * Workspaces.Workspace#leave}. A client whose token stays the same finds it without a lock.
   */
  Workspaces.Workspace enter(String token) {
    Workspaces.Entry known = latest.entry;
    return known != null && known.token().equals(token) && known.workspace().enter()
        ? known.workspace()
        : workspaces.enter(baseUrl, token, latest);
  }

  /** Returns the token if it is valid; messages never show it. */
  private static String checked(@Nullable String token) {
    if (token == null || token.isBlank()) {
      throw new IllegalArgumentException(
          "accessToken is "
              + (token == null ? "null" : "blank")
              + "; copy one from Developer Hub > Your app > Authentication, for instance into the"
              + " environment variable INTERCOM_ACCESS_TOKEN");
    }
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c <= ' ' || c > '~') {
        throw new IllegalArgumentException(
            String.format(
                "accessToken has character U+%04X at index %d, which no token has; trim it, or copy"
                    + " it again",
                (int) c, i));
      }
    }
    return token;
  }
}
