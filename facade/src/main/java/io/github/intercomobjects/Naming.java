package io.github.intercomobjects;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names of attributes whose record components have no {@link com.squareup.moshi.Json} name. */
public enum Naming {
  /** The name of the component: {@code totalAmount}. */
  AS_DECLARED,

  /**
   * The words of the component's name in lower case with underscores: {@code total_amount} for
   * {@code totalAmount}. A word begins at an upper-case letter after a lower-case letter or a
   * digit, and at the last of several upper-case letters if a lower-case letter follows; a digit
   * belongs to the word before it. So {@code trackingURL} becomes {@code tracking_url}, {@code
   * HTTPStatus} becomes {@code http_status}, and {@code line2Text} becomes {@code line2_text}.
   */
  SNAKE_CASE;

  private static final Pattern WORD =
      Pattern.compile("(?<=[\\p{Ll}\\p{Nd}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  /** Returns the name of the attribute for a component. */
  String attribute(String component) {
    return this == AS_DECLARED
        ? component
        : WORD.matcher(component).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
