package io.github.intercomobjects.spec;

import java.util.List;

/**
 * One difference between two descriptions.
 *
 * @param text says what it is; explanations are about this text
 * @param places where it shows: operation, {@code request} or status, and path in the body
 */
record DriftRow(String text, List<String> places) {
  @Override
  public String toString() {
    String where = places.get(0);
    if (text.endsWith(where)) {
      return text;
    }
    return text
        + "\n      "
        + where
        + (places.size() > 1 ? " and " + (places.size() - 1) + " more" : "");
  }
}
