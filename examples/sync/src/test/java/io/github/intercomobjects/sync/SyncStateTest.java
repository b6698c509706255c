package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sync.SyncState.Known;
import io.github.intercomobjects.sync.SyncState.Links;
import io.github.intercomobjects.sync.SyncState.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
  void whatIsRecordedIsThereInTheNextRun() throws Exception {
    Known partly = new Known(null, null, "22", null);
    try (SyncState state = SyncState.at(file, ORDERS)) {
      state.record("ORDER-1", STORED);
      state.record("ORDER-2", partly);
      state.recordContact("external id \"c\"", "63a0");
      state.recordLinks("external id \"c\"", List.of("21", "22"));
      state.recordLinks("external id \"d\"", List.of());
    }
    try (SyncState state = SyncState.readOnly(file, ORDERS)) {
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
  void changeThatWasBegunLeavesNoHashBehind() throws Exception {
    try (SyncState state = SyncState.at(file, ORDERS)) {
      state.record("ORDER-1", STORED);
      state.doubt("ORDER-1");
      state.doubt("ORDER-2");
      assertThat(state.find("ORDER-1"))
          .isEqualTo(new Known(null, null, STORED.id(), STORED.contact()));
      assertThat(state.find("ORDER-2")).isNull();
      state.recordLinks("c", List.of("21"));
      state.doubtLinks("c", List.of("22"));
      assertThat(state.links("c")).isEqualTo(new Links(List.of("22", "21"), false));
    }
  }

  @Test
  void forgottenObjectsAndContactsAreGone() throws Exception {
    try (SyncState state = SyncState.at(file, ORDERS)) {
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
  void fileOfAnotherTypeOrWorkspaceIsRefused() throws Exception {
    SyncState.at(file, ORDERS).close();
    assertRefused(
        new Subject("Device", "https://api.intercom.io/", "abc12"),
        "the state file "
            + file
            + " is about Order of workspace abc12 at https://api.intercom.io/, and this run about"
            + " Device of workspace abc12 at https://api.intercom.io/;"
            + " give another file with --state, one for each type and workspace");
    assertRefused(
        new Subject("Order", "https://api.intercom.io/", "xyz99"),
        "and this run about Order of workspace xyz99 at https://api.intercom.io/");
    assertRefused(
        new Subject("Order", "https://api.eu.intercom.io/", null),
        "and this run about Order of a workspace at https://api.eu.intercom.io/");
  }

  @Test
  void workspaceThatWasNotToldFitsAny() throws Exception {
    SyncState.at(file, new Subject("Order", "https://api.intercom.io/", null)).close();
    SyncState.at(file, ORDERS).close();
  }

  @Test
  void damagedFileIsToldWithTheRemedy() throws IOException {
    Files.writeString(file, "order_number,status\n".repeat(1000));
    assertRefused(
        ORDERS, "the state file " + file + " is damaged, or no state file", "delete it, which");
  }

  @Test
  void fileThatIsCutOffIsToldOrWhatIsLeftOfItIsTrue() throws Exception {
    try (SyncState state = SyncState.at(file, ORDERS)) {
      for (int i = 0; i < 2000; i++) {
        state.record("ORDER-" + i, STORED);
      }
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    try (SyncState state = SyncState.at(file, ORDERS)) {
      state.keys().forEachRemaining(key -> assertThat(state.find(key)).isEqualTo(STORED));
    } catch (CannotRunException e) {
      assertThat(e.text()).contains(file.toString()).contains("delete it, which");
    } catch (CannotGoOnException e) {
      assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("delete it, which");
    }
  }

  @Test
  void fileOfALaterFormatIsRefused() throws Exception {
    try (Database database = Database.at(file)) {
      database.texts("about").put("format", "2");
      database.commit();
    }
    assertRefused(ORDERS, " has format 2, and this version reads format 1; delete it, which");
  }

  @Test
  void fileInUseIsRefused() throws Exception {
    try (SyncState first = SyncState.at(file, ORDERS)) {
      first.record("ORDER-1", STORED);
      assertRefused(ORDERS, "the state file " + file + " is used by another sync; wait until");
    }
  }

  @Test
  void fileThatCannotBeMadeIsTold() {
    assertThatThrownBy(() -> SyncState.at(directory, ORDERS))
        .isInstanceOf(CannotRunException.class)
        .hasMessageContaining("the state file " + directory + " cannot be opened")
        .hasMessageContaining("give another one with --state");
  }

  @Test
  void lookingAtAFileThatIsNotThereMakesNone() throws Exception {
    try (SyncState state = SyncState.readOnly(file, ORDERS)) {
      assertThat(state.keys()).isExhausted();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void everyRecordIsInTheFileWhenItsMethodReturns() throws Exception {
    Path copy = directory.resolve("copy");
    try (SyncState state = SyncState.at(file, ORDERS)) {
      for (int i = 0; i < 50; i++) {
        state.record("ORDER-" + i, STORED);
        // What a process that is killed now leaves behind.
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        try (SyncState left = SyncState.readOnly(copy, ORDERS)) {
          assertThat(left.find("ORDER-" + i)).isEqualTo(STORED);
        }
      }
    }
  }

  private void assertRefused(Subject subject, String... texts) {
    assertThatThrownBy(() -> SyncState.at(file, subject).close())
        .isInstanceOf(CannotRunException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(texts));
  }
}
