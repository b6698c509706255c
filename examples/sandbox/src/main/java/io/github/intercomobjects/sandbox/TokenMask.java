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

  private final List<String> tokens;
  private final Pattern pattern;

  TokenMask(Collection<String> tokens) {
    this.tokens =
        tokens.stream()
            .flatMap(t -> Stream.of(t, URLEncoder.encode(t, StandardCharsets.UTF_8)))
            .distinct()
            .toList();
    // Not inside a word, because a workspace may have a short token such as "t".
    this.pattern =
        Pattern.compile(
            this.tokens.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![A-Za-z0-9])(?:", ")(?![A-Za-z0-9])")));
  }

  String mask(String text) {
    for (String token : tokens) {
      if (text.contains(token)) {
        return pattern.matcher(text).replaceAll(MASK);
      }
    }
    return text;
  }
}
