package io.github.intercomobjects.sync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The checks and the short form of a JDBC URL. */
final class JdbcUrl {
  static final String USER = "INTERCOM_SYNC_DB_USER";
  static final String PASSWORD = "INTERCOM_SYNC_DB_PASSWORD";

  /** The variable with the name of a file of connection properties, such as other secrets. */
  static final String PROPERTIES_FILE = "INTERCOM_SYNC_DB_PROPERTIES_FILE";

  private static final String START = "jdbc:";
  private static final String EXAMPLE = "jdbc:postgresql://localhost/shop";

  /** The name of a parameter, whatever separates the parameters. */
  private static final Pattern PARAMETER = Pattern.compile("([^=?;&,(:|/\\s{}#]+)\\s*=");

  /** The names of passwords, which are also ends of the names of other parameters. */
  static final Set<String> PASSWORDS =
      Set.of(
          "password",
          "passwd",
          "pwd",
          "pass",
          "passwort",
          "kennwort",
          "losung",
          "senha",
          "contrasena",
          "contrasea",
          "motdepasse",
          "mdp",
          "wachtwoord",
          "haslo",
          "heslo",
          "parola");

  /** The ends of the names of parameters that are other secrets, in lower case letters. */
  static final Set<String> SECRETS =
      Set.of(
          "passphrase",
          "passcode",
          "secret",
          "token",
          "credential",
          "credentials",
          "apikey",
          "accesskey",
          "secretkey",
          "clientkey",
          "privatekey",
          "privatekeybase",
          "pvtkey");

  /** The number of letters that a misspelt password parameter may differ in. */
  private static final int MAX_TYPOS = 2;

  /**
   * User and password as words after a URL. The paths of some drivers and values may have spaces.
   */
  private static final Pattern LOGIN_AFTER_SPACES =
      Pattern.compile(
          "^\\s*(?!jdbc:(?:h2|hsqldb|derby|sqlite):(?!\\w+://)\\S*[/\\\\])"
              + "[^\\s;]+(?:\\s+[^\\s;=/\\\\]+){1,4}\\s*$",
          Pattern.CASE_INSENSITIVE);

  /** A host with an optional port, or a list of them. */
  private static final Pattern HOSTS = Pattern.compile("[^:,]*(:[0-9]*)?(,[^:,]*(:[0-9]*)?)*");

  /** User and password in a URL of Oracle, such as scott/tiger@host. */
  private static final Pattern ORACLE_LOGIN =
      Pattern.compile("^jdbc:oracle:[^:]*:[^@/]+/", Pattern.CASE_INSENSITIVE);

  /** User and password in a URL with too few slashes; other drivers have colons in paths. */
  private static final Pattern LOGIN_WITHOUT_SLASHES =
      Pattern.compile(
          "^jdbc:(?!(?:oracle|h2|hsqldb|derby|sqlite):)[^:/]+:/?[^/:@]+:[^=]*@",
          Pattern.CASE_INSENSITIVE);

  private static final int FINGERPRINT_BYTES = 6;
  private static final Pattern LOGIN_IN_TEXT = Pattern.compile("//[^\\s/@\"']*:[^\\s@\"']*@");
  private static final Pattern ENCODED = Pattern.compile("%([0-9a-fA-F]{2})");
  private static final int MAX_DECODINGS = 3;

  private JdbcUrl() {}

  /**
   * Returns the URL if it is valid.
   *
   * @throws IllegalArgumentException if it is not a JDBC URL, or contains a password or another
   *     secret. The message does not contain the secret
   */
  static String checked(String url) {
    String secret = secretParameter(url);
    boolean login = hasPassword(url);
    if (!url.startsWith(START)) {
      throw new IllegalArgumentException(
          "the URL of the database must begin with jdbc:, such as "
              + EXAMPLE
              + (secret == null && !login
                  ? ", was " + url
                  : ", and contain no password; set the environment variables "
                      + USER
                      + " and "
                      + PASSWORD
                      + " instead"));
    }
    if (secret != null && !isPassword(letters(secret))) {
      throw new IllegalArgumentException(
          "the URL of the database contains the secret "
              + secret
              + ", which would be visible in files and process lists; move it to a file as a line "
              + secret
              + "=..., and name the file in the environment variable "
              + PROPERTIES_FILE);
    }
    if (secret == null && LOGIN_AFTER_SPACES.matcher(url).find()) {
      throw new IllegalArgumentException(
          "the URL of the database contains a blank, and what follows it may be a password, which"
              + " would be visible in files and process lists; write %20 for a blank of a name; for"
              + " a password, set the environment variable "
              + PASSWORD
              + " instead");
    }
    if (secret != null || login) {
      throw new IllegalArgumentException(
          "the URL of the database contains a password, which would be visible in files and process"
              + " lists; set the environment variable "
              + PASSWORD
              + " instead");
    }
    return url;
  }

  /** Returns the name of the first parameter that is a secret; null if there is none. */
  private static @Nullable String secretParameter(String url) {
    String text = url;
    for (int i = 0; i <= MAX_DECODINGS; i++) {
      Matcher parameters = PARAMETER.matcher(text);
      while (parameters.find()) {
        if (isSecret(parameters.group(1))) {
          return parameters.group(1);
        }
      }
      text = ENCODED.matcher(text).replaceAll(JdbcUrl::decoded);
    }
    return null;
  }

  private static String decoded(MatchResult encoded) {
    return Matcher.quoteReplacement(
        Character.toString((char) Integer.parseInt(encoded.group(1), 16)));
  }

  /** Returns whether a parameter of this name is a secret. */
  static boolean isSecret(String parameter) {
    String name = letters(parameter);
    return isPassword(name)
        || (!name.endsWith("bypass")
            && Stream.concat(PASSWORDS.stream(), SECRETS.stream()).anyMatch(name::endsWith));
  }

  private static boolean isPassword(String letters) {
    return letters.equals("pw")
        || PASSWORDS.contains(letters)
        || Typo.count(letters, "password") <= MAX_TYPOS;
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  /** Returns whether there is a password before the host. It may contain any character. */
  private static boolean hasPassword(String url) {
    if (LOGIN_AFTER_SPACES.matcher(url).find() && (url.startsWith(START) || url.contains("//"))) {
      return true;
    }
    if (ORACLE_LOGIN.matcher(url).find()) {
      return true;
    }
    int slashes = url.indexOf("//");
    if (slashes < 0) {
      return url.startsWith(START) ? LOGIN_WITHOUT_SLASHES.matcher(url).find() : url.contains("@");
    }
    String rest = url.substring(slashes + 2);
    int at = rest.lastIndexOf('@');
    if (at < 0) {
      return false;
    }
    String before = rest.substring(0, at);
    String address = before.split("[?;]", 2)[0];
    if (address.equals(before)) {
      return before.contains(":");
    }
    // The sign may belong to a parameter, but only if what precedes the parameters is an address.
    String hosts = address.split("/", 2)[0].replaceAll("\\[[^]]*]", "");
    String parameter = before.substring(before.split("[?;&][^?;&]*$", 2)[0].length());
    return !HOSTS.matcher(hosts).matches() || !parameter.contains("=");
  }

  /** Returns a message without the passwords of the URLs in it. */
  static String masked(String text) {
    String masked = TokenText.masked(SecretText.masked(text));
    return LOGIN_IN_TEXT.matcher(masked).replaceAll("//***@");
  }

  /** Returns a message about arguments without those that are URLs with a password, or tokens. */
  static String masked(String text, String[] arguments) {
    return masked(
        TokenText.masked(
            text,
            arguments,
            value ->
                hasPassword(value) || secretParameter(value) != null || TokenText.isLike(value)));
  }

  /** Returns whether a driver accepts a URL. */
  static boolean isFor(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Returns a short hash of a URL and a query, in which the amount of white space is ignored. */
  static String fingerprint(String url, String query) {
    String text = url + "\n" + query.strip().replaceAll("\\s+", " ");
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, FINGERPRINT_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Returns the URL without its parameters, for messages. */
  static String shown(String url) {
    return url.split("[?;]", 2)[0];
  }
}
