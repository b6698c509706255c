package io.github.intercomobjects.sync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The checks and the short form of a JDBC URL. */
final class JdbcUrl {
  static final String USER = "INTERCOM_SYNC_DB_USER";
  static final String PASSWORD = "INTERCOM_SYNC_DB_PASSWORD";

  /** The places in a URL from which known drivers read passwords. */
  private static final Pattern SECRET =
      Pattern.compile(
          "[?;&,(:](password|pwd|passwd)\\s*=|//[^/?;]*:[^/?;@]*@|^jdbc:oracle:[^:]+:[^/:@]+/[^@]*@",
          Pattern.CASE_INSENSITIVE);

  private static final int FINGERPRINT_BYTES = 6;

  private JdbcUrl() {}

  /**
   * Returns the URL if it is valid.
   *
   * @throws IllegalArgumentException if it is not a JDBC URL, or contains a password
   */
  static String checked(String url) {
    if (!url.startsWith("jdbc:")) {
      throw new IllegalArgumentException(
          "the URL of the database must begin with jdbc:, such as jdbc:postgresql://localhost/shop,"
              + " was "
              + url);
    }
    if (SECRET.matcher(url).find()) {
      throw new IllegalArgumentException(
          "the URL of the database contains a password, which would be visible in files and process"
              + " lists; set the environment variable "
              + PASSWORD
              + " instead");
    }
    return url;
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
