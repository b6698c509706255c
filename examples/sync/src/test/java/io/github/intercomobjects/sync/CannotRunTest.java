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

  private static void assertRefused(Command command, String message) {
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
    assertRefused(
        Command.rehearse(missing, "--key", "order_number"),
        "no such file: " + missing + " (looked for " + missing + "); check the path");
  }

  @Test
  void directoryIsNoFile() {
    assertRefused(
        Command.rehearse(directory, "--key", "order_number"),
        directory + " is a directory; name the CSV file in it");
  }

  @Test
  void emptyFileHasNoColumns() throws IOException {
    Path file = Files.createFile(directory.resolve("empty.csv"));
    assertRefused(
        Command.rehearse(file, "--key", "order_number"),
        file + " is empty: its first line must have the names of the columns");
  }

  @Test
  void fileWithoutTheKeyColumnIsRefusedWithItsColumns() throws IOException {
    Path file = orders();
    assertRefused(
        Command.rehearse(file, "--key", "number"),
        file
            + " has no column \"number\"; its columns are [order_number, customer_id, status]. Give"
            + " one of them with --key");
  }

  @Test
  void otherSeparatorIsSuspectedWhereThereIsOneColumnOnly() throws IOException {
    Path file = Command.file(directory, "order_number;status", "ORDER-1;paid");
    assertRefused(
        Command.rehearse(file, "--key", "order_number"),
        file
            + " has no column \"order_number\"; its columns are [order_number;status]. Give one of"
            + " them with --key, or say with --separator what separates them");
  }

  @Test
  void everyColumnThatIsNamedMustBeThere() throws IOException {
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
  void twoColumnsOfOneNameAreRefused() throws IOException {
    Path file = Command.file(directory, "order_number,status,status", "ORDER-1,paid,paid");
    assertRefused(
        Command.rehearse(file, "--key", "order_number"), file + " has two columns \"status\"");
  }

  @Test
  void columnWithoutNameIsRefused() throws IOException {
    Path file = Command.file(directory, "order_number,", "ORDER-1,paid");
    assertRefused(
        Command.rehearse(file, "--key", "order_number"), file + " has a column without a name");
  }

  @Test
  void columnHasOneRoleAndOneType() throws IOException {
    Path file = orders();
    assertRefused(
        Command.rehearse(file, "--key", "order_number", "--contact", "order_number"),
        "column \"order_number\" is given two roles; each column has one");
    assertRefused(
        Command.rehearse(file, "--key", "order_number", "--date", "status", "--decimal", "status"),
        "column \"status\" is given two types, --decimal and --date; give one");
    assertRefused(
        Command.rehearse(file, "--key", "order_number", "--number", "order_number"),
        "column \"order_number\" is no attribute, so it takes no type; leave its type out");
    assertRefused(
        Command.rehearse(file, "--key", "order_number", "--date", "status", "--ignore", "status"),
        "column \"status\" is ignored, so it takes no type; leave one of the two out");
  }

  @Test
  void allThatDoesNotFitIsToldAtOnce() throws IOException {
    Path file = orders();
    String columns = " its columns are [order_number, customer_id, status]. Give one of them with ";
    assertRefused(
        Command.rehearse(file, "--key", "number", "--date", "day", "--contact", "customer"),
        (file + " has no column \"number\";" + columns + "--key\n  ")
            + (file + " has no column \"customer\";" + columns + "--contact\n  ")
            + (file + " has no column \"day\";" + columns + "--date\n"));
  }

  @Test
  void separatorAndQuoteAreTwoCharactersAndOneEach() throws IOException {
    Path file = orders();
    assertRefused(
        Command.rehearse(file, "--key", "order_number", "--separator", "||"),
        "--separator must be one character, or \\t for a tab, was \"||\"");
    assertRefused(
        Command.rehearse(file, "--key", "order_number", "--quote", ""),
        "--quote must be one character, or \\t for a tab, was \"\"");
    assertRefused(
        Command.rehearse(file, "--key", "order_number", "--separator", "'", "--quote", "'"),
        "a file cannot have the separator ' and the quote '; they are two characters");
  }

  @Test
  void rowsMustComeFromSomewhere() {
    assertRefused(
        Command.run(Map.of(), "--key", "order_number"),
        "there are no rows to read; name a CSV file");
  }

  @Test
  void columnWithTheNameOfTheReferenceIsRefused() throws IOException {
    assertRefused(
        Command.rehearse(
            orders(), "--key", "order_number", "--contact", "customer_id", "--reference", "status"),
        "\"status\" is a column and the reference attribute that links to the contact");
  }

  @Test
  void columnThatIntercomHasBesideTheAttributesIsRefused() throws IOException {
    Path file = Command.file(directory, "order_number,external_created_at", "ORDER-1,1");
    assertRefused(
        Command.rehearse(file, "--key", "order_number"),
        "\"external_created_at\" is no attribute in Intercom but stands beside them");
  }

  @Test
  void thereIsOneWayToLinkAndItNeedsContacts() throws IOException {
    Path file = orders();
    assertRefused(
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
        "--reference a and --link-contact-attribute b both say how to link; give one");
    assertRefused(
        Command.rehearse(file, "--key", "order_number", "--link-contact-attribute", "orders"),
        "--link-contact-attribute orders needs to know the contacts; give their column with"
            + " --contact");
  }

  @Test
  void quoteThatIsNotClosedRefusesTheFileBeforeAnythingIsSent() throws IOException {
    Path file = Command.file(directory, "order_number,status", "ORDER-1,paid", "ORDER-2,\"shipped");
    try (Shop shop = new Shop()) {
      assertRefused(
          Command.live(shop.sandbox, file, "--key", "order_number"),
          file
              + " cannot be divided into rows: Unclosed quoted field at end of input (record"
              + " starting at line 3)");
      assertThat(shop.calls()).isEmpty();
    }
  }

  @Test
  void liveNeedsAToken() throws IOException {
    String[] arguments = {orders().toString(), "--key", "order_number", "--live"};
    assertRefused(
        Command.run(Map.of(), arguments),
        "--live needs an access token in the environment variable INTERCOM_ACCESS_TOKEN, which is"
            + " not set; there is one under Developer Hub > Your app > Authentication");
    assertRefused(
        Command.run(Map.of("INTERCOM_ACCESS_TOKEN", " "), arguments),
        "--live needs an access token in the environment variable INTERCOM_ACCESS_TOKEN, which is"
            + " blank");
  }

  @Test
  void addressWithoutLiveIsRefused() throws IOException {
    Path file = orders();
    assertRefused(
        Command.rehearse(file, "--key", "order_number", "--region", "eu"),
        "--region EU says where to go with --live; add --live, or leave it out");
    assertRefused(
        Command.rehearse(file, "--key", "order_number", "--base-url", "https://example.com/"),
        "--base-url https://example.com/ says where to go with --live");
  }

  @Test
  void tokenGoesNowhereUnencrypted() throws IOException {
    assertRefused(
        Command.live("http://example.com/", "secret", orders(), "--key", "order_number"),
        "baseUrl must be https");
  }

  @Test
  void unknownOptionAndMissingOptionAreToldWithAWayToHelp() throws IOException {
    assertRefused(
        Command.rehearse(orders(), "--key", "order_number", "--colour"),
        "Unknown option: '--colour'\nintercom-sync sync --help tells what there is.");
    assertRefused(
        Command.rehearse(orders()),
        "no column is the key; name the one with each object's external id with --key, or under"
            + " \"key\" in a mapping file");
  }

  @Test
  void tokenThatIsNotAcceptedIsToldBeforeAnyRow() throws IOException {
    try (Shop shop = new Shop()) {
      Command command =
          Command.live(shop.sandbox.getBaseUrl(), "wrong-token", orders(), "--key", "order_number");
      assertRefused(
          command,
          "the access token is not accepted at "
              + shop.sandbox.getBaseUrl()
              + ": Intercom returned 401 unauthorized");
      assertThat(command.err())
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
      assertRefused(
          command,
          "there is no custom object type \"Ordr\": Intercom returned 404 not_found: Custom object"
              + " type `Ordr` not found");
      assertThat(command.err()).contains("and give it with --type");
      assertThat(shop.calls()).hasSizeLessThanOrEqualTo(2 * Workers.THREADS);
    }
  }

  @Test
  void missingConnectionIsToldAtOnce() throws IOException {
    String address;
    try (ServerSocket socket = new ServerSocket(0)) {
      address = "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }
    Command command = Command.live(address, "token", orders(), "--key", "order_number");
    assertRefused(command, "cannot connect to " + address + ": no response after 1 attempt");
    assertThat(command.err()).contains("check the network");
  }
}
