package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The wide forms of keys, in which those are equal that spreadsheets, exports and people write in
 * different ways: with other punctuation, signs, white space, accents, zeros, times or precision.
 * Ordinary keys such as {@code 1.1} and {@code 1.10} are equal as well, so these forms are compared
 * with new keys only.
 */
final class LooseKeys {
  private static final Pattern NAMED_ENTITY =
      Pattern.compile(
          "&(?:(?:amp|lt|gt|quot|apos|nbsp)|([a-zA-Z])(?:uml|acute|grave|circ|tilde));");
  private static final Pattern SHARP_S = Pattern.compile("&szlig;");
  private static final Pattern NUMBERED_ENTITY =
      Pattern.compile("&#([0-9]{1,6}|x[0-9a-fA-F]{1,5});");
  private static final Pattern NO_SECONDS =
      Pattern.compile("([0-9]{1,2}:[0-9]{2}):00(?:[.,]0+)?(?=[^0-9:.,]|$)");
  private static final Pattern TIME_SEPARATOR = Pattern.compile("(?<=[0-9])t(?=[0-9]{1,2}:)");
  private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern LEADING_ZEROS = Pattern.compile("(?<![0-9])0+(?=[0-9])");
  private static final Pattern NUMBER =
      Pattern.compile("([0-9]{1,50}(?:[.,][0-9]{1,50})?(?:e[+-]?[0-9]{1,2})?)(%?)");
  private static final Pattern SIGNS = Pattern.compile("[\\s()+\\p{Pd}\u2212]");
  private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{16,30}");

  private LooseKeys() {}

  /**
   * Returns the forms of a key, of which similar keys have one in common.
   *
   * @param key a key that is not very long
   */
  static Set<String> forms(String key) {
    String text = Normalizer.normalize(withoutEntities(key), Normalizer.Form.NFKD);
    // Only the upper case of a sharp s is that of two letters.
    text = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    text = NO_SECONDS.matcher(text).replaceAll("$1");
    text = TIME_SEPARATOR.matcher(text).replaceAll(" ");
    Set<String> forms = new LinkedHashSet<>();
    String bare = withoutPunctuation(text);
    forms.add(withoutZeros(bare));
    forms.add(withoutPunctuation(withoutZeros(text)));
    Matcher number = NUMBER.matcher(SIGNS.matcher(text).replaceAll(""));
    if (number.matches()) {
      BigDecimal value = new BigDecimal(String.valueOf(number.group(1)).replace(',', '.'));
      boolean isPercentage = "%".equals(number.group(2));
      forms.add(plain(isPercentage ? value.movePointLeft(2) : value));
    }
    if (LONG_NUMBER.matcher(bare).matches()) {
      // Programs that read numbers as binary ones keep 53 bits.
      double binary = Double.parseDouble(bare);
      forms.add(new BigDecimal(binary).toBigInteger().toString());
      forms.add(new BigDecimal(Double.toString(binary)).toBigInteger().toString());
    }
    forms.remove("");
    return forms;
  }

  /**
   * Returns the forms of the key of a new row. Those of a long number have its own digits, because
   * consecutive ones are rounded to the same number.
   */
  static Set<String> formsOfRow(String key) {
    Set<String> forms = forms(key);
    String bare = withoutZeros(withoutPunctuation(key));
    if (LONG_NUMBER.matcher(bare).matches()) {
      forms.removeIf(form -> isOtherInteger(form, bare));
    }
    return forms;
  }

  private static boolean isOtherInteger(String form, String bare) {
    return LONG_NUMBER.matcher(form).matches()
        && !new BigInteger(form).equals(new BigInteger(bare));
  }

  private static String withoutEntities(String key) {
    if (key.indexOf('&') < 0) {
      return key;
    }
    String text = NUMBERED_ENTITY.matcher(key).replaceAll(LooseKeys::character);
    text = SHARP_S.matcher(text).replaceAll("ss");
    return NAMED_ENTITY
        .matcher(text)
        .replaceAll(entity -> entity.group(1) == null ? " " : String.valueOf(entity.group(1)));
  }

  private static String character(MatchResult entity) {
    String number = String.valueOf(entity.group(1));
    int code =
        number.startsWith("x")
            ? Integer.parseInt(number.substring(1), 16)
            : Integer.parseInt(number);
    return Matcher.quoteReplacement(Character.toString(code));
  }

  private static String withoutPunctuation(String text) {
    return NO_LETTER_OR_DIGIT.matcher(text).replaceAll("");
  }

  private static String withoutZeros(String text) {
    return LEADING_ZEROS.matcher(text).replaceAll("");
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
