package io.github.intercomobjects.canvas;

import io.github.intercomobjects.canvas.model.Action;
import io.github.intercomobjects.canvas.model.ButtonComponent;
import io.github.intercomobjects.canvas.model.Component;
import io.github.intercomobjects.canvas.model.SubmitAction;
import io.github.intercomobjects.canvas.model.TextComponent;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts of objects in a card, and the components that hold them. */
final class Texts {
  /** The longest title in code points. A card shows much less of it in a line. */
  static final int TITLE = 120;

  static final String HTTPS = "https://";

  private static final int MAX_ADDRESS = 1_000;

  static final Action SUBMIT = Action.of(SubmitAction.builder().build());

  private static final Pattern GAPS = Pattern.compile("[\\s\\p{Cc}\\p{Zl}\\p{Zp}]+");
  private static final Pattern MARKS = Pattern.compile("(?<=])|(?<=\\*)(?=\\*)|(?<=_)(?=_)");
  private static final Pattern PREFIX = Pattern.compile("(?!(list|link)$)[A-Za-z0-9_-]{1,40}");

  private Texts() {}

  /** Returns a text in one line of at most {@code max} code points, which is empty for null. */
  static String line(@Nullable String text, int max) {
    String line = text == null ? "" : GAPS.matcher(text).replaceAll(" ").strip();
    return line.codePointCount(0, line.length()) <= max
        ? line
        : line.substring(0, line.offsetByCodePoints(0, max - 1)) + "…";
  }

  /** Returns a text whose Markdown is shown as it is. */
  static String plain(String text) {
    return MARKS.matcher(text).replaceAll("\u200b");
  }

  /** Returns whether an address is short enough that those of a page fit into a canvas. */
  static boolean isShort(String address) {
    int quotes = 2;
    return CanvasChecks.bytes(address) - quotes <= MAX_ADDRESS;
  }

  static Component text(String text, TextComponent.Style style) {
    return Component.of(
        TextComponent.builder().text(text).style(style).align(TextComponent.Align.LEFT).build());
  }

  static Component button(String id, String label, ButtonComponent.Style style) {
    return button(id, label, style, SUBMIT);
  }

  static Component button(String id, String label, ButtonComponent.Style style, Action action) {
    return Component.of(
        ButtonComponent.builder().id(id).label(label).style(style).action(action).build());
  }

  /** Returns a prefix of component ids, which separates ids of lists and of links from others. */
  static String checkPrefix(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          ("the prefix '%s' cannot begin the ids of components: pass up to 40 letters, digits,"
                  + " _ and -, such as order, but neither list nor link")
              .formatted(prefix));
    }
    return prefix;
  }
}
