package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingFileTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private Path mapping(String... lines) throws IOException {
    return Files.writeString(directory.resolve("orders.json"), String.join("\n", lines));
  }

  private Command live(Shop shop, Path mapping, String... options) {
    String[] live = {"--mapping=" + mapping, "--live", "--base-url=" + shop.sandbox.getBaseUrl()};
    return Command.run(
        Map.of("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken()), Command.with(options, live));
  }

  private void assertRejected(String mapping, String... problems) throws IOException {
    Path path = mapping(mapping);
    assertThatThrownBy(() -> MappingFile.read(path))
        .isInstanceOf(CannotRunException.class)
        .hasMessage(path + " cannot be used:\n  " + String.join("\n  ", problems));
  }

  private static final String[] EVERYTHING = {
    "{",
    "  // Every night.",
    "  \"type\": \"Order\",",
    "  \"source\": {\"csv\": \"orders.csv\", \"separator\": \";\", \"quote\": \"'\"},",
    "  \"key\": \"no\",",
    "  \"created_at\": {\"column\": \"placed\", \"format\": \"dd.MM.yyyy HH:mm\"},",
    "  \"updated_at\": \"changed\",",
    "  \"zone\": \"Europe/Berlin\",",
    "  \"attributes\": {",
    "    \"status\": \"state\",",
    "    \"note\": {},",
    "    \"total_amount\": {\"column\": \"total\", \"type\": \"decimal\"},",
    "    \"item_count\": {\"column\": \"items\", \"type\": \"number\"},",
    "    \"gift\": {\"type\": \"boolean\"},",
    "    \"delivered_on\": {\"column\": \"day\", \"type\": \"date\", \"format\": \"d MMM yy\"},",
    "  },",
    "  \"contact\": {\"column\": \"customer\", \"by\": \"external_id\"},",
    "  \"link\": {\"relationship\": \"orders\"}",
    "}"
  };

  @Test
  void fileCanHaveAllSettings() throws IOException {
    Command.file(
        directory,
        "no;placed;changed;state;note;total;items;gift;day;customer;internal",
        "ORDER-1;31.01.2026 09:30;2026-02-01T00:00:00Z;paid;'a;b';9.50;3;true;1 feb 26;customer-1;x");
    try (Shop shop = new Shop()) {
      Command command = live(shop, mapping(EVERYTHING));
      assertThat(command.exitCode()).isZero();
      assertThat(shop.order("ORDER-1").getAttributes())
          .isEqualTo(
              Map.of(
                  "status",
                  "paid",
                  "note",
                  "a;b",
                  "total_amount",
                  new BigDecimal("9.50"),
                  "item_count",
                  3L,
                  "gift",
                  true,
                  "delivered_on",
                  Instant.parse("2026-02-01T00:00:00Z")));
      assertThat(shop.order("ORDER-1").getExternalCreatedAt())
          .isEqualTo(Instant.parse("2026-01-31T08:30:00Z"));
      assertThat(shop.order("ORDER-1").getExternalUpdatedAt())
          .isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
      assertThat(command.out()).containsPattern("links +1\n");
    }
  }

  @Test
  void exampleCanBeRehearsed() {
    Command command = Command.run(Map.of(), "--mapping=orders.json");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .containsPattern("stored +1,201\n")
        .contains(
            "line 800  ORDER-20006  delivered_on \"31.01.2026\" is not a date in the format"
                + " yyyy-MM-dd");
  }

  @Test
  void optionOverridesTheFile() throws IOException {
    mapping(EVERYTHING);
    Path other =
        Command.file(
            directory,
            "id,state,note,total,items,gift,day,customer,placed,changed",
            "ORDER-7,paid,x,12,,,,customer-2,,");
    try (Shop shop = new Shop()) {
      Command command =
          live(
              shop,
              directory.resolve("orders.json"),
              other.toString(),
              "--separator=,",
              "--key=id",
              "--ignore=note",
              "--reference=customer");
      assertThat(command.exitCode()).isZero();
      assertThat(shop.order("ORDER-7").getAttributes())
          .isEqualTo(
              Map.of(
                  "status",
                  "paid",
                  "total_amount",
                  new BigDecimal("12"),
                  "customer",
                  List.of(shop.lukasz.getId())));
    }
  }

  @Test
  void missingColumnIsReportedWithItsLocationInTheFile() throws IOException {
    Path orders = Command.file(directory, "no,status", "ORDER-1,paid");
    Path path =
        mapping(
            "{\"source\": {\"csv\": \"orders.csv\"},",
            " \"key\": \"number\",",
            " \"attributes\": {\"status\": \"state\"}}");
    Command command = Command.run(Map.of(), "--mapping=" + path);
    assertThat(command.err())
        .isEqualTo(
            "intercom-sync: "
                + orders
                + " has no column \"number\"; its columns are [no, status]. Name one of them with"
                + " /key in line 2 of "
                + path
                + "\n  "
                + orders
                + " has no column \"state\"; its columns are [no, status]. Name one of them with"
                + " /attributes/status in line 3 of "
                + path
                + "\n");
    assertThat(command.exitCode()).isEqualTo(1);
  }

  @Test
  void typeOfAColumnThatIsNotSentIsRejected() throws IOException {
    Command.file(directory, "no,status,total", "ORDER-1,paid,1");
    Path path =
        mapping(
            "{\"source\": {\"csv\": \"orders.csv\"}, \"key\": \"no\",",
            " \"attributes\": {\"state\": \"status\"}}");
    Command command = Command.run(Map.of(), "--mapping=" + path, "--decimal=total");
    assertThat(command.err())
        .isEqualTo(
            "intercom-sync: column \"total\" is not sent as an attribute, so it cannot have a type;"
                + " remove the type\n");
  }

  @Test
  void allProblemsAreReportedAtOnceWithLocationAndFix() throws IOException {
    assertRejected(
        """
        {
          "typ": "Order",
          "key": 7,
          "zone": "Berlin",
          "created_at": {"format": "dd.MM.yyyy"},
          "attributes": {
            "total": {"type": "money"},
            "day": {"type": "date", "format": "dd.mm.yyyy"},
            "name": {"type": "text", "format": "x"},
            "time": {"format": "HH:mm"},
            "at": {"type": "datetime", "format": "yyyy-MM-dd HH:mm"},
            "list": ["a"],
            "word": {"type": "date", "format": "day"}
          },
          "ignored": "internal",
          "contact": {"column": "customer", "by": "phone"},
          "link": {}
        }
        """,
        "/typ in line 2: this key is unknown; use type, source, key, created_at, updated_at, zone,"
            + " numbers, booleans, null, keep_blanks, attributes, ignored, contact, link",
        "/zone in line 4: Unknown time-zone ID: Berlin; use a zone such as Europe/Berlin or UTC",
        "/key in line 3: must be a string, was a whole number",
        "/created_at in line 5: needs column",
        "/attributes/total/type in line 7: \"money\" is unknown; use one of boolean, date,"
            + " datetime, decimal, list, number, text",
        "/attributes/day/format in line 8: format \"dd.mm.yyyy\" is incomplete: it needs year,"
            + " month (MM, not mm) and day (dd, not DD), such as dd.MM.yyyy or yyyy-MM-dd HH:mm:ss",
        "/attributes/name/format in line 9: format \"x\" is for columns of dates, times,"
            + " numbers or booleans, but this one is text; remove it",
        "/attributes/time/format in line 10: is for types such as date and number; give \"type\" as"
            + " well",
        "/attributes/at/format in line 11: format \"yyyy-MM-dd HH:mm\" has no offset; give the time"
            + " zone",
        "/attributes/list in line 12: must be an object, was an array",
        "/attributes/word/format in line 13: format \"day\" is incomplete: it needs year, month"
            + " (MM, not mm) and day (dd, not DD), such as dd.MM.yyyy or yyyy-MM-dd HH:mm:ss",
        "/ignored in line 15: \"attributes\" names all columns that are sent; remove this key",
        "/ignored in line 15: must be a list, was a string",
        "/contact/by in line 16: \"phone\" is unknown; use one of email, external_id, id",
        "/link in line 17: needs either \"reference\", an attribute of the object, or"
            + " \"relationship\", an attribute of the contact");
  }

  @Test
  void sourceIsAFileOrAQuery() throws IOException {
    assertRejected("{\"source\": {}}", "/source in line 1: needs either \"csv\" or \"jdbc\"");
    assertRejected(
        "{\"source\": {\"jdbc\": \"jdbc:h2:mem:a\", \"separator\": \";\"}}",
        "/source/separator in line 1: is only allowed with \"csv\"",
        "/source in line 1: needs \"query\"");
    assertRejected(
        "{\"source\": {\"csv\": \"a.csv\", \"query\": \"SELECT 1\", \"quote\": \"||\"}}",
        "/source/query in line 1: is only allowed with \"jdbc\"",
        "/source/quote in line 1: must be one character, or \\t for a tab, was \"||\"");
  }

  @Test
  void passwordInAUrlIsRejectedAndNotPrinted() throws IOException {
    for (String url :
        new String[] {
          "jdbc:postgresql://localhost:5432/shop?user=me&password=s3cret",
          "jdbc:mysql://me:s3cret@localhost/shop",
          "jdbc:sqlserver://localhost;user=me;PASSWORD=s3cret",
          "jdbc:oracle:thin:me/s3cret@localhost:1521/shop"
        }) {
      assertRejected(
          "{\"source\": {\"jdbc\": \"" + url + "\", \"query\": \"SELECT 1\"}}",
          "/source/jdbc in line 1: the URL of the database contains a password, which would be"
              + " visible in files and process lists; set the environment variable"
              + " INTERCOM_SYNC_DB_PASSWORD instead");
    }
    assertThat(JdbcUrl.checked("jdbc:postgresql://db:5432/shop?email=a@b")).endsWith("a@b");
  }

  @Test
  void queryMayHaveSeveralLines() throws Exception {
    SourceSettings source =
        MappingFile.read(
                mapping(
                    "{\"source\": {\"jdbc\": \"jdbc:h2:mem:a\",",
                    "\"query\": [\"SELECT *\", \"FROM orders\"]}}"))
            .source();
    assertThat(source)
        .isEqualTo(SourceSettings.ofDatabase("jdbc:h2:mem:a", "SELECT *\nFROM orders", null));
  }

  @Test
  void invalidJsonIsReportedWithItsLine() throws IOException {
    Path path = mapping("{\"key\": \"no\",", "\"key\": \"number\"}");
    assertThatThrownBy(() -> MappingFile.read(path))
        .hasMessage(path + " is not valid JSON: line 2, column 6: Duplicate field 'key'");
    for (String cut :
        new String[] {"{\"key\": \"no\",\n\"type\": \"Or", "{\"key\": \"no\",\n\"a\": {"}) {
      Path truncated = mapping(cut);
      assertThatThrownBy(() -> MappingFile.read(truncated))
          .hasMessageMatching(
              Pattern.quote(truncated + " is not valid JSON: ")
                  + "line 2, column [0-9]+: the file ends here, in the middle of a value; complete"
                  + " it, or copy it again");
    }
    Path crossed = mapping("{\"key\": \"no\",\n\"ignored\": [\"a\"}}");
    assertThatThrownBy(() -> MappingFile.read(crossed))
        .hasMessage(
            crossed
                + " is not valid JSON: line 2, column 16: Unexpected close marker '}': expected ']'"
                + " (for Array starting at line 2, column 12)");
    Path trailing = mapping("{\"key\": \"no\"}\n{}");
    assertThatThrownBy(() -> MappingFile.read(trailing))
        .hasMessage(
            trailing
                + " is not valid JSON: line 2, column 1: Trailing text after the end of the value;"
                + " delete it");
    Path empty = mapping("");
    assertThatThrownBy(() -> MappingFile.read(empty))
        .hasMessage(empty + " cannot be used:\n  the file in line 1: must be an object, was null");
    Path missing = directory.resolve("nowhere.json");
    assertThatThrownBy(() -> MappingFile.read(missing))
        .hasMessage(
            "no such file: "
                + missing
                + " (looked for "
                + missing
                + "); check the path after --mapping");
  }

  @Test
  void dateThatDoesNotExistFailsItsRow() throws IOException {
    Command.file(directory, "no,day", "ORDER-1,31.02.2026", "ORDER-2,28.02.2026");
    Path path =
        mapping(
            "{\"source\": {\"csv\": \"orders.csv\"}, \"key\": \"no\", \"attributes\":"
                + " {\"day\": {\"type\": \"date\", \"format\": \"dd.MM.yyyy\"}}}");
    Command command = Command.run(Map.of(), "--mapping=" + path);
    assertThat(command.out())
        .containsPattern("stored +1\n")
        .contains("line 2  ORDER-1  day \"31.02.2026\" is not a date in the format dd.MM.yyyy");
  }

  @Test
  void byteOrderMarkIsAllowed() throws Exception {
    Path path =
        Files.write(
            directory.resolve("orders.json"),
            "\uFEFF{\"key\": \"no\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(MappingFile.read(path).mapping().build().key().column()).isEqualTo("no");
  }
}
