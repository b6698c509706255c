package io.github.intercomobjects.sync;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many objects may be deleted in one run: so many, or a part of those that are known. A source
 * that was cut short must not empty a workspace.
 */
record MaxDeletes(long number, boolean percent) {
  /** A tenth, and of few objects ten. */
  static final MaxDeletes UNLESS_SAID = new MaxDeletes(10, true);

  private static final long AT_LEAST = 10;
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(%?)");

  /**
   * @throws CannotRunException if the text is neither a number nor a percentage
   */
  static MaxDeletes of(String text) throws CannotRunException {
    Matcher matcher = FORM.matcher(text.strip());
    boolean fits = matcher.matches();
    long number = fits ? Long.parseLong(matcher.group(1)) : 0;
    boolean percent = fits && !matcher.group(2).isEmpty();
    if (!fits || (percent && number > 100)) {
      throw new CannotRunException(
          "--max-deletes must be a number such as 50, or a part such as 5%, was \"" + text + "\"");
    }
    return new MaxDeletes(number, percent);
  }

  /**
   * @param known how many objects are known
   */
  long of(long known) {
    if (!percent) {
      return number;
    }
    long part = known * number / 100;
    return equals(UNLESS_SAID) ? Math.max(AT_LEAST, part) : part;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d%s", number, percent ? "%" : "");
  }
}
