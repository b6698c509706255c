package io.github.intercomobjects.sync;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The maximum number of objects to delete in one run: a number, or a percentage of the known
 * objects. It keeps a truncated source from emptying a workspace.
 *
 * @param emptyAllowed whether objects may be deleted if the source has no rows
 */
record MaxDeletes(long number, boolean percent, boolean isDefault, boolean emptyAllowed) {
  /** Ten percent, but at least ten objects if that is no more than half of them. */
  static final MaxDeletes DEFAULT = new MaxDeletes(10, true, true, false);

  private static final long AT_LEAST = 10;
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(%?)");

  /**
   * Parses the value of {@code --max-deletes}.
   *
   * @throws CannotRunException if the text is neither a number nor a percentage
   */
  static MaxDeletes of(String text) throws CannotRunException {
    Matcher matcher = FORM.matcher(text.strip());
    boolean fits = matcher.matches();
    long number = fits ? Long.parseLong(matcher.group(1)) : 0;
    boolean percent = fits && !matcher.group(2).isEmpty();
    if (!fits || (percent && number > 100)) {
      throw new CannotRunException(
          "--max-deletes must be a number such as 50, or a percentage such as 5%, was \""
              + text
              + "\"");
    }
    return new MaxDeletes(number, percent, false, false);
  }

  /**
   * Returns the maximum number of objects to delete.
   *
   * @param known the number of known objects
   */
  long of(long known) {
    if (!percent) {
      return number;
    }
    long part = known * number / 100;
    return isDefault ? Math.max(part, Math.min(AT_LEAST, known / 2)) : part;
  }

  /** Returns the same limit, which applies also if the source has no rows. */
  MaxDeletes allowingEmpty() {
    return new MaxDeletes(number, percent, isDefault, true);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d%s", number, percent ? "%" : "");
  }
}
