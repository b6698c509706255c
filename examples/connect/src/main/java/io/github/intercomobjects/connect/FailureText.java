package io.github.intercomobjects.connect;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.client.model.ErrorItem;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts about failures that logs, headers of records and statuses of tasks show. Intercom
 * repeats values in its messages, and those are customers' data; so its texts are shown only
 * without what may be a value of the record.
 */
final class FailureText {
  private static final Pattern WORD =
      Pattern.compile("\"[^\"]*\"|'[^']*'|[\\p{L}\\p{N}_@.+-]*[\\p{L}\\p{N}_]");

  private static final int LONGEST = 300;
  private static final String HIDDEN = "…";

  private FailureText() {}

  /** Returns the library's message for a failure that is not about one record. */
  static String of(IntercomException e) {
    return String.valueOf(e.getMessage());
  }

  /**
   * Returns why no record can be sent: the library's message with its remedy if the failure is
   * about the token or the version, else that of {@link #ofRejection}.
   */
  static String ofTask(ApiException e, Collection<String> names, Collection<?> values) {
    return FailureKind.isOfClient(e)
        ? of(e)
        : "Intercom responded with " + ofRejection(e, names, values);
  }

  static String unknownType(String type) {
    return "there is no custom object type \""
        + type
        + "\"; use its identifier, which Intercom shows under Settings > Data > Custom objects. It"
        + " is case-sensitive, and may differ from the label";
  }

  /**
   * Returns why Intercom rejected a record: status, codes, fields, text and request id.
   *
   * @param names the names of attributes, which the text may have
   * @param values the values of the record, which it must not have
   */
  static String ofRejection(ApiException e, Collection<String> names, Collection<?> values) {
    StringBuilder text = new StringBuilder("status " + e.getStatus());
    List<ErrorItem> errors = e.getErrors();
    String separator = ": ";
    for (ErrorItem error : errors.subList(0, Math.min(errors.size(), 5))) {
      text.append(separator).append(error.getCode() == null ? "error" : plain(error.getCode()));
      if (error.getField() != null) {
        text.append(" (field ").append(withoutValues(error.getField(), names, values)).append(')');
      }
      if (error.getMessage() != null) {
        text.append(", ").append(withoutValues(error.getMessage(), names, values));
      }
      separator = "; ";
    }
    if (e.getRequestId() != null) {
      text.append("; request id ").append(plain(e.getRequestId()));
    }
    return text.toString();
  }

  /** Returns a code or an id; anything else is hidden. */
  private static String plain(String code) {
    return code.matches("[\\w.:-]{1,80}") ? code : HIDDEN;
  }

  /** Returns a text of Intercom without what may be a value of the record. */
  static String withoutValues(String text, Collection<String> names, Collection<?> values) {
    Set<String> hidden = new HashSet<>();
    values.forEach(value -> addWords(value, hidden));
    Matcher words = WORD.matcher(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    StringBuilder shown = new StringBuilder();
    while (words.find()) {
      String word = words.group();
      boolean isQuoted = word.startsWith("\"") || word.startsWith("'");
      String inner = isQuoted ? word.substring(1, word.length() - 1) : word;
      boolean isShown = names.contains(inner) || (!isQuoted && isHarmless(inner, hidden));
      words.appendReplacement(shown, Matcher.quoteReplacement(isShown ? word : HIDDEN));
    }
    return words.appendTail(shown).toString().replaceAll("\\p{Cntrl}", " ");
  }

  private static void addWords(@Nullable Object value, Set<String> words) {
    if (value instanceof Collection<?> items) {
      items.forEach(item -> addWords(item, words));
    } else if (value != null) {
      Matcher found = WORD.matcher(value.toString().toLowerCase(Locale.ROOT));
      while (found.find()) {
        words.add(found.group());
        // The same text has other words where Intercom adds or removes punctuation.
        for (String part : found.group().split("[^\\p{L}\\p{N}]+", -1)) {
          words.add(part);
        }
      }
    }
  }

  /** Returns whether a word has only letters and is not one of the record, or the start of one. */
  private static boolean isHarmless(String word, Set<String> hidden) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.matches("[\\p{L}_.-]+")
        && !hidden.contains(lower)
        && hidden.stream().noneMatch(value -> value.length() > 3 && value.startsWith(lower));
  }
}
