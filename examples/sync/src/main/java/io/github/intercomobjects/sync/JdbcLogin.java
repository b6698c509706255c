package io.github.intercomobjects.sync;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The user, the password and other secrets for a database, from environment variables. */
final class JdbcLogin {
  /** A shorter password could be a part of any word of a message. */
  private static final int MIN_LENGTH_TO_MASK = 4;

  private JdbcLogin() {}

  /**
   * Returns the properties for the driver.
   *
   * @throws CannotRunException if a file that a variable names cannot be read
   */
  static Properties of(Map<String, String> environment) throws CannotRunException {
    Properties login = new Properties();
    String file = environment.get(JdbcUrl.PROPERTIES_FILE);
    if (file != null) {
      try {
        login.load(new StringReader(SecretVariables.text(JdbcUrl.PROPERTIES_FILE, file)));
      } catch (IOException | IllegalArgumentException e) {
        throw new CannotRunException(
            "the file "
                + file
                + " of "
                + JdbcUrl.PROPERTIES_FILE
                + " is not a file of properties: "
                + e.getMessage()
                + "; write lines such as name=value",
            e);
      }
    }
    put(login, "user", SecretVariables.find(environment, JdbcUrl.USER));
    put(login, "password", SecretVariables.find(environment, JdbcUrl.PASSWORD));
    return login;
  }

  private static void put(Properties login, String property, @Nullable String value) {
    if (value != null) {
      login.setProperty(property, value);
    }
  }

  /** Returns a text without the secrets in it. */
  static String masked(String text, Properties login) {
    String masked = JdbcUrl.masked(text);
    for (String name : login.stringPropertyNames()) {
      String value = login.getProperty(name);
      if (JdbcUrl.isSecret(name) && value.length() >= MIN_LENGTH_TO_MASK) {
        masked = masked.replace(value, "***");
      }
    }
    return masked;
  }
}
