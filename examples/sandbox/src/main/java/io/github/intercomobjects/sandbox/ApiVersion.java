package io.github.intercomobjects.sandbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version 2.x of the API, or Preview, which counts as newer than all others. */
record ApiVersion(int minor) {
  /** A value older than every version. */
  static final ApiVersion ANY = new ApiVersion(-1);

  static final ApiVersion V2_13 = new ApiVersion(13);
  static final ApiVersion V2_14 = new ApiVersion(14);
  static final ApiVersion V2_15 = new ApiVersion(15);
  static final ApiVersion V2_16 = new ApiVersion(16);
  static final ApiVersion PREVIEW = new ApiVersion(Integer.MAX_VALUE);

  /** The newest documented version; Intercom rejects versions that it does not have. */
  private static final int NEWEST = 17;

  /** The supported versions, for messages. */
  static final String KNOWN = "2.0 to 2." + NEWEST;

  private static final Pattern NUMBERED = Pattern.compile("2\\.(0|[1-9][0-9]{0,2})");

  static Optional<ApiVersion> find(String text) {
    // Unstable is the former name of Preview and still accepted.
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

  /** Returns the version in the format of the header. */
  @Override
  public String toString() {
    return equals(PREVIEW) ? "Preview" : "2." + minor;
  }
}
