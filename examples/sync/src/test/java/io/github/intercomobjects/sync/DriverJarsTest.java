package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of JDBC drivers that are not on the class path. */
class DriverJarsTest {
  private static final String H2 = "jdbc:h2:mem:jars";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static Path jarOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private Path jar(String services) throws IOException {
    Path jar = directory.resolve("a.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("META-INF/services/java.sql.Driver"));
      out.write(services.getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static Command run(String url, String query, String... options) {
    return Command.run(
        Map.of(), Command.with(options, "--jdbc=" + url, "--query=" + query, "--key=no"));
  }

  private static void assertRejected(Command command, String message) {
    assertThat(command.err()).startsWith("intercom-sync: " + message);
    assertThat(command.exitCode()).isEqualTo(1);
  }

  @Test
  void driverOfAJarIsUsedInsteadOfThatOfTheClassPath() throws Exception {
    String query = "SELECT 1 AS \"no\" FROM orders";
    try (Connection database = DriverManager.getConnection(H2);
        Statement statement = database.createStatement()) {
      statement.execute("CREATE TABLE orders (no INT)");
      statement.execute("INSERT INTO orders VALUES (1)");
      assertThat(run(H2, query).exitCode()).isZero();
      // A database in memory belongs to the classes of its driver.
      assertThat(run(H2, query, "--driver=" + jarOf(org.h2.Driver.class)).err())
          .contains("Table \"ORDERS\" not found");
    }
  }

  @Test
  void driverMayNeedSeveralJars() throws Exception {
    String jars = "--driver=" + jar("") + "," + jarOf(org.h2.Driver.class);
    assertThat(run(H2, "SELECT 1 AS \"no\"", jars).exitCode()).isZero();
  }

  @Test
  void jarThatDoesNotExistIsReported() {
    Path missing = directory.resolve("missing.jar");
    assertRejected(
        run(H2, "SELECT 1", "--driver=" + missing),
        "--driver " + missing + ": there is no such file (looked for " + missing + "); check the");
  }

  @Test
  void directoryInsteadOfAJarIsReported() {
    assertRejected(
        run(H2, "SELECT 1", "--driver=" + directory),
        "--driver " + directory + " is a directory; name the jar in it");
  }

  @Test
  void fileThatIsNoJarIsReported() throws IOException {
    Path page = Files.writeString(directory.resolve("driver.jar"), "<html>not found</html>");
    assertRejected(
        run(H2, "SELECT 1", "--driver=" + page),
        "--driver " + page + " is not a jar that can be read: ");
  }

  @Test
  void jarWithoutADriverIsReported() throws IOException {
    Path jar = jar("");
    assertRejected(
        run("jdbc:mysql://db/shop", "SELECT 1", "--driver=" + jar),
        "there is no JDBC driver in "
            + jar
            + "; download its jar, com.mysql:mysql-connector-j, from"
            + " https://dev.mysql.com/downloads/connector/j/ and name it with --driver");
  }

  @Test
  void driverOfAnotherDatabaseIsReported() throws Exception {
    Path jar = jarOf(org.h2.Driver.class);
    assertRejected(
        run("jdbc:mariadb://db/shop", "SELECT 1", "--driver=" + jar),
        "the JDBC driver org.h2.Driver in "
            + jar
            + " is not for jdbc:mariadb://db/shop; download its jar,"
            + " org.mariadb.jdbc:mariadb-java-client, from");
  }

  @Test
  void driverThatCannotBeLoadedIsReported() throws IOException {
    Path jar = jar("com.example.Driver");
    assertRejected(
        run("jdbc:example:x", "SELECT 1", "--driver=" + jar),
        "the JDBC driver in "
            + jar
            + " cannot be loaded: java.sql.Driver: Provider com.example.Driver not found; name all"
            + " jars that it needs with --driver, or use a version for Java ");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:sqlserver://db;databaseName=shop, com.microsoft.sqlserver:mssql-jdbc",
    "jdbc:oracle:thin:@//db:1521/shop, com.oracle.database.jdbc:ojdbc11",
    "jdbc:snowflake://a.example.com/, net.snowflake:snowflake-jdbc"
  })
  void missingDriverOfAUsualDatabaseIsNamed(String url, String coordinates) {
    assertThat(run(url, "SELECT 1").err())
        .startsWith("intercom-sync: there is no driver for ")
        .contains("; download its jar, " + coordinates + ", from https://")
        .endsWith(" and name it with --driver\n");
  }

  @Test
  void missingDriverOfAnotherDatabaseIsReported() {
    assertRejected(
        run("jdbc:nosuch://db/shop?a=b", "SELECT 1"),
        "there is no driver for jdbc:nosuch://db/shop; download its jar from the vendor of the"
            + " database, and name it with --driver\n");
  }

  @Test
  void misspeltNameOfADatabaseIsCorrected() {
    assertThat(run("jdbc:postgres://db/shop", "SELECT 1").err())
        .endsWith("; or did you mean jdbc:postgresql:?\n");
  }

  @Test
  void driverIsRejectedForAFile() throws Exception {
    Path file = Command.file(directory, "no", "1");
    assertRejected(
        Command.rehearse(file, "--key=no", "--driver=" + jarOf(org.h2.Driver.class)),
        "--driver is for databases, but the rows come from the file " + file + "; remove it");
  }

  @Test
  void jarIsNotOverwritten() throws Exception {
    Path jar = Files.copy(jarOf(org.h2.Driver.class), directory.resolve("h2.jar"));
    Command command = run(H2, "SELECT 1 AS \"no\"", "--driver=" + jar, "--report=" + jar);
    assertRejected(command, "--report " + jar + " is the driver and would be overwritten");
  }
}
