package io.github.intercomobjects;

import okio.Buffer;

/**
 * How much memory a response takes once it is read, which its length does not tell: 57 MiB of
 * {@code [],[],} are 20 million lists.
 */
final class JsonSize {
  /**
   * Ten times as many as a page of 150 objects with 500 attributes each, or a conversation with 500
   * parts. With as many values, the JSON that takes the most memory (short names that are all
   * different, models with many fields and one value) fits into 512 MB with room to spare.
   */
  static final int MOST_VALUES = 1_000_000;

  private JsonSize() {}

  /** Whether {@code json} holds more values than are read. */
  static boolean isTooLarge(Buffer json) {
    if (json.size() <= MOST_VALUES) {
      // Each takes a character, so nearly every response need not be looked through.
      return false;
    }
    int values = 0;
    boolean inText = false;
    boolean escaped = false;
    try (Buffer.UnsafeCursor cursor = json.readUnsafe(new Buffer.UnsafeCursor())) {
      while (cursor.next() != -1) {
        byte[] data = cursor.data;
        for (int i = cursor.start; data != null && i < cursor.end; i++) {
          byte b = data[i];
          if (escaped) {
            escaped = false;
          } else if (inText) {
            escaped = b == '\\';
            inText = b != '"';
          } else if (b == '"') {
            inText = true;
          } else if (b == ',' || b == '[' || b == '{') {
            // One more element or field, or the first that there may be.
            values++;
          }
        }
      }
    }
    return values > MOST_VALUES;
  }
}
