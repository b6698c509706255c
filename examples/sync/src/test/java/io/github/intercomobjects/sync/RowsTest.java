package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @Test
  void rehearsalWithoutProblemsExitsWithZero() throws IOException {
    Path file = Command.file(directory, "order_number,status", "ORDER-1,paid", "ORDER-2,");
    Command command = Command.rehearse(file, "--key", "order_number");
    assertThat(command.exitCode()).isZero();
    assertThat(command.out())
        .startsWith(
            "Rehearsal in a sandbox: nothing leaves this machine. Its type Order was created for"
                + " these rows.\n"
                + "Add --live to use Intercom, with an access token in INTERCOM_ACCESS_TOKEN.\n")
        .contains("2 rows of " + file)
        .containsPattern(
            "stored +2\n +unchanged +0\n +partly stored +0\n +failed +0\n +links +0\n +calls +2 ");
  }

  @Test
  void rehearsalDoesNotUseTheToken() throws IOException {
    Path file = Command.file(directory, "order_number,status", "ORDER-1,paid");
    Command command =
        Command.run(
            Map.of("INTERCOM_ACCESS_TOKEN", "secret"), file.toString(), "--key", "order_number");
    assertThat(command.exitCode()).isZero();
    assertThat(command.out())
        .contains(
            "Add --live to use Intercom; the token in INTERCOM_ACCESS_TOKEN is not used without"
                + " it.")
        .doesNotContain("secret");
  }

  @Test
  void fileWithoutRowsSucceeds() throws IOException {
    Command command =
        Command.rehearse(Command.file(directory, "order_number,status"), "--key", "order_number");
    assertThat(command.exitCode()).isZero();
    assertThat(command.out()).contains("0 rows of ");
  }

  @Test
  void rehearsalCreatesTypeAndContactsForBothKindsOfLinks() throws IOException {
    Path file =
        Command.file(
            directory,
            "order_number,customer_id,total,count,gift,day",
            "ORDER-1,customer-1,1.5,2,true,2026-01-31",
            "ORDER-2,customer/2?,,,,");
    String[] options = {
      "--key",
      "order_number",
      "--contact",
      "customer_id",
      "--decimal",
      "total",
      "--number",
      "count",
      "--boolean",
      "gift",
      "--date",
      "day"
    };
    Command byReference = Command.rehearse(file, options);
    assertThat(byReference.exitCode()).isZero();
    assertThat(byReference.out())
        .contains("Its type Order was created for these rows, with 2 contacts.")
        .containsPattern("links +2");
    Command byContact =
        Command.rehearse(file, Command.with(options, "--link-contact-attribute=orders"));
    assertThat(byContact.exitCode()).isZero();
    assertThat(byContact.out()).containsPattern("links +2");
  }

  @Test
  void columnsAreStoredWithTheirTypes() throws IOException {
    Path file =
        Command.file(
            directory,
            "order_number,placed,status,channel,total_amount,item_count,gift,delivered_on,internal",
            "ORDER-1,2026-01-30T09:30:00+02:00,paid,web,99.90,9007199254740993,TRUE,2026-01-31,x");
    try (Shop shop = new Shop()) {
      Command command =
          Command.live(
              shop.sandbox,
              file,
              "--key",
              "order_number",
              "--created-at",
              "placed",
              "--decimal",
              "total_amount",
              "--number",
              "item_count",
              "--boolean",
              "gift",
              "--date",
              "delivered_on",
              "--ignore",
              "internal");
      assertThat(command.exitCode()).isZero();
      assertThat(shop.order("ORDER-1").getExternalCreatedAt())
          .isEqualTo(Instant.parse("2026-01-30T07:30:00Z"));
      assertThat(shop.order("ORDER-1").getAttributes())
          .isEqualTo(
              Map.of(
                  "status",
                  "paid",
                  "channel",
                  "web",
                  "total_amount",
                  new BigDecimal("99.90"),
                  "item_count",
                  9007199254740993L,
                  "gift",
                  true,
                  "delivered_on",
                  Instant.parse("2026-01-31T00:00:00Z")));
    }
  }

  @Test
  void emptyCellClearsAndMissingColumnKeepsTheAttribute() throws IOException {
    try (Shop shop = new Shop()) {
      Path first =
          Command.file(
              directory, "order_number,placed,status,note", "ORDER-1,2026-01-30,paid,kept");
      Command.live(shop.sandbox, first, "--key", "order_number", "--created-at", "placed");
      Command.live(
          shop.sandbox,
          Command.file(directory, "order_number,status", "ORDER-1,"),
          "--key",
          "order_number");
      assertThat(shop.order("ORDER-1").getAttributes()).isEqualTo(Map.of("note", "kept"));
      assertThat(shop.order("ORDER-1").getExternalCreatedAt())
          .isEqualTo(Instant.parse("2026-01-30T00:00:00Z"));
      assertThat(shop.sandbox.getCalls().get(5).getBody())
          .isEqualTo("{\"external_id\":\"ORDER-1\",\"custom_attributes\":{\"status\":null}}");
    }
  }

  @Test
  void byteOrderMarkQuotesNewlinesAndEmojiAreRead() throws IOException {
    Path file =
        Command.file(
            directory,
            "\uFEFForder_number,status,note",
            "\"ORDER-1\",paid,\"Zoë said: \"\"now, 🎁\"\"",
            "second line\"",
            "ORDER-2,paid,plain");
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, file, "--key", "order_number");
      assertThat(command.exitCode()).isZero();
      assertThat(shop.order("ORDER-1").getAttributes())
          .containsEntry("note", "Zoë said: \"now, 🎁\"\nsecond line");
      assertThat(shop.has("ORDER-2")).isTrue();
    }
  }

  @Test
  void otherSeparatorAndWindowsLineEndsAreRead() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("orders.csv"), "order_number;status\r\nORDER-1;a,b\r\n");
    try (Shop shop = new Shop()) {
      Command.live(shop.sandbox, file, "--key", "order_number", "--separator", ";");
      assertThat(shop.order("ORDER-1").getAttributes()).isEqualTo(Map.of("status", "a,b"));
    }
  }

  @Test
  void tabAndOtherQuotesAreRead() throws IOException {
    Path file =
        Command.file(directory, "order_number\tstatus", "ORDER-1\t'a\t''b'''", "ORDER-2\t\"c\"");
    try (Shop shop = new Shop()) {
      Command.live(
          shop.sandbox, file, "--key", "order_number", "--separator", "\\t", "--quote", "'");
      assertThat(shop.order("ORDER-1").getAttributes()).isEqualTo(Map.of("status", "a\t'b'"));
      assertThat(shop.order("ORDER-2").getAttributes()).isEqualTo(Map.of("status", "\"c\""));
    }
  }

  @Test
  void timesWithoutOffsetUseTheGivenZone() throws IOException {
    Path file =
        Command.file(
            directory,
            "order_number,placed,changed,delivered_on",
            "ORDER-1,2026-07-01,2026-01-31T09:30:00,2026-07-31T23:59:59");
    try (Shop shop = new Shop()) {
      Command command =
          Command.live(
              shop.sandbox,
              file,
              "--key=order_number",
              "--created-at=placed",
              "--updated-at=changed",
              "--datetime=delivered_on",
              "--zone=Europe/Berlin");
      assertThat(command.exitCode()).isZero();
      assertThat(shop.order("ORDER-1").getExternalCreatedAt())
          .isEqualTo(Instant.parse("2026-06-30T22:00:00Z"));
      assertThat(shop.order("ORDER-1").getExternalUpdatedAt())
          .isEqualTo(Instant.parse("2026-01-31T08:30:00Z"));
      assertThat(shop.order("ORDER-1").getAttributes())
          .isEqualTo(Map.of("delivered_on", Instant.parse("2026-07-31T21:59:59Z")));
    }
  }

  @Test
  void columnsOfAReportAreNotSent() throws IOException {
    Path file = Command.file(directory, "order_number,status");
    Path report = directory.resolve("failed.csv");
    Files.writeString(
        report,
        """
        order_number,status,intercom_sync_place,intercom_sync_reason
        ORDER-1,paid,line 7,it was bad
        """);
    try (Shop shop = new Shop()) {
      String[] options = {"--key=order_number", "--state=" + directory.resolve("state")};
      Command.live(shop.sandbox, file, options);
      Command command = Command.live(shop.sandbox, report, options);
      assertThat(command.exitCode()).as(command.err()).isZero();
      assertThat(shop.order("ORDER-1").getAttributes()).isEqualTo(Map.of("status", "paid"));
    }
  }

  @Test
  void keyOfTwoLinesFailsItsRow() throws IOException {
    Path file =
        Command.file(
            directory, "order_number,status", "\"ORDER-5,open", "ORDER-6\",open", "ORDER-7,paid");
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, file, "--key=order_number");
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).contains("has a line break; correct the quotes around it");
      assertThat(shop.workspace.getInstances("Order")).hasSize(1);
    }
  }

  @Test
  void badRowsFailWithLineAndReason() throws IOException {
    Path file =
        Command.file(
            directory,
            "order_number,status,note,total_amount,item_count,gift,delivered_on",
            "ORDER-1,paid,\"two",
            "lines\",1,1,true,2026-01-31",
            "ORDER-2,paid,,twelve,,,",
            "ORDER-3,paid,,,1.5,,",
            "ORDER-4,paid,,,,yes,",
            "ORDER-5,paid,,,,,2026-02-30",
            ",paid,,,,,",
            "ORDER-7,paid",
            "ORDER-8,paid,,,,,,extra",
            "ORDER-1,again,,,,,",
            "reference_not_found,paid,,,,,",
            "ORDER-9,paid,,,,,2026-01-31T10:00:00",
            "ORDER-10,paid,,,,,");
    try (Shop shop = new Shop()) {
      Command command =
          Command.live(
              shop.sandbox,
              file,
              "--key",
              "order_number",
              "--decimal",
              "total_amount",
              "--number",
              "item_count",
              "--boolean",
              "gift",
              "--date",
              "delivered_on");
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .containsPattern("stored +2\n")
          .containsPattern("failed +10 ")
          .contains(
              "line 4  ORDER-2  total_amount \"twelve\" is not a decimal number such as 12.50")
          .contains("line 5  ORDER-3  item_count \"1.5\" is not a whole number such as 3")
          .contains("line 6  ORDER-4  gift \"yes\" is not true or false")
          .contains(
              "line 7  ORDER-5  delivered_on \"2026-02-30\" is not a date such as 2026-01-31, or a"
                  + " time with an offset such as 2026-01-31T09:30:00Z\n")
          .contains(
              "line 13  ORDER-9  delivered_on \"2026-01-31T10:00:00\" has no time zone; give one"
                  + " with --zone, such as --zone UTC\n")
          .contains("line 8  order_number is empty; every row needs a key")
          .contains("line 9  ORDER-7  it has 2 cells where the first line has 7")
          .contains("line 10  ORDER-8  it has 8 cells where the first line has 7")
          .contains("line 11  ORDER-1  order_number \"ORDER-1\" is also in line 2")
          .contains("line 12  reference_not_found  external id must not be");
      assertThat(shop.workspace.getInstances("Order"))
          .extracting(order -> order.getExternalId())
          .containsExactlyInAnyOrder("ORDER-1", "ORDER-10");
      assertThat(shop.order("ORDER-1").getAttributes()).containsEntry("status", "paid");
    }
  }

  @Test
  void bytesThatAreNotUtf8EndTheRunBeforeAnyRow() throws IOException {
    Path file =
        Files.write(
            directory.resolve("orders.csv"),
            "order_number,status\nORDER-1,Zoë\nORDER-2,paid\n"
                .getBytes(StandardCharsets.ISO_8859_1));
    Command command = Command.rehearse(file, "--key", "order_number");
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains(
            file
                + " is not UTF-8: line 2 has the byte 0xEB, which is byte 31 of the file; the file"
                + " may be in Windows-1252: give --encoding windows-1252, or save it as UTF-8");
  }

  @Test
  void unknownAttributeFailsItsRowsWithTheReason() throws IOException {
    Path file = Command.file(directory, "order_number,colour", "ORDER-1,red");
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, file, "--key", "order_number");
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).contains("line 2  ORDER-1  ").contains("400").contains("colour");
    }
  }

  @Test
  void droppedValuesAreReportedWithTheirLines() throws IOException {
    Path file =
        Command.file(
            directory,
            "order_number,status,channel",
            "ORDER-1,paid,web",
            "ORDER-2,paid,fax",
            "ORDER-3,paid,kiosk");
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, file, "--key", "order_number");
      assertThat(command.exitCode()).isZero();
      assertThat(command.out())
          .containsPattern(
              "stored +1\n +unchanged +0\n +partly stored +2  without 2 values, listed below")
          .contains(
              "\n  2 rows: channel\n    line 3  ORDER-2  \"fax\"\n    line 4  ORDER-3  \"kiosk\"\n");
      assertThat(shop.order("ORDER-2").getAttributes()).isEqualTo(Map.of("status", "paid"));
    }
  }

  @Test
  void strictRunWithDroppedValuesExitsWithTwo() throws IOException {
    Path file = Command.file(directory, "order_number,channel", "ORDER-1,fax");
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, file, "--key", "order_number", "--strict");
      assertThat(command.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void showLimitsTheListOfProblems() throws IOException {
    Path file = Command.file(directory, "order_number,n", "ORDER-1,a", "ORDER-2,b", "ORDER-3,c");
    Command command =
        Command.rehearse(file, "--key", "order_number", "--number", "n", "--show", "1");
    assertThat(command.out())
        .contains("line 2  ORDER-1")
        .doesNotContain("line 3")
        .contains("  and 2 more; show them with --show 3");
  }
}
