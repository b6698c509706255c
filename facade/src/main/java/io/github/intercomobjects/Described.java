package io.github.intercomobjects;

import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Text in messages about objects that users made, whose own text may fail, overflow the stack
 * (collections that hold each other) or never end.
 */
final class Described {
  private Described() {}

  /** The value itself if the JDK makes its text, else its class, and its size if it has one. */
  static String value(@Nullable Object value) {
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

  /** What an exception says of itself; its class if it fails to. */
  static String failure(@Nullable Throwable failure) {
    if (failure == null) {
      return "null";
    }
    try {
      return failure.toString();
    } catch (Throwable e) {
      // Whatever it is: what the exception is about must not be lost.
      return failure.getClass().getName();
    }
  }

  /** The message of an exception; its class if it fails to give one. */
  static String message(Throwable failure) {
    try {
      return String.valueOf(failure.getMessage());
    } catch (Throwable e) {
      return failure.getClass().getName();
    }
  }
}
