package io.github.intercomobjects.sync;

/** What a row says about which contact it belongs to. */
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

  @Override
  public String toString() {
    return by.inWords() + " \"" + value + "\"";
  }
}
