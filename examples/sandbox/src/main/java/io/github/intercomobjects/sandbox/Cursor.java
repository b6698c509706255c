package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ended, written so that a caller makes nothing of it.
 *
 * <p>It names the last entry and not a position, so that deletions between two pages hide nothing.
 *
 * @param key what the entries are sorted by
 * @param id tells entries with the same key apart
 * @param page the number of the page that ended there
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
      // Refused below, like everything else that was not made here.
    }
    throw Refusal.invalid("starting_after", "starting_after is not the cursor of a page");
  }

  String text() {
    String parts = "[" + key + ",\"" + id + "\"," + page + "]";
    return Base64.getUrlEncoder().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
  }
}
