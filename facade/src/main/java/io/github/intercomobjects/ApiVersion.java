package io.github.intercomobjects;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of Intercom's REST API, sent as {@code Intercom-Version} with every call.
 *
 * <pre>{@code
 * Intercom preview = intercom.withVersion(ApiVersion.PREVIEW);
 * }</pre>
 *
 * <p>Versions are ordered by release; {@link #PREVIEW} is above all numbers.
 */
public final class ApiVersion implements Comparable<ApiVersion> {
  /** The first version with custom object instances. */
  public static final ApiVersion V2_13 = new ApiVersion("2.13", 2, 13);

  /** Version 2.14. */
  public static final ApiVersion V2_14 = new ApiVersion("2.14", 2, 14);

  /** Version 2.15. */
  public static final ApiVersion V2_15 = new ApiVersion("2.15", 2, 15);

  /** The first version that lists custom object instances, and the default of a client. */
  public static final ApiVersion V2_16 = new ApiVersion("2.16", 2, 16);

  /** The version in development: newer than every number, and subject to change without notice. */
  public static final ApiVersion PREVIEW =
      new ApiVersion("Preview", Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** The version that a client sends by default. */
  static final ApiVersion DEFAULT = V2_16;

  /** The versions whose descriptions this library was built from, in ascending order. */
  static final List<ApiVersion> KNOWN = List.of(V2_13, V2_14, V2_15, V2_16, PREVIEW);

  private static final Pattern NUMBER = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  private final String value;
  private final int major;
  private final int minor;

  private ApiVersion(String value, int major, int minor) {
    this.value = value;
    this.major = major;
    this.minor = minor;
  }

  /**
   * Returns the version with this name, which may be unknown to this library.
   *
   * @param value {@code "2.17"} or {@code "Preview"}
   * @throws IllegalArgumentException if it has another form
   */
  public static ApiVersion of(String value) {
    if (value.equals(PREVIEW.value)) {
      return PREVIEW;
    }
    Matcher number = NUMBER.matcher(value);
    if (!number.matches()) {
      throw new IllegalArgumentException(
          "an Intercom-Version must be like \"%s\" or \"Preview\", was \"%s\""
              .formatted(DEFAULT, ForeignText.of(value)));
    }
    return new ApiVersion(
        value, Integer.parseInt(number.group(1)), Integer.parseInt(number.group(2)));
  }

  /** Returns the value of the header, such as {@code "2.16"}. */
  public String getValue() {
    return value;
  }

  @Override
  public int compareTo(ApiVersion other) {
    int byMajor = Integer.compare(major, other.major);
    return byMajor == 0 ? Integer.compare(minor, other.minor) : byMajor;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ApiVersion that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * major + minor;
  }

  @Override
  public String toString() {
    return value;
  }
}
