package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that nothing secret is printed, and that files are readable by their owner only. */
class SecretsTest {
  private static final String USER_VARIABLE = "INTERCOM_SYNC_DB_USER";
  private static final String PASSWORD_VARIABLE = "INTERCOM_SYNC_DB_PASSWORD";
  private static final String PROPERTIES_VARIABLE = "INTERCOM_SYNC_DB_PROPERTIES_FILE";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static Command query(Map<String, String> environment, String url) {
    return Command.run(environment, "--jdbc=" + url, "--query=SELECT 1 AS \"no\"", "--key=no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://shop:s3cret@db/shop",
        "postgresql://db/shop?user=shop&password=s3cret",
        "shop:s3cret@db/shop",
        "mysql://shop:s3/cret@db/shop",
        "JDBC:postgresql://shop:s3cret@db/shop",
        " jdbc:postgresql://shop:s3cret@db/shop",
        "jdbc:postgresql://shop:s3cret@db/shop",
        "jdbc:postgresql://shop:1s3cret@db/shop",
        "jdbc:postgresql://shop:12/s3cret@db/shop",
        "jdbc:postgresql://shop:p/s3cret@db/shop",
        "jdbc:postgresql://shop:p?s3cret@db/shop",
        "jdbc:postgresql://shop:5432?s3cret@db/shop",
        "jdbc:postgresql://shop:p;s3cret@db/shop",
        "jdbc:postgresql://shop:p@s3cret@db/shop",
        "jdbc:postgresql://shop:p#s3cret@db/shop?a=b",
        "jdbc:postgresql://shop:s3cret@db/shop?email=a@b",
        "jdbc:postgresql://db/shop?password=s3cret",
        "jdbc:postgresql://db/shop?user=shop&PASSWORD=s3cret",
        "jdbc:postgresql://db/shop?sslpassword=s3cret",
        "jdbc:postgresql://db/shop?p%61ssword=s3cret",
        "jdbc:postgresql://db/shop?p%2561ssword=s3cret",
        "jdbc:postgresql://db/shop?password%3Ds3cret",
        "jdbc:sqlserver://db:1433;databaseName=shop; password=s3cret",
        "jdbc:sqlserver://db:1433;user=a;password = {s3cret;x}",
        "jdbc:sqlserver://db;trustStorePassword=s3cret",
        "jdbc:sqlserver://db;accessToken=s3cret",
        "jdbc:databricks://db;PWD=s3cret",
        "jdbc:snowflake://db/?access_token=s3cret",
        "jdbc:snowflake://db/?private_key_pwd=s3cret",
        "jdbc:mysql://db/shop?password2=s3cret",
        "jdbc:mysql://(host=db,password=s3cret)/shop",
        "jdbc:mysql://address=(host=db)(password=s3cret)/shop",
        "jdbc:oracle:thin:scott/s3cret@db:1521:shop",
        "jdbc:oracle:thin:scott/s3cret",
        "jdbc:mysql:/shop:s3cret@db/shop",
        "jdbc:postgresql:shop:s3cret@db/shop",
        "jdbc:oracle:thin:scott/p@s3cret@db:1521:shop",
        "jdbc:oracle:thin:scott/\"a/s3cret\"@//db:1521/shop",
        "jdbc:oracle:thin:@tcps://db/shop?javax.net.ssl.keyStorePassword=s3cret",
        "jdbc:db2://db:50000/shop:user=shop;password=s3cret;",
        "jdbc:bigquery://db;OAuthAccessToken=s3cret",
        "jdbc:h2:mem:shop;PASSWORD=s3cret",
        "jdbc:postgresql://db/shop?passwort=s3cret",
        "jdbc:postgresql://db/shop?passwd=s3cret",
        "jdbc:postgresql://db/shop?pwd=s3cret",
        "jdbc:postgresql://db/shop?kennwort=s3cret",
        "jdbc:postgresql://db/shop?pass=s3cret",
        "jdbc:postgresql://db/shop?secret=s3cret",
        "jdbc:postgresql://db/shop?senha=s3cret",
        "jdbc:postgresql://db/shop?user=u&pasword=s3cret",
        "jdbc:postgresql://db/shop?passsword=s3cret",
        "jdbc:postgresql://db/shop?Passwrod=s3cret",
        "jdbc:sqlserver://db;Passwort=s3cret",
        "jdbc:mysql://db/shop?contrase\u00f1a=s3cret",
        "jdbc:postgresql://db/shop u s3cret",
        "jdbc:postgresql://db/shop?ssl=true u s3cret",
        "jdbc:h2:mem:shop sa s3cret",
        "postgresql://db/shop u s3cret",
      })
  void urlWithASecretIsRejectedAndNotPrinted(String url) throws IOException {
    Path file = Command.file(directory, "no", "1");
    Path mapping =
        write(
            "map.json",
            "{\"key\": \"no\", \"source\": {\"jdbc\": \""
                + url.replace("\"", "\\\"")
                + "\", \"query\": \"SELECT 1\"}}");
    Command option = query(Map.of(), url);
    List<Command> all = new ArrayList<>();
    all.add(option);
    all.add(Command.run(Map.of(), "--mapping=" + mapping));
    all.add(Command.run(Map.of(), url, "--key=no"));
    all.add(Command.run(Map.of(), file.toString(), url, "--key=no"));
    all.add(Command.run(Map.of(), file.toString(), "--key=no", "--url=" + url));
    for (Command command : all) {
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err() + command.out()).doesNotContain("s3cret");
    }
    assertThat(option.err())
        .containsAnyOf("contain no password", "contains a password", "may be a password", "secret");
    assertThat(option.err())
        .containsAnyOf(
            "set the environment variable INTERCOM_SYNC_DB_PASSWORD instead",
            "set the environment variables INTERCOM_SYNC_DB_USER and INTERCOM_SYNC_DB_PASSWORD",
            "name the file in the environment variable INTERCOM_SYNC_DB_PROPERTIES_FILE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db:5432/shop?email=a@b",
        "jdbc:postgresql://shop@db:5432/shop",
        "jdbc:postgresql://[::1]:5432/shop?application_name=me@home",
        "jdbc:postgresql://a:5432,b:5432/shop?targetServerType=primary&options=-c@x",
        "jdbc:postgresql://db/shop?passfile=/run/pgpass&sslkey=/run/key",
        "jdbc:mysql://db/shop?allowPublicKeyRetrieval=true&passwordCharacterEncoding=utf8",
        "jdbc:sqlserver://db\\main:1433;databaseName=shop;applicationName=me@home",
        "jdbc:oracle:thin:@//db:1521/shop",
        "jdbc:oracle:thin:@db:1521:shop",
        "jdbc:h2:file:/home/me@work/shop",
        "jdbc:db2:shop:currentSchema=A@B;",
        "jdbc:oracle:thin:/@shop",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=db)(PORT=1521)))",
        "jdbc:h2:/home/me@work/shop;ACCESS_MODE_DATA=r",
        "jdbc:sqlite:/home/me@work/shop.db",
        "jdbc:sqlite:/home/me/My Own Files/my shop.db",
        "jdbc:h2:/home/me/My Documents",
        "jdbc:sqlserver://db:1433;databaseName=shop; applicationName=My Own App",
        "jdbc:postgresql://db/shop?password_encryption=on&passfile=/run/pgpass",
      })
  void urlWithoutASecretIsAccepted(String url) {
    assertThat(JdbcUrl.checked(url)).isEqualTo(url);
  }

  @Test
  void otherSecretsOfADatabaseAreReadFromAFile() throws IOException, SQLException {
    String url = "jdbc:h2:mem:secrets";
    try (Connection database = DriverManager.getConnection(url, "sa", "s3cret")) {
      assertThat(database.isValid(1)).isTrue();
      Path file = write("db.properties", "# of the shop\nuser=sa\npassword=s3cret\n");
      assertThat(query(Map.of(PROPERTIES_VARIABLE, file.toString()), url).exitCode()).isZero();
      write("db.properties", "IFEXISTS=TRUE\ntoken=s3cret\n");
      Command unknown = query(Map.of(PROPERTIES_VARIABLE, file.toString()), url + "-s3cret");
      assertThat(unknown.err()).contains("not found").contains("***");
      Command missing = query(Map.of(PROPERTIES_VARIABLE, directory + "/no"), url);
      assertThat(missing.err())
          .contains("the file " + directory + "/no of " + PROPERTIES_VARIABLE + " cannot be read");
    }
  }

  @Test
  void userAndPasswordAreReadFromFiles() throws IOException, SQLException {
    String url = "jdbc:h2:mem:files";
    try (Connection database = DriverManager.getConnection(url, "sa", " s3cret")) {
      assertThat(database.isValid(1)).isTrue();
      Map<String, String> environment =
          Map.of(
              USER_VARIABLE + "_FILE",
              write("user", "sa\r\n").toString(),
              PASSWORD_VARIABLE + "_FILE",
              write("password", " s3cret\n").toString());
      assertThat(query(environment, url).exitCode()).isZero();
    }
  }

  @Test
  void fileOfATokenThatCannotExistIsReportedWhenTheTokenIsNeeded() throws IOException {
    Path orders = Files.writeString(directory.resolve("named.csv"), "no\n1\n");
    Map<String, String> environment = Map.of("INTERCOM_ACCESS_TOKEN_FILE", "a\0b");
    assertThat(Command.run(environment, orders.toString(), "--key=no").exitCode()).isZero();
    Command live = Command.run(environment, orders.toString(), "--key=no", "--live");
    assertThat(live.exitCode()).isEqualTo(1);
    assertThat(live.err()).contains("INTERCOM_ACCESS_TOKEN_FILE cannot be read: ");
  }

  @Test
  void tokenIsReadFromAFile() throws IOException {
    Path file = Command.file(directory, "no", "1");
    try (Shop shop = new Shop()) {
      Path token = write("token", shop.sandbox.getToken() + "\n");
      String[] options = {
        file.toString(), "--key=no", "--live", "--base-url=" + shop.sandbox.getBaseUrl()
      };
      String variable = "INTERCOM_ACCESS_TOKEN_FILE";
      Map<String, String> environment = Map.of(variable, token.toString());
      assertThat(Command.run(environment, options).exitCode()).isZero();
      assertThat(shop.has("1")).isTrue();

      Command both =
          Command.run(Map.of(variable, token.toString(), "INTERCOM_ACCESS_TOKEN", "x"), options);
      assertThat(both.err())
          .isEqualTo(
              "intercom-sync: both INTERCOM_ACCESS_TOKEN and INTERCOM_ACCESS_TOKEN_FILE are set;"
                  + " unset one of them\n");
      write("token", "\n");
      assertThat(Command.run(environment, options).err())
          .contains("the file " + token + " of " + variable + " is empty; write the secret to it");
      write("token", "s3cret\nothers");
      assertThat(Command.run(environment, options).err())
          .contains("has more than one line, or control characters; write only the secret to it")
          .doesNotContain("s3cret");
      Files.write(token, new byte[] {(byte) 0xfc});
      assertThat(Command.run(environment, options).err()).contains("is not UTF-8");
      Files.write(token, new byte[1 << 20]);
      assertThat(Command.run(environment, options).err()).contains("is too long for a secret");
      Files.delete(token);
      assertThat(Command.run(environment, options).err())
          .contains("the file " + token + " of " + variable + " cannot be read: ")
          .contains("check that it exists and is readable");
    }
  }

  @Test
  void secretThatCannotBeSentIsNotPrinted() throws IOException {
    Path file = Command.file(directory, "no", "1");
    try (Shop shop = new Shop()) {
      for (String token : List.of("s3cret\n", "s3cr\u00e4t", "s3cret\uFFFD")) {
        Command command = Command.live(shop.sandbox.getBaseUrl(), token, file, "--key=no");
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err())
            .startsWith("intercom-sync: ")
            .doesNotContain("s3cr", "\tat ", "fault");
      }
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void stateReportAndSummaryAreReadableByTheirOwnerOnly() throws IOException {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "there are no permissions here");
    Path file = Command.file(directory, "no,item_count", "1,1", "2,many");
    Path state = directory.resolve("orders.csv.intercom-sync");
    // A file of an earlier version.
    Path report = write("report.csv", "no,intercom_sync_place,intercom_sync_reason\n");
    Files.setPosixFilePermissions(report, PosixFilePermissions.fromString("rw-r--r--"));
    Path summary = directory.resolve("summary.json");
    try (Shop shop = new Shop()) {
      for (int run = 0; run < 2; run++) {
        Command.live(
            shop.sandbox,
            file,
            "--key=no",
            "--number=item_count",
            "--report=" + report,
            "--summary=" + summary);
        for (Path output : List.of(state, report, summary)) {
          assertThat(permissions(output)).as(output.toString()).isEqualTo("rw-------");
        }
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rw-rw-rw-"));
      }
    }
  }

  @Test
  void textsOfOthersArePrintedWithoutControlCharacters() throws IOException {
    String evil = "\u001b[31m\u009b2K\u0007\rall rows are stored\u202e";
    Path file =
        Command.file(
            directory,
            "no,\"count" + evil + "\"",
            "\"A" + evil + "\nB\",many",
            "2,\"" + evil + "\"");
    Path summary = directory.resolve("summary.json");
    List<Command> commands =
        List.of(
            Command.rehearse(file, "--key=no", "--number=count" + evil),
            Command.rehearse(file, "--key=count"),
            Command.rehearse(file, "--key=no", "--type=" + evil, "--summary=-"),
            Command.rehearse(file, "--key=no", "--report=" + directory + "/" + evil + "/x"),
            Command.rehearse(file, "--key=no", "--" + evil));
    for (Command command : commands) {
      String printed = command.out() + command.err();
      assertThat(printed).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
      assertThat(printed).contains("\\u001b[31m\\u009b2K");
    }
    assertThat(commands.get(0).out()).contains("line 3  \"A\\u001b").contains("\\nB\"  \"many\"");
    assertThat(summary).doesNotExist();
  }

  @Test
  void keysOfReconcileAndNamesOfCheckArePrintedWithoutControlCharacters() throws Exception {
    Path file = Command.file(directory, "no,st\u001b[1matus", "1,paid");
    try (Shop shop = new Shop()) {
      shop.store("2\u001b[2m\u0085\n  stale  0");
      for (String name : List.of("reconcile", "check")) {
        Command command =
            Command.any(
                Map.of("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken()),
                name,
                file.toString(),
                "--key=no",
                "--live",
                "--base-url=" + shop.sandbox.getBaseUrl());
        assertThat(command.out() + command.err())
            .doesNotContainPattern("[\\p{Cc}&&[^\\n]]")
            .contains("\\u001b[");
        assertThat(command.out()).doesNotContain("\n  stale  0");
      }
    }
  }

  @Test
  void cellsOfTheReportAreNoFormulas() throws IOException {
    List<String> cells =
        List.of(
            "=1+1", "+49 151", "-5", "@SUM(1)", "'=1+1", "''-5", "'quoted", " =1+1", "\t=1", "\rx",
            "\uff1d1", "a;=1+1", "a=1", "2-1", "", "-");
    StringBuilder rows = new StringBuilder("no,@text,count,-x\n");
    for (int i = 0; i < cells.size(); i++) {
      rows.append(i).append(",\"").append(cells.get(i)).append("\",many,1\n");
    }
    Path file = write("orders.csv", rows.toString());
    Path report = directory.resolve("report.csv");
    Command.rehearse(file, "--key=no", "--number=count", "--report=" + report);
    String text = Files.readString(report, StandardCharsets.UTF_8);
    assertThat(text)
        .startsWith("no,'@text,count,'-x,intercom_sync_place,")
        .contains("\n0,'=1+1,many,")
        .contains("\n5,'''-5,many,")
        .contains("\n6,'quoted,many,")
        .contains(",\"a;=1+1\",");
    assertThat(text.replace("\"a;=1+1\"", "")).doesNotContainPattern("(?m)(^|,|;)\"?[=+@-]");

    // The corrected report has the cells of the source again, and so has a report of it.
    Path second = directory.resolve("second.csv");
    Command.rehearse(report, "--key=no", "--number=count", "--report=" + second);
    assertThat(Files.readString(second).replaceAll("line \\d+", "line"))
        .isEqualTo(text.replaceAll("line \\d+", "line"));
    Files.writeString(report, text.replace("many", "1"));
    try (Shop shop = new Shop()) {
      String state = "--state=" + directory.resolve("state");
      Command.live(shop.sandbox, write("first.csv", "no\n"), "--key=no", state);
      Command command =
          Command.live(
              shop.sandbox,
              report,
              state,
              "--mapping="
                  + write(
                      "map.json", "{\"key\": \"no\", \"attributes\": {\"status\": \"@text\"}}"));
      assertThat(command.exitCode()).as(command.err()).isZero();
      for (int i = 0; i < cells.size(); i++) {
        String cell = cells.get(i);
        assertThat(shop.order("" + i).getAttributes().get("status"))
            .isEqualTo(cell.isEmpty() ? null : cell);
      }
    }
  }

  @Test
  void blankInAUrlIsToBeWrittenAsPercent20() {
    assertThat(query(Map.of(), "jdbc:postgresql://host/my shop").err())
        .isEqualTo(
            "intercom-sync: the URL of the database contains a blank, and what follows it may be a"
                + " password, which would be visible in files and process lists; write %20 for a"
                + " blank of a name; for a password, set the environment variable"
                + " INTERCOM_SYNC_DB_PASSWORD instead\n");
    // The advice, followed: only the connection fails.
    assertThat(JdbcUrl.checked("jdbc:postgresql://host/my%20shop")).endsWith("my%20shop");
  }

  @Test
  void bypassIsNoPassword() {
    String url = "jdbc:postgresql://host/shop?bypass=true";
    assertThat(JdbcUrl.checked(url)).isEqualTo(url);
    assertThat(JdbcUrl.isSecret("keystorePass")).isTrue();
  }
}
