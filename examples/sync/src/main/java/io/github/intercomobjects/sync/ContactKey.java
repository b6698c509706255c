package io.github.intercomobjects.sync;

import java.util.Locale;

/**
 * The value by which a row names its contact.
 *
 * @param value in lower case for an e-mail address, because Intercom ignores its case
 */
record ContactKey(By by, String value) {
  /** The fields of contacts that they can be found by. */
  enum By {
    EXTERNAL_ID("external id"),
    EMAIL("e-mail"),
    ID("id");

    private final String displayName;

    By(String displayName) {
      this.displayName = displayName;
    }

    /** Returns the name for messages. */
    String displayName() {
      return displayName;
    }
  }

  /** Returns the key for the text of a cell or of a response. */
  static ContactKey of(By by, String text) {
    return new ContactKey(by, by == By.EMAIL ? text.strip().toLowerCase(Locale.ROOT) : text);
  }

  @Override
  public String toString() {
    return by.displayName() + " \"" + value + "\"";
  }
}
