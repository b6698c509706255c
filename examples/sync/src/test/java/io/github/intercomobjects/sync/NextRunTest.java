package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the state that a run keeps for the next one. */
class NextRunTest {
  private static final String[] BY_REFERENCE = {"--key=no", "--contact=customer"};
  private static final String[] BY_CONTACT = {
    "--key=no", "--contact=customer", "--link-contact-attribute=orders"
  };

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Shop shop;

  private int seen;

  @BeforeEach
  void open() {
    shop = new Shop();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Command sync(String[] options, String... lines) throws IOException {
    seen = shop.calls().size();
    return Command.live(shop.sandbox, Command.file(directory, lines), options);
  }

  /** Returns the calls of the last run. */
  private List<String> calls() {
    List<String> all = shop.calls();
    return all.subList(seen, all.size());
  }

  private List<String> writes() {
    return calls().stream().filter(call -> !call.startsWith("GET ")).toList();
  }

  private Path stateFile() {
    return directory.resolve("orders.csv.intercom-sync");
  }

  @Test
  void unchangedSourceCausesNoWritesAndNoLookups() throws IOException {
    String[] lines = {"no,customer,status", "1,customer-1,paid", "2,customer-2,", "3,,paid"};
    for (String[] options : List.of(BY_REFERENCE, BY_CONTACT)) {
      Files.deleteIfExists(stateFile());
      sync(options, lines);
      assertThat(writes()).hasSize(options == BY_CONTACT ? 5 : 3);
      Command again = sync(options, lines);
      assertThat(again.exitCode()).isZero();
      assertThat(again.out()).containsPattern("stored +0\n +unchanged +3  not sent\n");
      assertThat(writes()).isEmpty();
      assertThat(calls()).noneMatch(call -> call.contains("contacts"));
    }
  }

  @Test
  void exceededRecordLimitStopsTheRunBeforeItsFirstWrite() throws IOException {
    Command command =
        sync(new String[] {"--key=no", "--record-limit=1"}, "no,status", "1,paid", "2,paid");
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err()).contains("2 rows exceed the limit of 1 per type");
    assertThat(writes()).isEmpty();
  }

  @Test
  void onlyChangedAndNewRowsAreSent() throws IOException {
    sync(BY_REFERENCE, "no,customer,status", "1,customer-1,paid", "2,customer-2,paid");
    Command next =
        sync(
            BY_REFERENCE,
            "no,customer,status",
            "1,customer-1,paid",
            "2,customer-2,shipped",
            "3,customer-2,paid");
    assertThat(next.out()).containsPattern("stored +2\n +unchanged +1  not sent\n");
    assertThat(writes()).hasSize(2);
    assertThat(shop.order("2").getAttributes()).containsEntry("status", "shipped");
    assertThat(shop.has("3")).isTrue();
  }

  @Test
  void changedMappingSendsOnlyTheRowsWhoseRequestItChanges() throws IOException {
    String[] lines = {"no,status,item_count", "1,paid,", "2,paid,3"};
    sync(new String[] {"--key=no", "--ignore=item_count"}, lines);
    sync(new String[] {"--key=no", "--number=item_count"}, lines);
    assertThat(writes()).hasSize(2);
    sync(new String[] {"--key=no", "--decimal=item_count"}, lines);
    assertThat(writes()).isEmpty();
  }

  @Test
  void rowThatIsRevertedAfterALostResponseIsSentAgain() throws IOException {
    String[] options = {"--key=no"};
    sync(options, "no,status", "1,paid");
    // The change is applied, but the response reports a failure.
    shop.sandbox.faults().on("POST", "/**").fail(Fault.status(400).applied());
    Command lost = sync(options, "no,status", "1,shipped");
    assertThat(lost.exitCode()).isEqualTo(2);
    assertThat(shop.order("1").getAttributes()).containsEntry("status", "shipped");
    shop.sandbox.faults().clear();
    sync(options, "no,status", "1,paid");
    assertThat(shop.order("1").getAttributes()).containsEntry("status", "paid");
  }

  @Test
  void partlyStoredAndFailedRowsAreSentAgain() throws IOException {
    String[] lines = {"no,customer,channel", "1,customer-1,fax", "2,customer-9,web", "3,,web"};
    sync(BY_REFERENCE, lines);
    shop.workspace.addContact("customer-9", null, null);
    Command next = sync(BY_REFERENCE, lines);
    assertThat(next.out())
        .containsPattern("stored +1\n +unchanged +1  not sent\n +partly stored +1 ");
    assertThat(writes()).hasSize(2);
  }

  @Test
  void everyRowIsSentAfterTheStateFileWasDeleted() throws IOException {
    String[] lines = {"no,status", "1,paid", "2,paid"};
    sync(new String[] {"--key=no"}, lines);
    Files.delete(stateFile());
    Command next = sync(new String[] {"--key=no"}, lines);
    assertThat(next.out()).containsPattern("stored +2\n +unchanged +0\n");
    assertThat(shop.workspace.getInstances("Order")).hasSize(2);
  }

  @Test
  void damagedStateFileIsReportedAndNothingIsSent() throws IOException {
    Files.writeString(stateFile(), "no state\n".repeat(2000));
    Command command = sync(new String[] {"--key=no"}, "no,status", "1,paid");
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains(stateFile() + " is damaged")
        .contains("delete it, and the next run");
    assertThat(writes()).isEmpty();
  }

  @Test
  void knownContactThatWasMergedIsLookedUpAgain() throws IOException {
    sync(BY_REFERENCE, "no,customer,status", "1,customer-1,paid");
    shop.workspace.mergeContacts(shop.zoe.getId(), shop.lukasz.getId());
    Command next =
        sync(BY_REFERENCE, "no,customer,status", "1,customer-1,shipped", "2,customer-1,paid");
    assertThat(next.exitCode()).isZero();
    assertThat(next.out()).containsPattern("stored +2\n").containsPattern("links +2\n");
    assertThat(shop.workspace.getInstancesReferencingContact("Order", shop.lukasz.getId()))
        .containsExactlyInAnyOrder(shop.order("1").getId(), shop.order("2").getId());
  }

  @Test
  void knownContactThatWasMergedIsLinkedUnderItsNewId() throws IOException {
    sync(BY_CONTACT, "no,customer", "1,customer-1");
    shop.workspace.mergeContacts(shop.zoe.getId(), shop.lukasz.getId());
    Command next = sync(BY_CONTACT, "no,customer", "1,customer-1", "2,customer-1");
    assertThat(next.exitCode()).isZero();
    assertThat(shop.workspace.getContactLinks(shop.lukasz.getId(), "orders"))
        .containsExactly(shop.order("1").getId(), shop.order("2").getId());
  }

  @Test
  void movedObjectIsUnlinkedFromItsOldContact() throws IOException {
    sync(BY_CONTACT, "no,customer", "1,customer-1", "2,customer-1");
    sync(Command.with(BY_CONTACT, "--max-unlinks=2"), "no,customer", "1,customer-2", "2,");
    assertThat(shop.workspace.getContactLinks(shop.zoe.getId(), "orders")).isEmpty();
    assertThat(shop.workspace.getContactLinks(shop.lukasz.getId(), "orders"))
        .containsExactly(shop.order("1").getId());
  }

  @Test
  void contactWithoutRowsKeepsItsLinks() throws IOException {
    sync(BY_CONTACT, "no,customer", "1,customer-1", "2,customer-2");
    sync(BY_CONTACT, "no,customer", "2,customer-2");
    assertThat(writes()).isEmpty();
    assertThat(shop.workspace.getContactLinks(shop.zoe.getId(), "orders"))
        .containsExactly(shop.order("1").getId());
  }

  @Test
  void truncatedRowProtectsTheLinksOfItsKnownContact() throws IOException {
    sync(BY_CONTACT, "no,customer,status", "1,customer-1,paid", "2,customer-1,paid");
    Command next =
        sync(BY_CONTACT, "no,customer,status", "1", "2,customer-1,shipped", "3,customer-1,paid");
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(next.out()).contains("line 2 failed, and replacing the links could remove the link");
    assertThat(shop.workspace.getContactLinks(shop.zoe.getId(), "orders"))
        .containsExactly(shop.order("1").getId(), shop.order("2").getId());
  }

  @Test
  void failedLinksAreCreatedByTheNextRun() throws IOException {
    String[] lines = {"no,customer", "1,customer-1"};
    shop.sandbox.faults().on("PUT", "/contacts/*").fail(Fault.status(400));
    assertThat(sync(BY_CONTACT, lines).exitCode()).isEqualTo(2);
    shop.sandbox.faults().clear();
    Command next = sync(BY_CONTACT, lines);
    assertThat(next.out()).containsPattern("unchanged +1 ").containsPattern("links +1\n");
    assertThat(writes()).containsExactly("PUT /contacts/" + shop.zoe.getId());
  }
}
