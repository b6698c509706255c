package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The end of a page, written as an opaque text.
 *
 * <p>It contains the last entry instead of a position, so that a deletion between two pages does
 * not make the next page skip entries.
 *
 * @param key the sort key of the last entry
 * @param id the id of the last entry, which distinguishes entries with the same key
 * @param page the number of the page
 */
record Cursor(long key, String id, int page) {

  static Cursor parse(String text) {
    try {
      JsonNode parts = Json.parse(Base64.getUrlDecoder().decode(text));
      if (parts.size() == 3
          && parts.path(0).canConvertToLong()
          && parts.path(1).isTextual()
          && parts.path(2).canConvertToInt()) {
        return new Cursor(
            parts.path(0).longValue(), parts.path(1).textValue(), parts.path(2).intValue());
      }
    } catch (IllegalArgumentException e) {
      // Rejected below, like all other texts that the sandbox did not create.
    }
    throw Refusal.invalid("starting_after", "starting_after is not a cursor of the sandbox");
  }

  String text() {
    String parts = "[" + key + ",\"" + id + "\"," + page + "]";
    return Base64.getUrlEncoder().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
  }
}
