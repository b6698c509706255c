package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CannotRunTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static void assertRejected(Command command, String message) {
    assertThat(command.err()).contains("intercom-sync: " + message);
    assertThat(command.err()).doesNotContain("\tat ");
    assertThat(command.exitCode()).isEqualTo(1);
  }

  private Path orders() throws IOException {
    return Command.file(directory, "order_number,customer_id,status", "ORDER-1,customer-1,paid");
  }

  @Test
  void missingFileIsNamed() {
    Path missing = directory.resolve("orders.csv");
    assertRejected(
        Command.rehearse(missing, "--key", "order_number"),
        "no such file: " + missing + " (looked for " + missing + "); check the path");
  }

  @Test
  void directoryIsNotAFile() {
    assertRejected(
        Command.rehearse(directory, "--key", "order_number"),
        directory + " is a directory; name the CSV file in it");
  }

  @Test
  void emptyFileHasNoColumns() throws IOException {
    Path file = Files.createFile(directory.resolve("empty.csv"));
    assertRejected(
        Command.rehearse(file, "--key", "order_number"),
        file + " is empty: its first line must have the names of the columns");
  }

  @Test
  void fileWithoutTheKeyColumnIsRejectedWithItsColumns() throws IOException {
    Path file = orders();
    assertRejected(
        Command.rehearse(file, "--key", "number"),
        file
            + " has no column \"number\"; its columns are [order_number, customer_id, status]. Name"
            + " one of them with --key");
  }

  @Test
  void separatorIsSuggestedIfThereIsOnlyOneColumn() throws IOException {
    Path file = Command.file(directory, "order_number;status", "ORDER-1;paid");
    assertRejected(
        Command.rehearse(file, "--key", "order_number"),
        file
            + " has no column \"order_number\"; its columns are [order_number;status]. Name one of"
            + " them with --key, or set --separator");
  }

  @Test
  void everyNamedColumnMustExist() throws IOException {
    Path file = orders();
    for (String option :
        new String[] {
          "--contact", "--created-at", "--decimal", "--number", "--boolean", "--date", "--ignore"
        }) {
      Command command = Command.rehearse(file, "--key", "order_number", option, "nowhere");
      assertThat(command.err()).contains("no column \"nowhere\"").contains("with " + option);
      assertThat(command.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void twoColumnsWithOneNameAreRejected() throws IOException {
    Path file = Command.file(directory, "order_number,status,status", "ORDER-1,paid,paid");
    assertRejected(
        Command.rehearse(file, "--key", "order_number"), file + " has two columns \"status\"");
  }

  @Test
  void damagedNameOfAColumnIsRejected() throws IOException {
    Path file = Command.file(directory, "order_number,#REF!", "ORDER-1,paid");
    assertRejected(
        Command.rehearse(file, "--key", "order_number"),
        file
            + " has a column \"#REF!\", which is an error of a spreadsheet; correct it, or exclude"
            + " the column with --ignore '#REF!'");
    assertThat(Command.rehearse(file, "--key=order_number", "--ignore=#REF!").exitCode()).isZero();
  }

  @Test
  void columnHasOneRoleAndOneType() throws IOException {
    Path file = orders();
    assertRejected(
        Command.rehearse(file, "--key", "order_number", "--contact", "order_number"),
        "column \"order_number\" has two roles; give it one");
    assertRejected(
        Command.rehearse(file, "--key", "order_number", "--date", "status", "--decimal", "status"),
        "column \"status\" has two types, --decimal and --date; give one");
    assertRejected(
        Command.rehearse(file, "--key", "order_number", "--number", "order_number"),
        "column \"order_number\" is not sent as an attribute, so it cannot have a type; remove the"
            + " type");
    assertRejected(
        Command.rehearse(file, "--key", "order_number", "--date", "status", "--ignore", "status"),
        "column \"status\" is ignored, so it cannot have a type; remove one of the two options");
  }

  @Test
  void allProblemsAreReportedAtOnce() throws IOException {
    Path file = orders();
    String columns = " its columns are [order_number, customer_id, status]. Name one of them with ";
    assertRejected(
        Command.rehearse(file, "--key", "number", "--date", "day", "--contact", "customer"),
        (file + " has no column \"number\";" + columns + "--key\n  ")
            + (file + " has no column \"customer\";" + columns + "--contact\n  ")
            + (file + " has no column \"day\";" + columns + "--date\n"));
  }

  @Test
  void separatorAndQuoteAreTwoDifferentCharacters() throws IOException {
    Path file = orders();
    assertRejected(
        Command.rehearse(file, "--key", "order_number", "--separator", "||"),
        "--separator must be one character, or \\t for a tab, was \"||\"");
    assertRejected(
        Command.rehearse(file, "--key", "order_number", "--quote", ""),
        "--quote must be one character, or \\t for a tab, was \"\"");
    assertRejected(
        Command.rehearse(file, "--key", "order_number", "--separator", "'", "--quote", "'"),
        "a file cannot have the separator ' and the quote '; use different characters");
  }

  @Test
  void sourceIsRequired() {
    assertRejected(
        Command.run(Map.of(), "--key", "order_number"), "the source is missing; name a CSV file");
  }

  @Test
  void columnWithTheNameOfTheReferenceIsRejected() throws IOException {
    assertRejected(
        Command.rehearse(
            orders(), "--key", "order_number", "--contact", "customer_id", "--reference", "status"),
        "\"status\" is both a column and the reference attribute that links to the contact");
  }

  @Test
  void columnWithTheNameOfAFieldIsRejected() throws IOException {
    Path file = Command.file(directory, "order_number,external_created_at", "ORDER-1,1");
    assertRejected(
        Command.rehearse(file, "--key", "order_number"),
        "\"external_created_at\" is not an attribute in Intercom, but a field of every object");
  }

  @Test
  void linkOptionsExcludeEachOtherAndNeedContacts() throws IOException {
    Path file = orders();
    assertRejected(
        Command.rehearse(
            file,
            "--key",
            "order_number",
            "--contact",
            "customer_id",
            "--reference",
            "a",
            "--link-contact-attribute",
            "b"),
        "--reference a and --link-contact-attribute b exclude each other; give one");
    assertRejected(
        Command.rehearse(file, "--key", "order_number", "--link-contact-attribute", "orders"),
        "--link-contact-attribute orders needs a contact column; name it with --contact");
  }

  @Test
  void unclosedQuoteIsRejectedBeforeAnythingIsSent() throws IOException {
    Path file = Command.file(directory, "order_number,status", "ORDER-1,paid", "ORDER-2,\"shipped");
    try (Shop shop = new Shop()) {
      assertRejected(
          Command.live(shop.sandbox, file, "--key", "order_number"),
          file
              + " cannot be parsed: Unclosed quoted field at end of input (record"
              + " starting at line 3)");
      assertThat(shop.calls()).isEmpty();
    }
  }

  @Test
  void liveNeedsAToken() throws IOException {
    String[] arguments = {orders().toString(), "--key", "order_number", "--live"};
    assertRejected(
        Command.run(Map.of(), arguments),
        "--live needs an access token in the environment variable INTERCOM_ACCESS_TOKEN, which is"
            + " not set; copy it from Developer Hub > Your app > Authentication");
    assertRejected(
        Command.run(Map.of("INTERCOM_ACCESS_TOKEN", " "), arguments),
        "--live needs an access token in the environment variable INTERCOM_ACCESS_TOKEN, which is"
            + " blank");
  }

  @Test
  void targetOptionsNeedLive() throws IOException {
    Path file = orders();
    assertRejected(
        Command.rehearse(file, "--key", "order_number", "--region", "eu"),
        "--region EU needs --live; add --live, or remove it");
    assertRejected(
        Command.rehearse(file, "--key", "order_number", "--base-url", "https://example.com/"),
        "--base-url https://example.com/ needs --live");
  }

  @Test
  void tokenIsNotSentUnencrypted() throws IOException {
    assertRejected(
        Command.live("http://example.com/", "secret", orders(), "--key", "order_number"),
        "baseUrl must be https");
  }

  @Test
  void unknownOptionPointsToHelp() throws IOException {
    assertRejected(
        Command.rehearse(orders(), "--key", "order_number", "--colour"),
        "Unknown option '--colour'\nintercom-sync sync --help shows all options.");
    assertRejected(
        Command.rehearse(orders()),
        "the key column is missing; name the column with the external ids with --key, or with"
            + " \"key\" in a mapping file");
  }

  @Test
  void misspeltOptionsAndCommandsAreSuggested() throws IOException {
    assertRejected(
        Command.rehearse(orders(), "--kye=order_number"),
        "Unknown option '--kye'. Did you mean --key?\n");
    assertRejected(
        Command.rehearse(orders(), "--key=order_number", "--dryrun"),
        "Unknown option '--dryrun'. Did you mean --dry-run?\n");
    assertRejected(
        Command.rehearse(orders(), "--key=order_number", "-live"),
        "Unknown option '-live'. Did you mean --live?\n");
    assertRejected(Command.any(Map.of(), "snyc"), "Unknown command 'snyc'. Did you mean sync?\n");
    assertRejected(
        Command.rehearse(orders(), "another.csv", "--delet-gone", "--max-delete=5"),
        "Unknown options '--delet-gone', '--max-delete'. Did you mean --delete-gone?\n");
    assertRejected(
        Command.rehearse(orders(), "--key=order_number", "another.csv"),
        "Unknown argument '" + orders() + "'\n");
    for (String command : new String[] {"check", "reconcile", "sync"}) {
      assertRejected(
          Command.any(Map.of(), command, "--regoin=EU"),
          "Unknown option '--regoin'. Did you mean --region?\n");
    }
  }

  @Test
  void optionThatIsGivenTwiceIsRejected() throws IOException {
    assertRejected(
        Command.rehearse(orders(), "--key=order_number", "--key=status"),
        "option '--key' (COLUMN) should be specified only once\n");
    assertRejected(
        Command.rehearse(orders(), "--key=order_number", "--live", "--live"),
        "option '--live' should be specified only once\n");
  }

  @Test
  void rejectedTokenIsReportedBeforeAnyRow() throws IOException {
    try (Shop shop = new Shop()) {
      Command command =
          Command.live(shop.sandbox.getBaseUrl(), "wrong-token", orders(), "--key", "order_number");
      assertRejected(
          command, "the access token is not accepted at " + shop.sandbox.getBaseUrl() + ": ");
      assertThat(command.err())
          .contains("401 unauthorized")
          .contains("check INTERCOM_ACCESS_TOKEN under Developer Hub > Your app > Authentication")
          .doesNotContain("wrong-token");
      assertThat(shop.calls()).isEmpty();
    }
  }

  @Test
  void unknownTypeStopsTheJobEarly() throws IOException {
    StringBuilder rows = new StringBuilder("order_number,status\n");
    for (int i = 0; i < 500; i++) {
      rows.append("ORDER-").append(i).append(",paid\n");
    }
    Path file = Files.writeString(directory.resolve("orders.csv"), rows);
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, file, "--key", "order_number", "--type", "Ordr");
      assertRejected(command, "there is no custom object type \"Ordr\": ");
      assertThat(command.err())
          .contains("404 not_found: Custom object type `Ordr` not found")
          .contains("; give its identifier with --type");
      assertThat(shop.calls()).hasSizeLessThanOrEqualTo(2 * Workers.THREADS);
    }
  }

  @Test
  void missingConnectionIsReportedAtOnce() throws IOException {
    String address;
    try (ServerSocket socket = new ServerSocket(0)) {
      address = "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }
    Command command = Command.live(address, "token", orders(), "--key", "order_number");
    assertRejected(command, "cannot connect to " + address + ": ");
    assertThat(command.err()).contains("after 1 attempt").contains("check the network");
  }
}
