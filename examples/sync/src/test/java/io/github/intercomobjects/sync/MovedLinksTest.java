package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of objects whose rows name another contact than before. */
class MovedLinksTest {
  private static final String UNKNOWN_ID = "63a07ddf05a32042dffac965";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Nights nights;

  private void byReference(String... more) {
    nights = new Nights(directory, Command.with(new String[] {"--key=no", "--contact=c"}, more));
  }

  private void byContact(String... more) {
    byReference(Command.with(more, "--link-contact-attribute=orders"));
  }

  @AfterEach
  void close() {
    nights.close();
  }

  private static List<String> rows(String... contacts) {
    List<String> rows = new ArrayList<>(List.of("no,c"));
    for (int i = 0; i < contacts.length; i++) {
      rows.add((i + 1) + "," + contacts[i]);
    }
    return rows;
  }

  private @Nullable Object customer(String key) {
    return nights.shop.order(key).getAttributes().get("customer");
  }

  private String zoe() {
    return nights.shop.zoe.getId();
  }

  private String lukasz() {
    return nights.shop.lukasz.getId();
  }

  @Test
  void referenceToAnUnknownIdFailsItsRowBeforeItIsSent() throws Exception {
    byReference("--contact-by=id");
    nights.sync(rows(zoe(), zoe()));
    Command next = nights.sync(rows(UNKNOWN_ID, zoe()), "--max-failed=1");
    assertThat(next.out())
        .contains(
            "line 2  1  there is no contact with the id \""
                + UNKNOWN_ID
                + "\"; create it first, or leave c empty");
    assertThat(nights.writes()).isEmpty();
    assertThat(customer("1")).isEqualTo(List.of(zoe()));
    nights.run("sync", "--only=1");
    nights.run("reconcile", "--apply");
    assertThat(customer("1")).isEqualTo(List.of(zoe()));
  }

  @Test
  void linksOfContactsStayIfTheirRowsNameUnknownIds() throws Exception {
    byContact("--contact-by=id", "--max-unlinks=2");
    nights.sync(rows(zoe(), zoe()));
    Command forecast = nights.sync(rows("customer-1", "customer-1"), "--dry-run");
    assertThat(forecast.exitCode()).isEqualTo(2);
    assertThat(forecast.out()).containsPattern(" +fail +2  listed below\n");
    Command next = nights.run("sync");
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(next.out()).containsPattern("failed +2 ");
    assertThat(nights.writes()).isEmpty();
    assertThat(nights.linkedToZoe()).containsExactly("1", "2");
  }

  @Test
  void contactThatWasDeletedIsNotedBeforeAnObjectIsMovedToIt() throws Exception {
    byContact();
    nights.sync(rows("customer-1", "customer-1", "customer-2"));
    delete("customer-2", lukasz());
    Path state = directory.resolve("orders.csv.intercom-sync");
    byte[] before = Files.readAllBytes(state);
    Command forecast = nights.sync(rows("customer-1", "customer-2", "customer-2"), "--dry-run");
    assertThat(forecast.out()).containsPattern(" +fail +1  listed below\n");
    assertThat(Files.readAllBytes(state)).isEqualTo(before);
    for (String option : List.of("--show=5", "--only=2")) {
      Command next = nights.run("sync", option);
      assertThat(next.exitCode()).isEqualTo(2);
      assertThat(next.out())
          .contains("there is no contact with the external id \"customer-2\"; create it first");
      assertThat(nights.linkedToZoe()).containsExactly("1", "2");
    }
  }

  /** Lets the sandbox respond as if a contact had been deleted. */
  private void delete(String externalId, String id) {
    for (String path : List.of("/contacts/" + id, "/contacts/find_by_external_id/" + externalId)) {
      nights.shop.sandbox.faults().on("GET", path).fail(Fault.status(404));
    }
    nights.shop.sandbox.faults().on("PUT", "/contacts/" + id).fail(Fault.status(404));
  }

  @Test
  void referenceToAContactThatWasDeletedFailsItsRowBeforeItIsSent() throws Exception {
    byReference();
    nights.sync(rows("customer-1", "customer-2"));
    delete("customer-2", lukasz());
    Command next = nights.sync(rows("customer-2", "customer-2"));
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(nights.writes()).isEmpty();
    assertThat(customer("1")).isEqualTo(List.of(zoe()));
  }

  @Test
  void oldLinkIsRemovedAfterTheNewOneWasCreated() throws Exception {
    byContact();
    nights.sync(rows("customer-1", "customer-1", "customer-2"));
    nights.sync(rows("customer-1", "customer-2", "customer-2"));
    assertThat(nights.writes())
        .endsWith("PUT /contacts/" + lukasz(), "PUT /contacts/" + zoe())
        .filteredOn(call -> call.startsWith("PUT"))
        .hasSize(2);
    assertThat(nights.linkedToZoe()).containsExactly("1");
    assertThat(nights.linkedTo(lukasz())).containsExactly("2", "3");
  }

  @Test
  void oldLinkStaysIfTheNewOneCannotBeCreatedAndIsRemovedOnceItCan() throws Exception {
    byContact();
    nights.sync(rows("customer-1", "customer-1", "customer-2"));
    nights
        .shop
        .sandbox
        .faults()
        .on("PUT", "/contacts/" + lukasz())
        .times(1)
        .fail(Fault.status(400));
    Command next = nights.sync(rows("customer-1", "customer-2", "customer-2"));
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(nights.linkedToZoe()).containsExactly("1", "2");
    assertThat(nights.linkedTo(lukasz())).containsExactly("3");
    assertThat(nights.run("sync").exitCode()).isZero();
    assertThat(nights.linkedToZoe()).containsExactly("1");
    assertThat(nights.linkedTo(lukasz())).containsExactly("2", "3");
    nights.run("sync");
    assertThat(nights.writes()).isEmpty();
  }

  @Test
  void contactsThatExchangeObjectsNeverLeaveOneWithoutALink() throws Exception {
    byContact("--max-unlinks=2");
    nights.sync(rows("customer-1", "customer-2"));
    nights
        .shop
        .sandbox
        .faults()
        .on("PUT", "/contacts/" + lukasz())
        .times(1)
        .fail(Fault.status(400));
    nights.sync(rows("customer-2", "customer-1"));
    assertThat(nights.linkedToZoe()).containsExactly("1", "2");
    assertThat(nights.linkedTo(lukasz())).containsExactly("2");
    nights.run("sync");
    assertThat(nights.linkedToZoe()).containsExactly("2");
    assertThat(nights.linkedTo(lukasz())).containsExactly("1");
    nights.run("sync");
    assertThat(nights.writes()).isEmpty();
  }
}
