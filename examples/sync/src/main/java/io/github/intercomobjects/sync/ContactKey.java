package io.github.intercomobjects.sync;

import java.time.Duration;
import java.util.Locale;

/**
 * The value by which a row names its contact.
 *
 * @param value in lower case for an e-mail address, because Intercom ignores its case
 */
record ContactKey(By by, String value) {
  /** The fields of contacts that they can be found by. */
  enum By {
    EXTERNAL_ID("external id", Duration.ofDays(7)),
    // Shorter than a day, so that a nightly run notices that an address has another owner.
    EMAIL("e-mail", Duration.ofHours(20)),
    ID("id", Duration.ofDays(7));

    private final String displayName;
    private final Duration validity;

    By(String displayName, Duration validity) {
      this.displayName = displayName;
      this.validity = validity;
    }

    /** Returns the time after which a contact that was found is looked up again. */
    Duration validity() {
      return validity;
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
