package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sync.StateOwner.Subject;
import io.github.intercomobjects.sync.SyncState.Known;
import io.github.intercomobjects.sync.SyncState.Links;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncStateTest {
  private static final Subject ORDERS = new Subject("Order", "https://api.intercom.io/", "abc12");
  private static final Known STORED = new Known("r1", "a1", "21", "external id \"a\nb\"");

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("orders.csv.intercom-sync");
  }

  @Test
  void recordedStateIsKeptForTheNextRun() throws Exception {
    Known partly = new Known(null, null, "22", null);
    try (SyncState state = States.at(file, ORDERS)) {
      state.record("ORDER-1", STORED);
      state.record("ORDER-2", partly);
      state.recordContact("external id \"c\"", "63a0");
      state.recordLinks("external id \"c\"", List.of("21", "22"));
      state.recordLinks("external id \"d\"", List.of());
    }
    try (SyncState state = States.readOnly(file, ORDERS)) {
      assertThat(state.find("ORDER-1")).isEqualTo(STORED);
      assertThat(state.find("ORDER-2")).isEqualTo(partly);
      assertThat(state.find("ORDER-3")).isNull();
      assertThat(state.contactId("external id \"c\"")).isEqualTo("63a0");
      assertThat(state.contactId("external id \"d\"")).isNull();
      assertThat(state.links("external id \"c\"")).isEqualTo(new Links(List.of("21", "22"), true));
      assertThat(state.links("external id \"d\"")).isEqualTo(new Links(List.of(), true));
      assertThat(state.links("external id \"e\"")).isNull();
      assertThat(state.keys()).toIterable().containsExactly("ORDER-1", "ORDER-2");
    }
  }

  @Test
  void stateOfAnEarlierVersionKnowsNoReports() throws Exception {
    try (Database database = Database.at(file)) {
      var about = database.texts("about");
      about.put("format", "1");
      about.put("type", ORDERS.type());
      about.put("base_url", ORDERS.baseUrl());
      database.texts("objects").put("ORDER-1", "r1\na1\n21\n");
      database.commit();
    }
    Path report = Files.writeString(directory.resolve("failed.csv"), "no\n");
    try (SyncState state = States.readOnly(file, ORDERS)) {
      assertThat(state.find("ORDER-1")).isNotNull();
      assertThat(state.reports().isNewer("ORDER-1", true, Instant.EPOCH)).isFalse();
      assertThat(state.reports().isUnchanged(report)).isFalse();
    }
  }

  @Test
  void contactOfAnEarlierVersionHasNoTimeAndIsOld() throws Exception {
    States.at(file, ORDERS).close();
    try (Database earlier = Database.at(file)) {
      earlier.change(() -> earlier.texts("contacts").put("c", "63a0"));
      earlier.commit();
    }
    try (SyncState state = States.at(file, ORDERS)) {
      assertThat(state.contactId("c")).isEqualTo("63a0");
      assertThat(state.isContactOlder("c", Duration.ofDays(10_000))).isTrue();
      state.recordContact("c", "63a0");
      assertThat(state.isContactOlder("c", Duration.ofDays(7))).isFalse();
    }
  }

  @Test
  void linksOfAContactWithAnotherIdAreUncertain() throws Exception {
    try (SyncState state = States.at(file, ORDERS)) {
      state.recordContact("c", "63a0");
      state.recordLinks("c", List.of("21"));
      state.recordContact("c", "63a0");
      assertThat(state.links("c")).isEqualTo(new Links(List.of("21"), true));
      state.recordContact("c", "63a1");
      assertThat(state.links("c")).isEqualTo(new Links(List.of("21"), false));
    }
  }

  @Test
  void startedChangeRemovesTheHash() throws Exception {
    try (SyncState state = States.at(file, ORDERS)) {
      state.record("ORDER-1", STORED);
      state.markUncertain("ORDER-1");
      state.markUncertain("ORDER-2");
      assertThat(state.find("ORDER-1"))
          .isEqualTo(new Known(null, null, STORED.id(), STORED.contact()));
      assertThat(state.find("ORDER-2")).isNull();
      state.recordLinks("c", List.of("21"));
      state.markLinksUncertain("c", List.of("22"));
      assertThat(state.links("c")).isEqualTo(new Links(List.of("22", "21"), false));
    }
  }

  @Test
  void forgottenObjectsAndContactsAreNotReturned() throws Exception {
    try (SyncState state = States.at(file, ORDERS)) {
      state.record("ORDER-1", STORED);
      state.recordContact("c", "63a0");
      state.forget("ORDER-1");
      state.forgetContact("c");
      assertThat(state.find("ORDER-1")).isNull();
      assertThat(state.contactId("c")).isNull();
      assertThat(state.keys()).isExhausted();
    }
  }

  @Test
  void fileOfAnotherTypeOrWorkspaceIsRejected() throws Exception {
    States.at(file, ORDERS).close();
    assertRejected(
        new Subject("Device", "https://api.intercom.io/", "abc12"),
        "the state file "
            + file
            + " belongs to Order of workspace abc12 at https://api.intercom.io/, but this run is"
            + " for Device of workspace abc12 at https://api.intercom.io/; give another file with"
            + " --state, one for each type and workspace");
    assertRejected(
        new Subject("Order", "https://api.intercom.io/", "xyz99"),
        "but this run is for Order of workspace xyz99 at https://api.intercom.io/");
    assertRejected(
        new Subject("Order", "https://api.eu.intercom.io/", null),
        "but this run is for Order of a workspace at https://api.eu.intercom.io/");
  }

  @Test
  void unknownWorkspaceMatchesAnyWorkspace() throws Exception {
    States.at(file, new Subject("Order", "https://api.intercom.io/", null)).close();
    States.at(file, ORDERS).close();
  }

  @Test
  void damagedFileIsReportedWithAFix() throws IOException {
    Files.writeString(file, "order_number,status\n".repeat(1000));
    assertRejected(
        ORDERS,
        "the state file " + file + " is damaged, or is not a state file",
        "delete it, and the next run");
  }

  @Test
  void truncatedFileIsReportedOrItsRestIsCorrect() throws Exception {
    try (SyncState state = States.at(file, ORDERS)) {
      for (int i = 0; i < 2000; i++) {
        state.record("ORDER-" + i, STORED);
      }
    }
    byte[] complete = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(complete, complete.length / 2));
    try (SyncState state = States.at(file, ORDERS)) {
      state.keys().forEachRemaining(key -> assertThat(state.find(key)).isEqualTo(STORED));
    } catch (CannotRunException e) {
      assertThat(e.text()).contains(file.toString()).contains("delete it, and the next run");
    } catch (DataAccessException e) {
      assertThat(e)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("delete it, and the next run");
    }
  }

  @Test
  void fileOfALaterFormatIsRejected() throws Exception {
    try (Database database = Database.at(file)) {
      database.texts("about").put("format", "2");
      database.commit();
    }
    assertRejected(
        ORDERS, " has format 2, and this version reads format 1; delete it, and the next run");
  }

  @Test
  void fileInUseIsRejected() throws Exception {
    try (SyncState first = States.at(file, ORDERS)) {
      first.record("ORDER-1", STORED);
      assertRejected(ORDERS, "the state file " + file + " is used by another sync; wait until");
    }
  }

  @Test
  void fileThatCannotBeCreatedIsReported() {
    assertThatThrownBy(() -> States.at(directory, ORDERS))
        .isInstanceOf(CannotRunException.class)
        .hasMessageContaining("the state file " + directory + " cannot be opened")
        .hasMessageContaining("give another one with --state");
  }

  @Test
  void readingAMissingFileCreatesNone() throws Exception {
    try (SyncState state = States.readOnly(file, ORDERS)) {
      assertThat(state.keys()).isExhausted();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void everyRecordIsInTheFileWhenItsMethodReturns() throws Exception {
    Path copy = directory.resolve("copy");
    try (SyncState state = States.at(file, ORDERS)) {
      for (int i = 0; i < 50; i++) {
        state.record("ORDER-" + i, STORED);
        // The copy is what a process would leave behind if it were killed now.
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        try (SyncState left = States.readOnly(copy, ORDERS)) {
          assertThat(left.find("ORDER-" + i)).isEqualTo(STORED);
        }
      }
    }
  }

  private void assertRejected(Subject subject, String... texts) {
    assertThatThrownBy(() -> States.at(file, subject).close())
        .isInstanceOf(CannotRunException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(texts));
  }
}
