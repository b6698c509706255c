package io.github.intercomobjects.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mask that replaces the access tokens of the workspace in texts. */
final class TokenMask {
  private static final String MASK = Matcher.quoteReplacement("[token]");

  // Shorter tokens, such as "t", are replaced only as separate words.
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

  /** Returns the length of the longest masked text in bytes. */
  int longest() {
    // Tokens are ASCII, and so are their encoded forms.
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
