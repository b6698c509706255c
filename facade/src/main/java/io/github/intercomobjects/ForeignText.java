package io.github.intercomobjects;

import java.io.IOException;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Text from outside this library: bodies, status lines, JSON paths, ids, messages of other
 * libraries and of the user's code. Only this class prepares it for messages and {@code toString}:
 * it shortens the text, removes the access token and leaves only printable characters.
 */
final class ForeignText {
  private static final int LONGEST = 500;

  /** Longer, because a cause is kept unchanged if possible. */
  private static final int LONGEST_OF_CAUSE = 4_000;

  /**
   * The limit for a message of this library, which has several texts that are already shortened.
   */
  private static final int LONGEST_MESSAGE = 10_000;

  /** The number of characters that are read for each that may be shown. */
  private static final int LOOK_AHEAD = 8;

  /**
   * The shortest token that is removed: only tests have shorter ones, which other words contain.
   */
  private static final int SHORTEST_TOKEN = 12;

  private static final int MOST_CAUSES = 50;

  private ForeignText() {}

  /** Returns the printable beginning of a text that cannot contain the token. */
  static String of(@Nullable Object text) {
    return of(text, "");
  }

  /**
   * Returns the beginning of {@code text} in one printable line without {@code token}.
   *
   * @param text any object; of an exception, its class and message
   */
  static String of(@Nullable Object text, String token) {
    return clean(string(text), token, LONGEST);
  }

  /** Returns a message of this library, whose foreign texts are from {@link #of}. */
  static String message(String message) {
    return clean(message, "", LONGEST_MESSAGE);
  }

  /** Returns {@code text}, which is data and not a message, unchanged but for the token. */
  static String withoutToken(String text, String token) {
    StringBuilder masked = new StringBuilder();
    int kept = 0;
    for (int at = 0; at < text.length(); ) {
      int end = endOfToken(text, at, token);
      if (end > at) {
        masked.append(text, kept, at).append("[token]");
        kept = end;
      }
      at = Math.max(at + 1, end);
    }
    return kept == 0 ? text : masked.append(text, kept, text.length()).toString();
  }

  /**
   * Returns an adapter's reason that JSON cannot be read, without the value in messages of Moshi
   * such as {@code Expected an int but was zoe@example.com at path $.total}.
   */
  static String reason(Exception failure, String token) {
    // Messages of other exceptions need the class.
    boolean isPlain = failure instanceof IOException || isFromMoshi(failure);
    return of(withoutValue(failure, isPlain ? messageOf(failure) : string(failure)), token);
  }

  /**
   * Returns {@code failure} if its text may be shown; else a copy with its class in the message,
   * its stack trace, causes and suppressed exceptions, which is an {@link IOException} if the
   * original is one.
   */
  static @Nullable Throwable cause(@Nullable Throwable failure, String token) {
    return failure == null ? null : cause(failure, token, new IdentityHashMap<>());
  }

  /**
   * @param clean the results by exception, null for one in progress, so that a cycle ends
   */
  private static @Nullable Throwable cause(
      Throwable failure, String token, Map<Throwable, @Nullable Throwable> clean) {
    if (clean.containsKey(failure) || clean.size() == MOST_CAUSES) {
      return clean.get(failure);
    }
    clean.put(failure, null);
    Throwable result = printable(failure, token, clean);
    clean.put(failure, result);
    return result;
  }

  private static Throwable printable(
      Throwable failure, String token, Map<Throwable, @Nullable Throwable> clean) {
    Throwable cause = failure.getCause();
    Throwable cleanCause = cause == null ? null : cause(cause, token, clean);
    Throwable[] suppressed = failure.getSuppressed();
    @Nullable Throwable[] cleanSuppressed = new @Nullable Throwable[suppressed.length];
    boolean same = cause == cleanCause && string(failure).equals(cleanText(failure, token));
    for (int i = 0; i < suppressed.length; i++) {
      cleanSuppressed[i] = cause(suppressed[i], token, clean);
      same &= cleanSuppressed[i] == suppressed[i];
    }
    if (same) {
      return failure;
    }
    String message = cleanText(failure, token);
    Exception copy =
        failure instanceof IOException
            ? new IOException(message, cleanCause)
            : new RuntimeException(message, cleanCause);
    copy.setStackTrace(failure.getStackTrace());
    for (Throwable one : cleanSuppressed) {
      if (one != null) {
        copy.addSuppressed(one);
      }
    }
    return copy;
  }

  private static String cleanText(Throwable failure, String token) {
    return clean(withoutValue(failure, string(failure)), token, LONGEST_OF_CAUSE);
  }

  private static boolean isFromMoshi(Throwable failure) {
    return failure.getClass().getName().startsWith("com.squareup.moshi.");
  }

  /** Removes the value, which is between two phrases of Moshi. */
  private static String withoutValue(Throwable failure, @Nullable String text) {
    String message = String.valueOf(text);
    int value = message.indexOf(" but was ");
    if (value < 0 || !isFromMoshi(failure)) {
      return message;
    }
    int path = message.lastIndexOf(" at path ");
    return message.substring(0, value) + (path > value ? message.substring(path) : "");
  }

  /** Returns the text of an object, whose {@code toString} may fail. */
  private static String string(@Nullable Object any) {
    if (any instanceof Throwable failure) {
      return ofFailure(failure);
    }
    try {
      return String.valueOf(any);
    } catch (RuntimeException | StackOverflowError e) {
      return any == null ? "null" : any.getClass().getName();
    }
  }

  private static String clean(String text, String token, int longest) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), longest));
    int last = (int) Math.min(text.length(), (long) LOOK_AHEAD * longest);
    boolean gap = false;
    int at = 0;
    while (at < last) {
      int end = endOfToken(text, at, token);
      String piece = "[token]";
      boolean isGap = false;
      if (end < 0) {
        int c = text.codePointAt(at);
        end = at + Character.charCount(c);
        isGap = !isPrintable(c);
        piece = isGap ? (gap ? "" : " ") : text.substring(at, end);
      }
      if (clean.length() + piece.length() > longest) {
        break;
      }
      clean.append(piece);
      gap = isGap;
      at = end;
    }
    return at < text.length() ? clean.append('…').toString() : clean.toString();
  }

  /**
   * Returns false for a character that could forge log lines, control a terminal or reverse text.
   */
  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /**
   * Returns the end of the token if it begins at {@code at}, else -1. The case does not matter, and
   * each character may be plain, percent-encoded or escaped as in JSON.
   */
  private static int endOfToken(String text, int at, String token) {
    if (token.length() < SHORTEST_TOKEN) {
      return -1;
    }
    int end = at;
    for (int i = 0; i < token.length() && end >= 0; i++) {
      end = endOfCharacter(text, end, token.charAt(i));
    }
    return end;
  }

  private static int endOfCharacter(String text, int at, char c) {
    if (text.startsWith("%", at) && isHex(text, at + 1, 2, c)) {
      return at + 3;
    }
    if (text.startsWith("\\u", at) && isHex(text, at + 2, 4, c)) {
      return at + 6;
    }
    if (text.startsWith("\\", at) && isSame(text, at + 1, c)) {
      return at + 2;
    }
    return isSame(text, at, c) ? at + 1 : -1;
  }

  private static boolean isSame(String text, int at, char c) {
    return at < text.length() && Character.toLowerCase(text.charAt(at)) == Character.toLowerCase(c);
  }

  private static boolean isHex(String text, int at, int digits, char c) {
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return false;
      }
      value = 16 * value + digit;
    }
    return value == c;
  }

  /** Returns the value's text if its class is of the JDK, else its class, and its size if any. */
  static String ofValue(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Character
        || ((value instanceof Number || value instanceof Temporal || value instanceof UUID)
            && value.getClass().getName().startsWith("java."))) {
      return String.valueOf(value);
    }
    String type = value.getClass().getName();
    try {
      if (value instanceof Collection<?> items) {
        return type + " of " + items.size();
      }
      return value instanceof Map<?, ?> map ? type + " of " + map.size() : type;
    } catch (RuntimeException | StackOverflowError e) {
      return type;
    }
  }

  /** Returns the text of an exception; its class if {@code toString} fails. */
  static String ofFailure(@Nullable Throwable failure) {
    return failure == null ? "null" : textOrClass(failure::toString, failure);
  }

  /** Returns the message of an exception; its class if {@code getMessage} fails. */
  static String messageOf(Throwable failure) {
    return textOrClass(() -> String.valueOf(failure.getMessage()), failure);
  }

  private static String textOrClass(Supplier<String> text, Throwable failure) {
    try {
      return text.get();
    } catch (Throwable e) {
      // Any failure is ignored, so that the exception itself is not lost.
      return failure.getClass().getName();
    }
  }
}
