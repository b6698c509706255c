package io.github.intercomobjects.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes the workspace's access tokens out of texts, wherever a caller has put them. */
final class TokenMask {
  private static final String MASK = Matcher.quoteReplacement("[token]");

  // Shorter ones, such as "t", are hidden only where they stand alone: not inside a word.
  private static final int LONG = 12;

  private final List<String> tokens;
  private final Pattern pattern;

  TokenMask(Collection<String> tokens) {
    this.tokens =
        tokens.stream()
            .flatMap(t -> Stream.of(t, URLEncoder.encode(t, StandardCharsets.UTF_8)))
            .distinct()
            .toList();
    this.pattern =
        Pattern.compile(
            this.tokens.stream().map(TokenMask::expression).collect(Collectors.joining("|")));
  }

  /** The length of the longest text that is masked, in bytes. */
  int longest() {
    // They are ASCII: tokens are checked for it, and the other forms are made of it.
    return tokens.stream().mapToInt(String::length).max().orElse(0);
  }

  String mask(String text) {
    for (String token : tokens) {
      if (text.contains(token)) {
        return pattern.matcher(text).replaceAll(MASK);
      }
    }
    return text;
  }

  private static String expression(String token) {
    String quoted = Pattern.quote(token);
    return token.length() >= LONG ? quoted : "(?<![A-Za-z0-9])" + quoted + "(?![A-Za-z0-9])";
  }
}
