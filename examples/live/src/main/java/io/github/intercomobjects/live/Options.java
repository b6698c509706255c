package io.github.intercomobjects.live;

import io.github.intercomobjects.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The options, which are environment variables.
 *
 * @param token null to ask the sandbox instead of Intercom
 * @param relationship the attribute of People that refers to many objects of the type
 * @param folder where recordings and the links to restore are written
 * @param exhaustsLimit whether the rate limit is used up, to see a 429
 */
record Options(
    @Nullable String token,
    String baseUrl,
    String type,
    String contactId,
    String relationship,
    Path folder,
    boolean exhaustsLimit) {
  static final String TOKEN = "INTERCOM_ACCESS_TOKEN";
  static final String TOKEN_FILE = "INTERCOM_ACCESS_TOKEN_FILE";
  static final String REGION = "INTERCOM_REGION";
  static final String BASE_URL = "INTERCOM_LIVE_BASE_URL";
  static final String TYPE = "INTERCOM_LIVE_TYPE";
  static final String CONTACT = "INTERCOM_LIVE_CONTACT";
  static final String RELATIONSHIP = "INTERCOM_LIVE_RELATIONSHIP";
  static final String FOLDER = "INTERCOM_LIVE_FOLDER";
  static final String EXHAUST = "INTERCOM_LIVE_EXHAUST_LIMIT";

  private static final String DEFAULT_FOLDER = "live-check";

  /**
   * Reads the options.
   *
   * @throws CannotRunException if one is missing or invalid
   */
  static Options read(Map<String, String> environment) throws CannotRunException {
    String token = token(environment);
    String relationship = text(environment, RELATIONSHIP, Scratch.RELATIONSHIP);
    Path folder = folder(text(environment, FOLDER, DEFAULT_FOLDER));
    boolean exhausts = isYes(environment, EXHAUST);
    if (token == null) {
      return new Options(null, "", Scratch.TYPE, "", relationship, folder, exhausts);
    }
    return new Options(
        token,
        baseUrl(environment),
        segment(environment, TYPE, "the identifier of a scratch type"),
        segment(environment, CONTACT, "Intercom's id of a scratch contact"),
        relationship,
        folder,
        exhausts);
  }

  /** Returns the same options for a workspace in a sandbox, with a folder of its own. */
  Options in(Twin twin) {
    return new Options(
        twin.sandbox().getToken(),
        twin.sandbox().getBaseUrl(),
        type,
        twin.contactId(),
        relationship,
        folder.resolve("sandbox"),
        exhaustsLimit);
  }

  private static String text(Map<String, String> environment, String name, String fallback) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? fallback : value.strip();
  }

  private static @Nullable String token(Map<String, String> environment) throws CannotRunException {
    String file = environment.get(TOKEN_FILE);
    String token = environment.get(TOKEN);
    if (file != null && token != null) {
      throw new CannotRunException(
          "both " + TOKEN + " and " + TOKEN_FILE + " are set; unset one of them");
    }
    try {
      String given = file == null ? token : Files.readString(Path.of(file));
      if (given != null && given.isBlank()) {
        throw new CannotRunException(
            (file == null ? TOKEN : "the file of " + TOKEN_FILE)
                + " is blank; copy a token from Developer Hub > Your app > Authentication");
      }
      return given == null ? null : given.strip();
    } catch (IOException | InvalidPathException e) {
      throw new CannotRunException("the file of " + TOKEN_FILE + " cannot be read");
    }
  }

  private static String baseUrl(Map<String, String> environment) throws CannotRunException {
    String url = environment.get(BASE_URL);
    if (url == null) {
      String region = text(environment, REGION, "US");
      try {
        return Region.valueOf(region.toUpperCase(Locale.ROOT)).getBaseUrl();
      } catch (IllegalArgumentException e) {
        throw new CannotRunException(REGION + " must be US, EU or AU, was " + region);
      }
    }
    HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null
        || !(parsed.host().equals("127.0.0.1") || parsed.host().equals("localhost"))) {
      throw new CannotRunException(
          BASE_URL
              + " must be the address of a sandbox on this machine, such as"
              + " http://127.0.0.1:4000/");
    }
    return parsed.toString();
  }

  private static String segment(Map<String, String> environment, String name, String what)
      throws CannotRunException {
    String value = text(environment, name, "");
    if (value.isEmpty() || value.equals(".") || value.equals("..")) {
      throw new CannotRunException(
          name
              + " is missing: set it to "
              + what
              + "; examples/live/README.md shows how to create"
              + " one");
    }
    return value;
  }

  private static Path folder(String text) throws CannotRunException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new CannotRunException(FOLDER + " must be a folder, was " + text);
    }
  }

  private static boolean isYes(Map<String, String> environment, String name)
      throws CannotRunException {
    String value = text(environment, name, "no");
    if (!value.equals("yes") && !value.equals("no")) {
      throw new CannotRunException(name + " must be yes or no, was " + value);
    }
    return value.equals("yes");
  }

  @Override
  public String toString() {
    return "Options[" + baseUrl + "]";
  }
}
