package io.github.intercomobjects.sandbox;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An access token and its permissions.
 *
 * @param scopes the permissions; null for all
 */
record AccessToken(String text, @Nullable Set<String> scopes) {

  boolean grantsOneOf(List<String> wanted) {
    return scopes == null || wanted.isEmpty() || wanted.stream().anyMatch(scopes::contains);
  }

  @Override
  public String toString() {
    return "AccessToken{scopes=" + scopes + "}";
  }
}
