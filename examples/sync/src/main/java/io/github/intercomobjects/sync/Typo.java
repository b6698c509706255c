package io.github.intercomobjects.sync;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The search for the name that a misspelt one was meant to be. */
final class Typo {
  private static final int MAX = 2;

  private Typo() {}

  /** Returns the name that is most similar to a text; null if none is. */
  static @Nullable String nearest(String text, Collection<String> names) {
    return names.stream()
        .filter(name -> count(text, name) <= MAX)
        .min(Comparator.comparingInt(name -> count(text, name)))
        .orElse(null);
  }

  /** Returns the number of letters to insert, remove or replace to get one name from the other. */
  static int count(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
