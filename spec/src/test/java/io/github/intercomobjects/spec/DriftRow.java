package io.github.intercomobjects.spec;

import java.util.List;

/**
 * One difference between two descriptions.
 *
 * @param text a description of the difference, which explanations match
 * @param locations the locations that show it: operation, {@code request} or status, and path in
 *     the body
 */
record DriftRow(String text, List<String> locations) {
  @Override
  public String toString() {
    String first = locations.get(0);
    if (text.endsWith(first)) {
      return text;
    }
    return text
        + "\n      "
        + first
        + (locations.size() > 1 ? " and " + (locations.size() - 1) + " more" : "");
  }
}
