package io.github.intercomobjects.sandbox;

import java.util.Set;
import java.util.TreeSet;

/**
 * One difference between documented answers and those of a sandbox.
 *
 * @param text says what it is; reasons are about this text
 * @param examples the names of the examples that show it
 * @param isDescribed whether the schema of the answer has what the examples leave out
 */
record ReplayRow(String text, Set<String> examples, boolean isDescribed) {

  ReplayRow and(ReplayRow other) {
    Set<String> both = new TreeSet<>(examples);
    both.addAll(other.examples);
    return new ReplayRow(text, both, isDescribed && other.isDescribed);
  }
}
