package io.github.intercomobjects.sync;

import java.util.Locale;

/**
 * What a row says about which contact it belongs to.
 *
 * @param value of an e-mail in lower case, since Intercom does not tell them apart by case
 */
record ContactKey(By by, String value) {
  /** What contacts are found by. */
  enum By {
    EXTERNAL_ID("external id"),
    EMAIL("e-mail"),
    ID("id");

    private final String inWords;

    By(String inWords) {
      this.inWords = inWords;
    }

    String inWords() {
      return inWords;
    }
  }

  /** The key that a text in a cell or in an answer is. */
  static ContactKey of(By by, String text) {
    return new ContactKey(by, by == By.EMAIL ? text.strip().toLowerCase(Locale.ROOT) : text);
  }

  @Override
  public String toString() {
    return by.inWords() + " \"" + value + "\"";
  }
}
