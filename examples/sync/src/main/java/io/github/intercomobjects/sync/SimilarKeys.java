package io.github.intercomobjects.sync;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The objects without a row that a row may mean nevertheless, because its key differs only in what
 * spreadsheets and exports change: spaces, quotes, case, leading zeros, decimals, dates, and how a
 * character is encoded. In {@link LooseKeys} more keys are similar, but only new ones count. A new
 * row with the values of an object may mean it as well, whatever its key is.
 */
final class SimilarKeys {
  /** The length up to which keys are compared; the patterns are slow for very long ones. */
  private static final int MAX_LENGTH = 500;

  /** The beginning of a form of {@link LooseKeys}. */
  private static final String LOOSE = "loose:";

  private static final Pattern INVISIBLE = Pattern.compile("\\p{C}");
  private static final Pattern AROUND =
      Pattern.compile("^[\\s='\"`\u00B4\u2018-\u201F]+|[\\s'\"`\u00B4\u2018-\u201F]+$");
  private static final Pattern NO_ASCII = Pattern.compile("[^\\x00-\\x7F]");
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final Pattern GROUPED = Pattern.compile("[0-9]{1,3}(,[0-9]{3})+");
  private static final Pattern WHOLE = Pattern.compile("0*([0-9]+)([.,]0+)?");

  private final SyncState state;
  private final Scratch scratch;

  SimilarKeys(SyncState state, Scratch scratch) {
    this.state = state;
    this.scratch = scratch;
  }

  /** Returns why a key cannot be the complete key of its row; null if it can. */
  static @Nullable String damage(String key) {
    if (KeyDamage.isUndecoded(key)) {
      return "whose key \"" + Printable.cell(key) + "\" has characters that could not be decoded";
    }
    if (SpreadsheetKeys.isShortened(key)) {
      return "whose key \"" + Printable.cell(key) + "\" is a rounded number";
    }
    return null;
  }

  /** Returns what similar keys have in common. */
  static String form(String key) {
    if (key.length() > MAX_LENGTH) {
      return key;
    }
    String text = Normalizer.normalize(decodedAgain(key), Normalizer.Form.NFKC);
    text = INVISIBLE.matcher(text).replaceAll("");
    text = AROUND.matcher(text).replaceAll("");
    if (GROUPED.matcher(text).matches()) {
      text = text.replace(",", "");
    }
    Matcher whole = WHOLE.matcher(text);
    return whole.matches() ? String.valueOf(whole.group(1)) : text.toLowerCase(Locale.ROOT);
  }

  /** Returns a text that was decoded as Windows-1252, decoded as UTF-8. */
  private static String decodedAgain(String text) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(WINDOWS.newEncoder().encode(CharBuffer.wrap(text)))
          .toString();
    } catch (CharacterCodingException e) {
      return text;
    }
  }

  /** Returns a form as an export to ASCII shows it. */
  private static String inAscii(String form) {
    return NO_ASCII.matcher(form).replaceAll("?");
  }

  /**
   * A reason to keep an object without a row.
   *
   * @param similar the key of the row that may mean the object
   */
  record Doubt(String reason, String similar) {}

  /** Compares objects without a row with all rows. */
  void compare(Iterator<String> gone) {
    while (gone.hasNext()) {
      sought(gone.next()).forEach(form -> scratch.putForm(form, ""));
    }
    compareRows(scratch.keys());
    compareRows(scratch.badKeys());
  }

  private void compareRows(Iterator<String> rows) {
    while (rows.hasNext()) {
      String row = rows.next();
      String form = form(row);
      offer(form, row);
      SpreadsheetKeys.offered(form).forEach(each -> offer(each, row));
      if (row.length() <= MAX_LENGTH && isNew(row)) {
        LooseKeys.formsOfRow(row).forEach(each -> offer(LOOSE + each, row));
      }
    }
  }

  /** Returns whether a key appeared when an object with a similar one lost its row, or later. */
  private boolean isNew(String row) {
    return state.find(row) == null || state.replaced(row) != null;
  }

  private void offer(String form, String row) {
    if (scratch.form(form) != null) {
      scratch.putForm(form, row);
    }
  }

  /** Returns the forms of the rows that may mean an object. */
  private static List<String> sought(String gone) {
    String form = form(gone);
    List<String> forms = new ArrayList<>(List.of(form, inAscii(form)));
    forms.addAll(SpreadsheetKeys.sought(form));
    if (gone.length() <= MAX_LENGTH) {
      LooseKeys.forms(gone).forEach(each -> forms.add(LOOSE + each));
    }
    return forms;
  }

  private @Nullable String similar(String gone) {
    for (String each : sought(gone)) {
      String row = scratch.form(each);
      if (row != null && !row.isEmpty()) {
        return row;
      }
    }
    return null;
  }

  /**
   * Returns the new row with the values that only an object without a row had, under one key or
   * another.
   */
  private @Nullable String sameValues(String gone) {
    String values = state.values().find(gone);
    String owner = values == null ? null : scratch.values().owner(values);
    return values != null
            && owner != null
            && (owner.equals(gone) || owner.equals(state.replaced(gone)))
        ? scratch.values().newRow(values)
        : null;
  }

  /** Returns why a row may mean an object without a row; null if none may. */
  @Nullable Doubt doubt(String gone) {
    Doubt doubt = doubt(gone, similar(gone), " has the similar key \"");
    return doubt != null
        ? doubt
        : doubt(gone, sameValues(gone), " has the same values under the new key \"");
  }

  private @Nullable Doubt doubt(String gone, @Nullable String row, String why) {
    return row == null || row.equals(state.replaced(gone))
        ? null
        : new Doubt(
            scratch.location(row)
                + why
                + Printable.cell(row)
                + "\", and may mean this object; correct that key, or delete the object in Intercom"
                + " and run reconcile --apply",
            row);
  }
}
