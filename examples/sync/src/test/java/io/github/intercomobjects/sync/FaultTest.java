package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that every failure is described by the message that belongs to its cause. */
class FaultTest {
  private static final String LOGIN = "INTERCOM_SYNC_DB_PASSWORD";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static String run(BooleanSupplier stop, String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    int exitCode =
        RootCommand.run(arguments, new Shell(Map.of(), new Terminal(out, stream, false), stop));
    assertThat(exitCode).isEqualTo(1);
    return err.toString(StandardCharsets.UTF_8);
  }

  private Path orders() throws IOException {
    return Command.file(directory, "no,status", "1,paid");
  }

  private static BooleanSupplier failing(Throwable e) {
    return () -> {
      if (e instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e;
    };
  }

  @Test
  void faultIsReportedAsOneWithALineToSend() throws IOException {
    for (Throwable e :
        List.of(
            new IllegalStateException("a cell with \u001b[1m", new ArithmeticException("a key")),
            new StackOverflowError("a key"),
            new NoClassDefFoundError("a key"))) {
      String err = run(failing(e), "sync", orders().toString(), "--key=no");
      List<String> lines = err.lines().toList();
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0))
          .startsWith("intercom-sync: the program failed because of a fault of its own.")
          .endsWith(" https://github.com/intercomobjects/intercom-objects/issues");
      assertThat(lines.get(1))
          .contains(e.getClass().getName() + " at io.github.intercomobjects.sync.FaultTest.")
          .doesNotContain("a key", "a cell");
      assertThat(lines.get(2)).isEqualTo("  Its message, which may contain your data: a key");
      assertThat(err).doesNotContain("\tat ", LOGIN);
    }
  }

  @Test
  void lackOfMemoryIsReportedWithTheOptionOfJava() throws IOException {
    assertThat(run(failing(new OutOfMemoryError("heap")), "sync", orders().toString(), "--key=no"))
        .matches(
            "intercom-sync: the memory of [0-9]+ MB is too small; give more with the option -Xmx of"
                + " java, such as -Xmx1g\n");
  }

  @Test
  void readingEndsWhenTheProcessIsAskedToStop() throws IOException {
    Path file = Command.file(directory, "no,status", "1,paid", "2,\"unclosed");
    assertThat(run(() -> true, "sync", file.toString(), "--key=no"))
        .isEqualTo("intercom-sync: stopped by a signal\n");
  }

  @Test
  void typeThatCannotExistIsReportedByAllCommands() throws IOException {
    try (Shop shop = new Shop()) {
      for (String name : List.of("sync", "reconcile", "check")) {
        Command command =
            Command.any(
                Map.of("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken()),
                name,
                orders().toString(),
                "--key=no",
                "--type=",
                "--live",
                "--base-url=" + shop.sandbox.getBaseUrl());
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.out() + command.err())
            .contains("type")
            .doesNotContain("\tat ", "a fault of its own");
      }
    }
  }

  private static Command query(String url, String sql, String... options) {
    return Command.run(
        Map.of("INTERCOM_SYNC_DB_USER", "sa", LOGIN, "s3cret"),
        Command.with(options, "--jdbc=" + url, "--query=" + sql, "--key=no"));
  }

  @Test
  void adviceFitsTheSqlState() throws Exception {
    String url = "jdbc:h2:mem:fault;DB_CLOSE_DELAY=-1";
    DriverManager.getConnection(url, "sa", "s3cret").close();
    assertThat(query(url, "SELECT * FROM nothing").err())
        .contains("(SQL state 42S0")
        .endsWith("; check the query\n")
        .doesNotContain(LOGIN);
    assertThat(query(url, "SELECT 1 / 0").err())
        .contains("(SQL state 22012)")
        .endsWith("; check the query\n");
    Command wrong =
        Command.run(Map.of(LOGIN, "n0thing"), "--jdbc=" + url, "--query=SELECT 1", "--key=no");
    assertThat(wrong.err())
        .contains("(SQL state 28000)")
        .endsWith("; check the user and password in INTERCOM_SYNC_DB_USER and " + LOGIN + "\n")
        .doesNotContain("n0thing");
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(query("jdbc:postgresql://127.0.0.1:" + port + "/shop", "SELECT 1").err())
        .contains("(SQL state 08")
        .endsWith("; check the URL, and that the database can be reached\n")
        .doesNotContain(LOGIN);
  }

  @Test
  void adviceCoversLoginsOfAllDatabases() {
    String login = "check the user and password";
    assertThat(JdbcFailure.advice(new SQLException("", "28P01"), "jdbc:postgresql:x"))
        .startsWith(login);
    assertThat(JdbcFailure.advice(new SQLException("", "08004"), "jdbc:postgresql:x"))
        .startsWith(login);
    assertThat(JdbcFailure.advice(new SQLException("", "72000", 1017), "jdbc:oracle:thin:@x"))
        .startsWith(login);
    assertThat(JdbcFailure.advice(new SQLException("", "S0001", 18456), "jdbc:sqlserver://x"))
        .startsWith(login);
    assertThat(JdbcFailure.advice(new SQLException("", "72000", 1017), "jdbc:h2:x"))
        .isEqualTo("check the query");
    assertThat(JdbcFailure.advice(new SQLException("", "3D000"), "jdbc:postgresql:x"))
        .isEqualTo("check the name of the database in the URL");
    assertThat(JdbcFailure.advice(new SQLException("", "40001"), "jdbc:postgresql:x"))
        .startsWith("run the command again");
    assertThat(JdbcFailure.advice(new SQLException(""), "jdbc:x:x"))
        .isEqualTo("check the query and the URL");
  }

  @Test
  void exceptionOfADriverIsReportedAsOne() throws SQLException {
    Driver driver =
        (Driver)
            Proxy.newProxyInstance(
                FaultTest.class.getClassLoader(),
                new Class<?>[] {Driver.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "acceptsURL" -> true;
                      case "connect" -> Integer.valueOf("s3cret");
                      case "equals" -> proxy == arguments[0];
                      case "hashCode" -> 1;
                      default -> null;
                    });
    DriverManager.registerDriver(driver);
    try {
      Command command = query("jdbc:faulty:shop", "SELECT 1");
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err())
          .startsWith("intercom-sync: the query to jdbc:faulty:shop failed in the driver: ")
          .contains("NumberFormatException: For input string: \"***\"")
          .endsWith("; use another version of the driver, with all jars that it needs\n")
          .doesNotContain(LOGIN, "s3cret");
    } finally {
      DriverManager.deregisterDriver(driver);
    }
  }

  @Test
  void separatorIsSuggestedForFilesOnly() {
    assertThat(query("jdbc:h2:mem:x", "SELECT 1 AS \"number\"").err())
        .contains("its columns are [number]. Name one of them with --key\n")
        .doesNotContain("--separator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--decimal", "--number"})
  void longNumberFailsItsRowAtOnce(String type) throws IOException {
    String digits = "1".repeat(2_000_000);
    Path file =
        Command.file(
            directory,
            "no,count",
            "1," + digits,
            "2,-" + digits,
            "3," + digits + "x",
            "4," + "1".repeat(1000),
            digits + ",1");
    Path report = directory.resolve("report.csv");
    Command command =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30),
            () -> Command.rehearse(file, "--key=no", type + "=count", "--report=" + report));
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .contains("  3 rows: count is longer than a number can be, 1,000 characters\n")
        .contains("line 2  1  \"" + "1".repeat(200) + "… (2,000,000 characters)\"\n")
        .contains("line 3  2  \"-1")
        .contains("line 4  3  \"1")
        .doesNotContain("line 5")
        .hasSizeLessThan(10_000);
    assertThat(Files.readString(report)).contains("1," + digits + ",line 2,");
  }

  @Test
  void longNumberOfADatabaseFailsItsRowAtOnce() {
    Command command =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30),
            () ->
                query(
                    "jdbc:h2:mem:x",
                    "SELECT 1 AS \"no\", CAST('1E99999999' AS DECFLOAT) AS \"amount\" UNION ALL"
                        + " SELECT 2, 1.5",
                    "--decimal=amount"));
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .contains("row 1  1  amount \"1E+99999999\" is not a decimal number")
        .containsPattern("stored +1\n");
  }

  /** Runs the command in another process with a locale, and returns its output. */
  private String inLocale(String locale, String... arguments) throws Exception {
    return inLocale(locale, ".", arguments);
  }

  private String inLocale(String locale, String folder, String[] arguments) throws Exception {
    Path printed = directory.resolve("printed.txt");
    // An argument with bytes that this JVM may be unable to pass is written to a script.
    StringBuilder script = new StringBuilder("mkdir -p " + folder + " && cd " + folder + " && ");
    script.append("LC_ALL=").append(locale).append(" exec ");
    script.append(
        String.join(
            " ",
            new File(System.getProperty("java.home"), "bin/java").getPath(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            "'" + System.getProperty("java.class.path") + "'",
            IntercomSync.class.getName()));
    for (String argument : arguments) {
      script.append(" '").append(argument).append("'");
    }
    Path file = Files.writeString(directory.resolve("run.sh"), script, StandardCharsets.UTF_8);
    Process process =
        new ProcessBuilder("sh", file.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return Files.readString(printed, StandardCharsets.UTF_8);
  }

  @Test
  void nameThatTheLocaleCannotRepresentIsReported() throws Exception {
    assumeTrue(File.separatorChar == '/', "there is no sh here");
    orders();
    Path script =
        Files.writeString(
            directory.resolve("copy.sh"), "cp orders.csv grün.csv", StandardCharsets.UTF_8);
    new ProcessBuilder("sh", script.toString()).directory(directory.toFile()).start().waitFor();
    Path mapping = directory.resolve("map.json");
    Files.writeString(mapping, "{\"key\": \"no\", \"source\": {\"csv\": \"grün.csv\"}}");
    String fix = "; use a locale with UTF-8, such as LC_ALL=C.UTF-8\n";
    for (String[] arguments :
        new String[][] {
          {"sync", "grün.csv", "--key=no"},
          {"sync", "orders.csv", "--key=no", "--summary=grün.json"},
          {"sync", "orders.csv", "--key=größe"},
        }) {
      assertThat(inLocale("C", arguments))
          .startsWith("intercom-sync: the argument \"")
          .endsWith("\" has characters that the locale of this process cannot represent" + fix);
    }
    assertThat(inLocale("C", "sync", "--mapping=map.json"))
        .contains("cannot be the name of a file: ")
        .contains(fix.strip())
        .doesNotContain("\tat ");
    String[] inFolder = {"sync", "../orders.csv", "--key=no"};
    assertThat(inLocale("C", "höhe", inFolder))
        .startsWith("intercom-sync: the working directory \"")
        .endsWith("\" has characters that the locale of this process cannot represent" + fix);
    assertThat(inLocale("C.UTF-8", "höhe", inFolder)).containsPattern("stored +1\n");
    assertThat(inLocale("C.UTF-8", "sync", "grün.csv", "--key=no")).containsPattern("stored +1\n");
    assertThat(inLocale("C.UTF-8", "sync", "--mapping=map.json")).containsPattern("stored +1\n");
  }

  @Test
  void nameThatCannotExistIsReported() throws IOException {
    for (String option : List.of("--report", "--summary", "--mapping")) {
      Command command = Command.rehearse(orders(), "--key=no", option + "=a\0b");
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err())
          .contains("\"a\\u0000b\" cannot be the name of a file: ")
          .contains("; give another name")
          .doesNotContain("\tat ");
    }
  }
}
