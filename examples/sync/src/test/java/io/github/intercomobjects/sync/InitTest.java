package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests of the command {@code init}, whose mapping files are used as they are. */
class InitTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private Path mapping() {
    return directory.resolve("orders.json");
  }

  private Command init(String... options) throws IOException {
    Files.deleteIfExists(mapping());
    return Command.any(Map.of(), Command.with(new String[] {"init", "-o" + mapping()}, options));
  }

  private Command initFile(String... lines) throws IOException {
    return init(Command.file(directory, lines).toString());
  }

  private JsonNode json() throws IOException {
    return JSON.readTree(mapping().toFile());
  }

  /** Proposes a mapping for a file without a rehearsal. */
  private void propose(String... lines) throws IOException, CannotRunException {
    proposeFor(Command.file(directory, lines).toString());
  }

  private void proposeFor(String... options) throws IOException, CannotRunException {
    SourceOptions source = CommandLine.populateCommand(new SourceOptions(), options);
    Shell shell = new Shell(Map.of(), Terminal.system(), () -> false);
    Proposal proposal = new Proposal(SampledSource.read(source, shell), "Order", mapping());
    Files.writeString(mapping(), proposal.text());
  }

  private String comments() throws IOException {
    return Files.readString(mapping()).replaceAll("(?s)\\{\n.*", "");
  }

  @Test
  void typicalFileIsRehearsedWithTheProposal() throws IOException {
    Command command =
        initFile(
            "order_number;customer_id;status;total;paid;placed_at;updated_at;zip;coupon",
            "A-1;c-1;open;1.234,50;ja;31.01.2026 09:30;2026-02-01T08:00:00Z;01234;",
            "A-2;c-2;shipped;7,00;nein;01.02.2026 10:00;2026-02-01T08:00:00Z;99999;",
            "A-3;c-1;open;NULL;ja;02.02.2026 10:00;2026-02-01T08:00:00Z;10115;",
            "A-4;;open;0,99;ja;03.02.2026 10:00;2026-02-01T08:00:00Z;10115;");
    assertThat(Files.readString(mapping()))
        .isEqualTo(
            """
            // Proposed from %s
            // doubt: zone: no offset is in placed_at, so its times are taken for UTC
            // null: a cell with one of these texts is empty, in all columns
            // doubt: contact: customer_id is taken for the external_id of contacts
            // status has 2 texts; give it the type "list" if Intercom has a list
            // not sent: [coupon], which are empty, share their name, or hold bytes or structures
            {
              "type": "Order",
              "source": {
                "csv": "orders.csv",
                "separator": ";"
              },
              "key": "order_number",
              "created_at": {
                "column": "placed_at",
                "format": "d.M.yyyy[ H:mm[:ss]]"
              },
              "updated_at": "updated_at",
              "zone": "UTC",
              "null": [
                "NULL"
              ],
              "contact": {
                "column": "customer_id",
                "by": "external_id"
              },
              "link": {
                "reference": "customer"
              },
              "attributes": {
                "status": "status",
                "total": {
                  "type": "decimal",
                  "format": "de-DE"
                },
                "paid": {
                  "type": "boolean",
                  "format": "ja/nein"
                },
                "zip": "zip"
              }
            }
            """
                .formatted(directory.resolve("orders.csv")));
    assertThat(command.exitCode()).isZero();
    assertThat(command.out())
        .startsWith(
            mapping()
                + " was written\n"
                + "  doubt: zone: no offset is in placed_at, so its times are taken for UTC\n"
                + "  doubt: contact: customer_id is taken for the external_id of contacts\n\n"
                + "Rehearsal in a sandbox: nothing leaves this machine.")
        .contains("  stored                    4\n")
        .endsWith(
            "Next: decide the doubts in "
                + mapping()
                + ", then intercom-sync check --mapping="
                + mapping()
                + " --live\n");
  }

  @Test
  void adviceCanBeFollowed() throws IOException {
    Command command = initFile("no,status", "A-1,paid");
    String advice = command.out().substring(command.out().indexOf("Next: intercom-sync "));
    String[] arguments = advice.strip().replace("Next: intercom-sync ", "").split(" ");
    try (Shop shop = new Shop()) {
      Command check =
          Command.any(
              Map.of(Shell.TOKEN, shop.sandbox.getToken()),
              Command.with(arguments, "--base-url=" + shop.sandbox.getBaseUrl()));
      assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    }
  }

  @Test
  void existingFileIsKept() throws IOException {
    Path file = Command.file(directory, "no,status", "A-1,paid");
    Command command = Command.any(Map.of(), "init", file.toString(), "-o", file.toString());
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains(
            "--output " + file + " cannot be written: it exists; delete it first, or give another");
    assertThat(Files.readString(file)).isEqualTo("no,status\nA-1,paid\n");
    Command nowhere =
        Command.any(Map.of(), "init", file.toString(), "-o", directory + "/none/orders.json");
    assertThat(nowhere.err()).contains("there is no such file or folder, or give another file");
  }

  @Test
  void keyIsTheColumnThatIdentifiesEachRow() throws Exception {
    propose("status,total,number,id", "a,1,N-1,7", "b,2,N-2,8", "c,3,N-3,9");
    assertThat(json().path("key").asText()).isEqualTo("number");
    assertThat(comments()).contains("// doubt: key: [id] and number each identify a row\n");
    propose("note,customer_id,email", "x,c-1,a@b.de", "y,c-2,b@b.de");
    assertThat(json().path("key").asText()).isEqualTo("note");
    Command doubled = initFile("order_no,note", "A,x", "B,y", "A,x");
    assertThat(json().path("key").asText()).isEqualTo("order_no");
    assertThat(comments())
        .contains(
            "key: no column identifies each row; 1 row or more have no order_no of their own");
    assertThat(doubled.exitCode()).isEqualTo(2);
    assertThat(initFile("a,b", "1.5,2026-01-31").err())
        .contains("has no column of texts or whole numbers; add one that can be the key");
  }

  @Test
  void contactIsFoundByAnIdOrElseByAnEmailAddress() throws Exception {
    propose("order_number,customer,mail", "A-1,Zoe,zoe@example.com", "A-2,Max,max@example.com");
    assertThat(json().path("contact").toString())
        .isEqualTo("{\"column\":\"mail\",\"by\":\"email\"}");
    assertThat(json().path("link").toString()).isEqualTo("{\"reference\":\"linked_contact\"}");
    propose("order_number,mail,userId", "A-1,zoe@example.com,7");
    assertThat(json().path("contact").toString())
        .isEqualTo("{\"column\":\"userId\",\"by\":\"external_id\"}");
    assertThat(json().path("attributes").has("mail")).isTrue();
  }

  @Test
  void encodingIsTheOneThatTheMessageSuggests() throws Exception {
    byte[] text = "no|note\nA-1|Größe\n".getBytes(Charset.forName("windows-1252"));
    Path file = Files.write(directory.resolve("orders.csv"), text);
    proposeFor(file.toString());
    assertThat(json().path("source").toString())
        .isEqualTo("{\"csv\":\"orders.csv\",\"separator\":\"|\",\"encoding\":\"windows-1252\"}");
    assertThat(init(file.toString(), "--encoding=UTF-8").err()).contains("line 2 has the byte");
    assertThat(mapping()).doesNotExist();
  }

  @Test
  void optionsForTheSourceAreWritten() throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    Path file = Files.writeString(data.resolve("o.csv"), "no;note\nA-1;'say \\'hi\\', a'\n");
    proposeFor(file.toString(), "--escape=\\", "--quote='", "--separator=;", "--encoding=US-ASCII");
    assertThat(json().path("source").toString())
        .isEqualTo(
            "{\"csv\":\"data/o.csv\",\"separator\":\";\",\"quote\":\"'\",\"escape\":\"\\\\\","
                + "\"encoding\":\"US-ASCII\"}");
  }

  @Test
  void fileWithoutRowsShowsNoTypes() throws IOException {
    assertThat(initFile("no,note").err()).contains("has no cells, and only cells show the types");
    assertThat(mapping()).doesNotExist();
  }

  @Test
  void columnsThatCannotBeSentAreNamed() throws Exception {
    propose("no,a,a,,intercom_sync_place", "A-1,x,y,z,line 2");
    assertThat(json().path("attributes").toString()).isEqualTo("{}");
    assertThat(comments()).contains("// not sent: [a, a, intercom_sync_place], which are");
  }

  @Test
  void databaseHasItsOwnTypes() throws IOException, SQLException {
    String url = "jdbc:h2:mem:init;DB_CLOSE_DELAY=-1";
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE orders (id BIGINT, zip VARCHAR, due VARCHAR, total DECIMAL(10,2),"
              + " gift BOOLEAN, created TIMESTAMP, seen TIMESTAMP WITH TIME ZONE, bytes BLOB)");
      statement.execute(
          "INSERT INTO orders VALUES (7, '123', '31.01.2026', 1.5, true, '2026-01-31 09:30:00',"
              + " '2026-01-31 09:30:00+01', X'00')");
    }
    Command command = init("--jdbc=" + url, "--query=SELECT * FROM orders", "--type=Parcel");
    assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
    JsonNode json = json();
    assertThat(json.path("type").asText()).isEqualTo("Parcel");
    assertThat(json.path("source").toString())
        .isEqualTo("{\"jdbc\":\"" + url + "\",\"query\":\"SELECT * FROM orders\"}");
    assertThat(json.path("key").asText()).isEqualTo("ID");
    assertThat(json.path("created_at").asText()).isEqualTo("CREATED");
    assertThat(json.path("zone").asText()).isEqualTo("UTC");
    assertThat(json.path("attributes").toString())
        .isEqualTo(
            "{\"ZIP\":\"ZIP\",\"DUE\":{\"type\":\"date\",\"format\":\"d.M.yyyy\"},"
                + "\"TOTAL\":\"TOTAL\",\"GIFT\":\"GIFT\",\"SEEN\":\"SEEN\"}");
    assertThat(comments()).contains("// not sent: [BYTES], which are");
  }

  @Test
  void cellThatADatabaseReturnsAsNoneOfItsTypeIsADoubt() throws IOException, SQLException {
    Path file = directory.resolve("orders.db");
    String url = "jdbc:sqlite:" + file;
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (no TEXT, placed DATE)");
      statement.execute("INSERT INTO orders VALUES ('A-1', '2026-01-31'), ('A-2', 'soon')");
    }
    Command command = init("--jdbc=" + url, "--query=SELECT * FROM orders");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .contains("  doubt: placed: row 2 has the first cell that is no date\n");
  }

  @Test
  void rowsThatCanBeReadOnceAreRejected() throws IOException {
    assertThat(init("-").err())
        .contains("init and its rehearsal each read -, which can be read only once; name a file");
  }

  @Test
  void nothingFollowsARehearsalThatCouldNotRun() throws IOException {
    Path file = Command.file(directory, "no,note", "A-1,x");
    Command command =
        Command.stoppedBy(
            () -> Files.exists(mapping()), Map.of(), "init", file.toString(), "-o" + mapping());
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err()).contains("intercom-sync: stopped by a signal");
    assertThat(command.out()).contains(mapping() + " was written").doesNotContain("Next: ");
  }

  @Test
  void signalEndsTheReading() throws IOException {
    Path file = Command.file(directory, "no,note", "A-1,x");
    Command command =
        Command.stoppedBy(() -> true, Map.of(), "init", file.toString(), "-o" + mapping());
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err()).contains("stopped by a signal; nothing was written");
    assertThat(mapping()).doesNotExist();
  }

  @Test
  void decimalColumnOfADatabaseWithWholeNumbersMayBeTheKey() throws IOException, SQLException {
    String url = "jdbc:sqlite:" + directory.resolve("orders.db");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id DECIMAL, total DECIMAL)");
      statement.execute("INSERT INTO orders VALUES (7, 1), (8, 2.5)");
    }
    Command command = init("--jdbc=" + url, "--query=SELECT * FROM orders");
    assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
    assertThat(json().path("key").asText()).isEqualTo("id");
    assertThat(comments()).doesNotContain("doubt");
    assertThat(init("--jdbc=" + url, "--query=SELECT total FROM orders").err())
        .contains("has no column of texts or whole numbers");
  }

  @Test
  void nullsOfOneColumnThatAreTextsOfAnotherAreADoubt() throws Exception {
    propose("no,total,name,tag", "A-1,-,Null,-", "A-2,7,Zoe,x");
    assertThat(json().path("null").toString()).isEqualTo("[\"-\",\"Null\"]");
    assertThat(comments())
        .contains(
            "// doubt: null: these texts would also mean empty cells in [name, tag], which have texts\n");
    propose("no,total,name", "A-1,-,Max", "A-2,7,Zoe");
    assertThat(comments()).doesNotContain("doubt: null");
  }

  @Test
  void guessedEncodingIsADoubtWithACell() throws Exception {
    byte[] text = "no,note\nA-1,x\nA-2,Größe\n".getBytes(Charset.forName("windows-1252"));
    Path file = Files.write(directory.resolve("orders.csv"), text);
    String doubt = "// doubt: encoding: the file is not UTF-8; windows-1252 reads a cell as Größe";
    proposeFor(file.toString());
    assertThat(comments()).contains(doubt);
    proposeFor(file.toString(), "--encoding=windows-1252");
    assertThat(comments()).doesNotContain("doubt");
  }

  @Test
  void keyThatIsNotNamedLikeOneIsADoubt() throws Exception {
    propose("status,note", "a,x", "a,y");
    assertThat(comments())
        .contains("// doubt: key: note identifies each row, but is not named like a key\n");
    propose("title,note", "a,x", "b,y");
    assertThat(comments()).contains("// doubt: key: [note] and title each identify a row\n");
    propose("title,ean,order_no", "a,x,1", "b,x,1", "c,y,2");
    assertThat(comments())
        .contains("// doubt: key: only [title] identify each row; 1 row or more have no order_no");
    propose("title,ean", "a,x", "b,x");
    assertThat(json().path("key").asText()).isEqualTo("title");
    assertThat(comments())
        .contains("// doubt: key: title identifies each row, but is not named like a key\n");
    for (String name : new String[] {"bestellnummer", "Rechnungsnr", "invoiceNo", "barcode"}) {
      propose("title," + name, "a,1", "b,2");
      assertThat(json().path("key").asText()).isEqualTo(name);
      assertThat(comments()).doesNotContain("doubt");
    }
  }

  @Test
  void sourceIsFoundFromAFolderBehindALink() throws IOException {
    Path data = Files.createDirectories(directory.resolve("a/b/data"));
    Path file = Files.writeString(data.resolve("o.csv"), "no,note\nA-1,x\n");
    Path real = Files.createDirectories(directory.resolve("c/maps"));
    Path link = Files.createSymbolicLink(directory.resolve("maps"), real);
    Command command = Command.any(Map.of(), "init", file.toString(), "-o", link + "/m.json");
    assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
    assertThat(command.out()).contains("  stored                    1\n");
  }

  @Test
  void optionsAreCheckedBeforeTheSourceIsRead() throws IOException {
    String none = directory.resolve("none.csv").toString();
    assertThat(Command.any(Map.of(), "init", none, "-o", directory + "/none/m.json").err())
        .contains("there is no such file or folder, or give another file");
    assertThat(Command.any(Map.of(), "init", none, "-o-").err())
        .contains("--output - is not possible, because other texts go to standard output");
    assertThat(init(none, "--type= ").err()).contains("--type must not be blank");
  }

  @Test
  void nextCommandHasQuotesWhereAShellNeedsThem() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("it's my"));
    Path file = Command.file(folder, "no,note", "A-1,x");
    Command command = Command.any(Map.of(), "init", file.toString(), "-o", folder + "/m.json");
    assertThat(command.out())
        .endsWith("check '--mapping=" + directory + "/it'\\''s my/m.json' --live\n");
  }

  @Test
  void bytesOfNoEncodingAreReported() throws IOException {
    byte[] text = "no,note\nA-1,Größe\nA-2,x?\n".getBytes(StandardCharsets.UTF_8);
    text[text.length - 2] = (byte) 0xC3;
    Path file = Files.write(directory.resolve("orders.csv"), text);
    Command command = init(file.toString());
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err()).contains("because the text before it is UTF-8");
  }
}
