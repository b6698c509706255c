package io.github.intercomobjects.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a command, which no message shows: arguments that look like tokens, and the values
 * of the secret variables wherever they are among the arguments.
 */
final class Secrets {
  private static final String MASK = "***";

  /** The length from which a secret is masked within an argument; "shop" is a part of many. */
  private static final int MIN_PART = 8;

  /** The length of an option such as -p. */
  private static final int LETTER = 2;

  private final List<Pattern> secrets = new ArrayList<>();

  private Secrets() {}

  /** Returns the secrets in the arguments of a command. */
  static Secrets of(Map<String, String> environment, String... arguments) {
    Secrets secrets = new Secrets();
    List<String> values = SecretVariables.values(environment);
    for (String argument : arguments) {
      String value = argument.substring(argument.startsWith("--") ? argument.indexOf('=') + 1 : 0);
      for (String secret : values) {
        if (value.equals(secret) || (secret.length() >= MIN_PART && argument.contains(secret))) {
          secrets.add(secret);
        }
      }
      if (TokenText.isLike(value)) {
        secrets.add(value);
      }
    }
    return secrets;
  }

  private void add(String secret) {
    String quoted = Pattern.quote(secret);
    // A short secret may be a part of other words, which would show it if they were masked.
    secrets.add(
        Pattern.compile(secret.length() < MIN_PART ? "(?<![\\w])" + quoted + "(?![\\w])" : quoted));
  }

  /** Returns whether an argument is an option rather than a value. */
  static boolean isOption(String argument) {
    return argument.startsWith("-") && argument.length() > 1;
  }

  /** Returns the option that a misspelt one was meant to be; null if none is similar. */
  static @Nullable String meant(String option, Collection<String> names) {
    String name = option.split("=", 2)[0];
    return name.length() <= LETTER ? null : Typo.nearest(name, names);
  }

  /**
   * Returns an unknown option without its value, which may be a secret, as in {@code --token=...}
   * and {@code -pPASSWORD}.
   */
  static String unknownOption(String option, Collection<String> names) {
    String name = option.split("=", 2)[0];
    boolean isName = name.startsWith("--") || meant(option, names) != null;
    return isName ? name : name.substring(0, Math.min(LETTER, name.length()));
  }

  /** Returns a message without the secrets. */
  String masked(String text) {
    String masked = text;
    for (Pattern secret : secrets) {
      masked = secret.matcher(masked).replaceAll(MASK);
    }
    return JdbcUrl.masked(masked);
  }
}
