package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the links of contacts to objects that have no row. */
class KeptLinksTest {
  private static final List<String> FOUR =
      List.of("no,customer", "1,customer-1", "2,customer-1", "3,customer-1", "4,customer-2");

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Nights nights;

  @BeforeEach
  void open() {
    nights =
        new Nights(directory, "--key=no", "--contact=customer", "--link-contact-attribute=orders");
  }

  @AfterEach
  void close() {
    nights.close();
  }

  @Test
  void objectWithoutARowKeepsItsLinkThoughItsContactChanges() throws Exception {
    nights.sync(FOUR);
    Command next = nights.sync(List.of("no,customer", "1,customer-1", "5,customer-1"));
    assertThat(next.exitCode()).isZero();
    assertThat(nights.linkedToZoe()).containsExactly("1", "2", "3", "5");
    nights.sync(List.of("no,customer", "1,customer-1", "5,customer-1"));
    assertThat(nights.writes()).isEmpty();
  }

  @Test
  void truncatedSourceRemovesNoLinkWhenItsDeletionsAreRejected() throws Exception {
    nights.sync(FOUR);
    Command next = nights.delete(List.of("no,customer", "1,customer-1"));
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(next.out()).contains("of 3 without a row: at most 2 of 4 may be deleted");
    assertThat(nights.writes()).isEmpty();
    assertThat(nights.linkedToZoe()).containsExactly("1", "2", "3");
  }

  @Test
  void deletedObjectIsNoLongerLinked() throws Exception {
    nights.sync(FOUR);
    Command next =
        nights.delete(List.of("no,customer", "1,customer-1", "2,customer-1", "4,customer-2"));
    assertThat(next.exitCode()).isZero();
    assertThat(nights.linkedToZoe()).containsExactly("1", "2");
    assertThat(nights.writes()).hasSize(1).allMatch(call -> call.startsWith("DELETE "));
    // The state knows it too.
    nights.sync(List.of("no,customer", "1,customer-1", "2,customer-1", "5,customer-1"));
    assertThat(nights.writes()).hasSize(2);
    assertThat(nights.linkedToZoe()).containsExactly("1", "2", "5");
  }

  @Test
  void objectWhoseDeletionFailsKeepsItsLink() throws Exception {
    nights.sync(FOUR);
    nights.shop.sandbox.faults().on("DELETE", "/**").fail(Fault.status(400));
    Command next =
        nights.delete(
            List.of("no,customer", "1,customer-1", "2,customer-1", "4,customer-2", "5,customer-1"));
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(nights.linkedToZoe()).containsExactly("1", "2", "3", "5");
  }

  @Test
  void movedObjectLosesItsOldLinkThoughAnotherHasNoRow() throws Exception {
    nights.sync(FOUR);
    nights.sync(List.of("no,customer", "1,customer-2", "2,", "4,customer-2"));
    assertThat(nights.linkedToZoe()).containsExactly("3");
    assertThat(nights.linkedTo(nights.shop.lukasz.getId())).containsExactly("1", "4");
  }

  @Test
  void objectThatWasDeletedByHandAndHasNoRowIsNotAMissingLink() throws Exception {
    nights.sync(FOUR);
    try (Connection byHand =
        Connection.to(nights.shop.sandbox.getBaseUrl(), nights.shop.sandbox.getToken())) {
      byHand.intercom().customObjects(ObjectType.untyped("Order")).deleteByExternalId("3");
    }
    Command next =
        nights.sync(
            List.of("no,customer", "1,customer-1", "2,customer-1", "4,customer-2", "5,customer-1"));
    assertThat(next.exitCode()).isZero();
    assertThat(nights.linkedToZoe()).containsExactly("1", "2", "5");
  }

  @Test
  void contactsThatAreNamedByAnotherFieldKeepTheirLinks() throws Exception {
    nights.sync(FOUR);
    Command next =
        nights.sync(
            List.of(
                "no,customer", "1,zoe@example.com", "2,zoe@example.com", "4,lukasz@example.com"),
            "--contact-by=email");
    assertThat(next.exitCode()).isZero();
    assertThat(nights.linkedToZoe()).containsExactly("1", "2", "3");
    assertThat(nights.linkedTo(nights.shop.lukasz.getId())).containsExactly("4");
  }

  @Test
  void mergedContactHasTheLinksOfBothNames() throws Exception {
    nights.sync(List.of("no,customer", "1,customer-1", "4,customer-2"));
    Contact lukasz = nights.shop.lukasz;
    nights.shop.workspace.mergeContacts(nights.shop.zoe.getId(), lukasz.getId());
    Command next =
        nights.sync(
            List.of("no,customer", "1,customer-1", "2,customer-1", "4,customer-2", "5,customer-2"));
    assertThat(next.exitCode()).isZero();
    assertThat(nights.linkedTo(lukasz.getId())).containsExactly("1", "2", "4", "5");
    nights.run("sync");
    assertThat(nights.writes()).isEmpty();
  }

  @Test
  void reportOfFailedRowsKeepsTheLinksOfOtherRowsWithTheStateOfItsRun() throws Exception {
    Path report = directory.resolve("failed.csv");
    nights.sync(
        List.of("no,customer,item_count", "1,customer-1,1", "2,customer-1,x", "3,customer-2,1"),
        "--number=item_count",
        "--report=" + report);
    Files.writeString(report, Files.readString(report).replace(",x,", ",2,"));
    String[] options = {
      "--key=no", "--contact=customer", "--number=item_count", "--link-contact-attribute=orders"
    };
    Command refused = Command.live(nights.shop.sandbox, report, options);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "intercom-sync: "
                + report
                + " is a report of failed rows, whose objects and links are in the state file of the"
                + " run that wrote the report; give that file with --state\n");
    Path state = nights.file().resolveSibling("orders.csv.intercom-sync");
    Command corrected =
        Command.live(nights.shop.sandbox, report, Command.with(options, "--state=" + state));
    assertThat(corrected.exitCode()).as(corrected.out()).isZero();
    assertThat(corrected.out()).contains("of 1 without a row, because " + report + " is a report");
    assertThat(nights.linkedToZoe()).containsExactly("1", "2");
    // The state still belongs to the first source.
    nights.sync(
        List.of("no,customer,item_count", "1,customer-1,1", "2,customer-1,2", "3,customer-2,1"),
        "--number=item_count");
    assertThat(nights.writes()).isEmpty();
  }

  @Test
  void contactThatWasDeletedAndThatNoRowNamesIsForgotten() throws Exception {
    nights.sync(FOUR);
    String path = "/contacts/" + nights.shop.lukasz.getId();
    nights.shop.sandbox.faults().on("PUT", path).fail(Fault.status(404));
    nights.shop.sandbox.faults().on("GET", path).fail(Fault.status(404));
    nights
        .shop
        .sandbox
        .faults()
        .on("GET", "/contacts/find_by_external_id/customer-2")
        .fail(Fault.status(404));
    List<String> moved =
        List.of("no,customer", "1,customer-1", "2,customer-1", "3,customer-1", "4,customer-1");
    Command next = nights.sync(moved);
    assertThat(next.exitCode()).as(next.out()).isZero();
    assertThat(next.out()).doesNotContain("Not linked");
    assertThat(nights.linkedToZoe()).containsExactly("1", "2", "3", "4");
    nights.sync(moved);
    assertThat(nights.writes()).isEmpty();
  }

  @Test
  void objectKeepsItsLinkAfterARunWithoutTheContactColumn() throws Exception {
    nights.sync(FOUR);
    Command.live(nights.shop.sandbox, nights.file(), "--key=no", "--ignore=customer");
    nights.sync(List.of("no,customer", "1,customer-1", "5,customer-1"));
    assertThat(nights.linkedToZoe()).containsExactly("1", "2", "3", "5");
  }
}
