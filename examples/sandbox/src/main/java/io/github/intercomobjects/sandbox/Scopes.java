package io.github.intercomobjects.sandbox;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The permissions that operations require; one of a list is enough. */
final class Scopes {
  static final List<String> READ_CONTACTS =
      List.of("read_write_users", "read_users_companies", "write_users_companies");
  static final List<String> WRITE_CONTACTS = List.of("read_write_users", "write_users_companies");
  static final List<String> READ_INSTANCES =
      List.of(
          "read_write_custom_object_instances",
          "read_conversations",
          "read_users_companies",
          "read_write_users");
  static final List<String> WRITE_INSTANCES = List.of("read_write_custom_object_instances");
  static final List<String> READ_CONVERSATIONS = List.of("read_conversations");
  static final List<String> WRITE_CONVERSATIONS = List.of("write_conversations");

  /** Required to remove a conversation from the reports too. */
  static final List<String> DELETE_WITH_METRICS = List.of("delete_conversations_and_metrics");

  static final List<String> DELETE_CONVERSATIONS =
      List.of("write_conversations", "delete_conversations_and_metrics");

  /** For operations without a documented permission. */
  static final List<String> ANY_TOKEN = List.of();

  private static final Set<String> KNOWN =
      new TreeSet<>(
          Stream.of(
                  READ_CONTACTS,
                  WRITE_CONTACTS,
                  READ_INSTANCES,
                  READ_CONVERSATIONS,
                  DELETE_CONVERSATIONS)
              .flatMap(Collection::stream)
              .toList());
  private static final int MISTYPED = 2;

  private Scopes() {}

  /**
   * Returns a scope if a token may have it. Unknown scopes are accepted, since Intercom has more
   * than the operations here require, unless they look like a mistyped known one.
   *
   * @throws IllegalArgumentException if it is blank or mistyped
   */
  static String checked(String scope) {
    Arguments.name("A scope", scope);
    if (!KNOWN.contains(scope)) {
      for (String known : KNOWN) {
        if (distance(scope.toLowerCase(Locale.ROOT), known) <= MISTYPED) {
          throw new IllegalArgumentException(
              "The scope '"
                  + scope
                  + "' looks like a mistyped "
                  + known
                  + "; the sandbox knows "
                  + KNOWN);
        }
      }
    }
    return scope;
  }

  /** Returns the Levenshtein distance of two texts. */
  private static int distance(String from, String to) {
    int[] before = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] now = new int[to.length() + 1];
      now[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, Math.min(before[j], now[j - 1]) + 1);
      }
      before = now;
    }
    return before[to.length()];
  }
}
