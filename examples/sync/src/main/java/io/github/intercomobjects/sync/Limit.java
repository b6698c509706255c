package io.github.intercomobjects.sync;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The maximum number of objects that may be deleted or unlinked, or of rows that may fail: a
 * number, or a percentage of all. It keeps a truncated or damaged source from emptying a workspace.
 *
 * @param option the option that sets the limit
 */
record Limit(String option, long number, boolean percent, boolean isDefault) {
  /** The second part of the default rule, for help and messages. */
  static final String AT_LEAST_RULE = "or up to 10 if that is no more than half";

  private static final long DEFAULT_PERCENT = 10;
  private static final long AT_LEAST = 10;
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(%?)");

  /** Returns ten percent, but at least ten objects if that is no more than half of them. */
  static Limit byDefault(String option) {
    return new Limit(option, DEFAULT_PERCENT, true, true);
  }

  /**
   * Parses the value of an option.
   *
   * @throws CannotRunException if the text is neither a number nor a percentage
   */
  static Limit of(String option, String text) throws CannotRunException {
    Matcher matcher = FORM.matcher(text.strip());
    boolean fits = matcher.matches();
    long number = fits ? Long.parseLong(matcher.group(1)) : 0;
    boolean percent = fits && !matcher.group(2).isEmpty();
    if (!fits || (percent && number > 100)) {
      throw new CannotRunException(
          option
              + " must be a number such as 50, or a percentage such as 5%, was \""
              + text
              + "\"");
    }
    return new Limit(option, number, percent, false);
  }

  /**
   * Returns the maximum number.
   *
   * @param known the number that a percentage is a part of
   */
  long of(long known) {
    if (!percent) {
      return number;
    }
    long part = known * number / 100;
    return isDefault ? Math.max(part, Math.min(AT_LEAST, known / 2)) : part;
  }

  /** Returns the rule for messages. */
  @Override
  public String toString() {
    return isDefault
        ? "by default 10 %, " + AT_LEAST_RULE
        : String.format(Locale.ROOT, "%s %d%s", option, number, percent ? "%" : "");
  }
}
