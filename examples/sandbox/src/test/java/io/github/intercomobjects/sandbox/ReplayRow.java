package io.github.intercomobjects.sandbox;

import java.util.Set;
import java.util.TreeSet;

/**
 * A difference between documented responses and those of a sandbox.
 *
 * @param text the description of the difference, which reasons match
 * @param examples the names of the examples with the difference
 * @param isDescribed whether the schema of the response has what the examples leave out
 */
record ReplayRow(String text, Set<String> examples, boolean isDescribed) {

  ReplayRow and(ReplayRow other) {
    Set<String> both = new TreeSet<>(examples);
    both.addAll(other.examples);
    return new ReplayRow(text, both, isDescribed && other.isDescribed);
  }
}
