package io.github.intercomobjects.sync;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Texts that look like access tokens, which are not printed wherever they were given. */
final class TokenText {
  private static final int MIN_LENGTH = 32;

  /** The beginning of "tok:" in Base64, which every access token has, and that of a JSON token. */
  private static final Pattern IN_TEXT = Pattern.compile("(?<!\\w)(?:dG9rO|eyJ)[\\w+/=.-]{8,}");

  private static final Pattern CHARACTERS = Pattern.compile("[\\w+=-]{" + MIN_LENGTH + ",}");

  private TokenText() {}

  /** Returns whether a text looks like a token: it begins like one, or is long and random. */
  static boolean isLike(String text) {
    return IN_TEXT.matcher(text).lookingAt()
        || (CHARACTERS.matcher(text).matches()
            && text.chars().anyMatch(Character::isUpperCase)
            && text.chars().anyMatch(Character::isLowerCase)
            && text.chars().anyMatch(Character::isDigit));
  }

  /** Returns a message without those arguments, or values of options, that are secret. */
  static String masked(String text, String[] arguments, Predicate<String> isSecret) {
    String masked = text;
    for (String argument : arguments) {
      boolean isOption = argument.startsWith("--") && argument.contains("=");
      String value = isOption ? argument.substring(argument.indexOf('=') + 1) : argument;
      masked = !value.isEmpty() && isSecret.test(value) ? masked.replace(value, "***") : masked;
    }
    return masked;
  }

  /** Returns a text without the tokens that begin like one. */
  static String masked(String text) {
    return IN_TEXT.matcher(text).replaceAll("***");
  }
}
