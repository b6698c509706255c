package io.github.intercomobjects.sandbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version 2.x of the API, or Preview, which comes after all of them. */
record ApiVersion(int minor) {
  /** Before every version. */
  static final ApiVersion ANY = new ApiVersion(-1);

  static final ApiVersion V2_13 = new ApiVersion(13);
  static final ApiVersion V2_14 = new ApiVersion(14);
  static final ApiVersion V2_15 = new ApiVersion(15);
  static final ApiVersion V2_16 = new ApiVersion(16);
  static final ApiVersion PREVIEW = new ApiVersion(Integer.MAX_VALUE);

  /** The newest numbered version that is documented; Intercom refuses those it does not have. */
  private static final int NEWEST = 17;

  /** The versions that {@link #find} finds, for messages. */
  static final String KNOWN = "2.0 to 2." + NEWEST;

  private static final Pattern NUMBERED = Pattern.compile("2\\.(0|[1-9][0-9]{0,2})");

  static Optional<ApiVersion> find(String text) {
    // Preview was called Unstable once, and the old name is still understood.
    if (text.equals("Preview") || text.equals("Unstable")) {
      return Optional.of(PREVIEW);
    }
    Matcher numbered = NUMBERED.matcher(text);
    return numbered.matches() && Integer.parseInt(numbered.group(1)) <= NEWEST
        ? Optional.of(new ApiVersion(Integer.parseInt(numbered.group(1))))
        : Optional.empty();
  }

  boolean isAtLeast(ApiVersion other) {
    return minor >= other.minor;
  }

  /** As the header has it. */
  @Override
  public String toString() {
    return equals(PREVIEW) ? "Preview" : "2." + minor;
  }
}
