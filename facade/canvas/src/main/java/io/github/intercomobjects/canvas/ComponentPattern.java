package io.github.intercomobjects.canvas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of component ids, such as {@code order:{id}}. A part in braces matches one character or
 * more, and the first parts match as few as possible.
 *
 * <p>The order is that in which patterns are tried: those with the most text outside braces first,
 * then those with the longest text before their first brace, then in alphabetical order. It is
 * consistent with {@link #equivalent}.
 */
final class ComponentPattern {
  static final Comparator<ComponentPattern> ORDER =
      Comparator.<ComponentPattern>comparingInt(one -> one.names.size() - one.literals.length())
          .thenComparingInt(one -> -(one.literals + '{').indexOf('{'))
          .thenComparing(one -> one.literals);

  private static final Pattern PART = Pattern.compile("\\{(\\w+)}");

  private final String text;
  private final Pattern pattern;
  private final List<String> names;
  private final String literals;

  private ComponentPattern(String text, Pattern pattern, List<String> names, String literals) {
    this.text = text;
    this.pattern = pattern;
    this.names = names;
    this.literals = literals;
  }

  static ComponentPattern of(String text) {
    StringBuilder regex = new StringBuilder();
    StringBuilder literals = new StringBuilder();
    List<String> names = new ArrayList<>();
    Matcher parts = PART.matcher(text);
    int from = 0;
    int last = -1;
    while (parts.find()) {
      if (!names.isEmpty() && parts.start() == from) {
        throw invalid(text, "has two parts without a text between them");
      }
      if (names.contains(parts.group(1))) {
        throw invalid(text, "has two parts with the name '" + parts.group(1) + "'");
      }
      literals.append(text, from, parts.start()).append('{');
      regex.append(Pattern.quote(text.substring(from, parts.start())));
      if (last >= 0) {
        // Without trying again: what does not match after the first such text never does.
        regex.insert(last, "(?>").append(')');
      }
      last = regex.length();
      regex.append("(.+?)");
      names.add(parts.group(1));
      from = parts.end();
    }
    String rest = text.substring(from);
    literals.append(rest);
    regex.append(Pattern.quote(rest));
    if (text.isEmpty()
        || literals.chars().filter(c -> c == '{' || c == '}').count() > names.size()) {
      throw invalid(text, "is empty, or has a brace without a name");
    }
    return new ComponentPattern(
        text,
        Pattern.compile(regex.toString(), Pattern.DOTALL),
        List.copyOf(names),
        literals.toString());
  }

  private static IllegalArgumentException invalid(String text, String problem) {
    return new IllegalArgumentException(
        "the component id '"
            + text
            + "' "
            + problem
            + ": pass an id, or a pattern like order:{id}");
  }

  /** Returns the parts of an id by their names, or null if the id does not match. */
  @Nullable Map<String, String> match(String id) {
    Matcher matcher = pattern.matcher(id);
    if (!matcher.matches()) {
      return null;
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      parts.put(names.get(i), matcher.group(i + 1));
    }
    return parts;
  }

  /** Returns whether both match the same ids. */
  boolean equivalent(ComponentPattern other) {
    return literals.equals(other.literals);
  }

  @Override
  public String toString() {
    return text;
  }
}
