package io.github.intercomobjects.sync;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** The address of a database. */
final class JdbcUrl {
  static final String USER = "INTERCOM_SYNC_DB_USER";
  static final String PASSWORD = "INTERCOM_SYNC_DB_PASSWORD";

  /** Where drivers take passwords from an address, in the writing of all of them. */
  private static final Pattern SECRET =
      Pattern.compile(
          "[?;&,(:](password|pwd|passwd)\\s*=|//[^/?;]*:[^/?;@]*@|^jdbc:oracle:[^:]+:[^/:@]+/[^@]*@",
          Pattern.CASE_INSENSITIVE);

  private JdbcUrl() {}

  /**
   * Returns the address.
   *
   * @throws IllegalArgumentException if it is none, or has a password
   */
  static String checked(String url) {
    if (!url.startsWith("jdbc:")) {
      throw new IllegalArgumentException(
          "the address of the database begins with jdbc:, such as jdbc:postgresql://localhost/shop,"
              + " and this one does not: "
              + url);
    }
    if (SECRET.matcher(url).find()) {
      throw new IllegalArgumentException(
          "the address of the database has a password, which would stand in files and lists of"
              + " processes; give it in the environment variable "
              + PASSWORD);
    }
    return url;
  }

  /** Whether a driver is for such an address. */
  static boolean isFor(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  /** The address without the settings behind it. */
  static String shown(String url) {
    return url.split("[?;]", 2)[0];
  }
}
