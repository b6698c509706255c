package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of objects whose rows have the same values under other keys. */
class RenamedKeysTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  /** Returns rows with three values each, which differ. */
  private static List<String> orders(String... keys) {
    List<String> lines = new ArrayList<>(List.of("no|status|note|item_count"));
    for (int i = 0; i < keys.length; i++) {
      lines.add(keys[i] + "|paid|note " + i + "|" + i);
    }
    return lines;
  }

  private Nights nights() {
    return new Nights(directory, "--key=no", "--separator=|", "--number=item_count");
  }

  private static String doubt(String before, String after) {
    return before
        + "  line 2 has the same values under the new key \""
        + after
        + "\", and may mean this object; correct that key, or delete the object in Intercom and run"
        + " reconcile --apply";
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-06, 1/6/2026",
    "2026-01-06, 06.01.2026",
    "2026-01-06, 46029",
    "2:05, 0.0868055555555556",
    "TRUE, WAHR",
    "A B7, A%20B7",
    "J\u00F8rn16, Jrn16",
    "A#44, A",
    "LONGKEY-000023, LONGKEY-00",
    "O34, 034"
  })
  void renamedKeyKeepsItsObject(String before, String after) throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders(before, "B", "C", "D"));
      for (int night = 0; night < 2; night++) {
        Command dryRun = nights.delete(orders(after, "B", "C", "D"), "--dry-run");
        assertThat(dryRun.exitCode()).isEqualTo(2);
        assertThat(dryRun.out()).contains(doubt(before, after));
        Command command = nights.delete(orders(after, "B", "C", "D"));
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.out()).contains(doubt(before, after));
        assertThat(nights.shop.has(before)).isTrue();
      }
      // The advice, followed.
      assertThat(nights.delete(orders(before, "B", "C", "D")).exitCode()).isZero();
      assertThat(nights.shop.has(before)).isTrue();
      assertThat(nights.shop.has(after)).isFalse();
    }
  }

  @Test
  void objectThatWasStoredUnderANewKeyWithoutADeletionIsKept() throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders("TRUE", "B", "C", "D"));
      nights.sync(orders("WAHR", "B", "C", "D"));
      Command command = nights.delete(orders("WAHR", "B", "C", "D"));
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).contains(doubt("TRUE", "WAHR"));
    }
  }

  @Test
  void keyThatIsRenamedAgainKeepsBothObjects() throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders("TRUE", "B", "C", "D"));
      nights.sync(orders("WAHR", "B", "C", "D"));
      Command command = nights.delete(orders("VRAI", "B", "C", "D"));
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .contains("  2 objects: line ", "    TRUE  \"VRAI\"\n", "    WAHR  \"VRAI\"\n");
      assertThat(nights.objects()).isEqualTo(6);
    }
  }

  @Test
  void valuesThatSeveralObjectsHadIdentifyNone() throws Exception {
    try (Nights nights = nights()) {
      String header = "no|status|note|item_count";
      nights.sync(List.of(header, "A|paid|x|1", "B|paid|x|1", "C|paid|x|1", "D|paid|y|1"));
      Command command =
          nights.delete(List.of(header, "Z|paid|x|1", "B|paid|x|1", "C|paid|x|1", "D|paid|y|1"));
      assertThat(command.exitCode()).as(command.out()).isZero();
      assertThat(nights.shop.has("A")).isFalse();
    }
  }

  @Test
  void fewerThanThreeValuesIdentifyNoObject() throws Exception {
    try (Nights nights = nights()) {
      String header = "no|status|note|item_count";
      nights.sync(List.of(header, "A|paid|a|", "B|paid|b|", "C|paid|c|"));
      Command command = nights.delete(List.of(header, "Z|paid|a|", "B|paid|b|", "C|paid|c|"));
      assertThat(command.exitCode()).as(command.out()).isZero();
      assertThat(nights.shop.has("A")).isFalse();
    }
  }

  @Test
  void valuesAreAddedToTheStateOfAnEarlierVersion() throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders("TRUE", "B", "C", "D"));
      forgetValues();
      assertThat(nights.sync(orders("TRUE", "B", "C", "D"), "--dry-run").exitCode()).isZero();
      assertThat(nights.sync(orders("TRUE", "B", "C", "D")).out()).containsPattern("unchanged +4 ");
      Command command = nights.delete(orders("WAHR", "B", "C", "D"));
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).contains(doubt("TRUE", "WAHR"));
    }
  }

  @Test
  void objectThatReconcileRecordedIsRecognizedByItsValuesToo() throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders("TRUE", "B", "C", "D"));
      forget("TRUE");
      assertThat(nights.run("reconcile", "--apply").exitCode()).isZero();
      Command command = nights.delete(orders("WAHR", "B", "C", "D"));
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).contains(doubt("TRUE", "WAHR"));
    }
  }

  /** Removes what the state knows of an object, as if its response had been lost. */
  private void forget(String key) {
    try (MVStore store = MVStore.open(state())) {
      for (String map : List.of("objects", "values")) {
        store
            .openMap(
                map,
                new MVMap.Builder<String, String>()
                    .keyType(StringDataType.INSTANCE)
                    .valueType(StringDataType.INSTANCE))
            .remove(key);
      }
    }
  }

  private String state() {
    Path state = directory.resolve("orders.csv.intercom-sync");
    assertThat(Files.exists(state)).isTrue();
    return state.toString();
  }

  private void forgetValues() {
    try (MVStore store = MVStore.open(state())) {
      store.removeMap("values");
      store.removeMap("filled_columns");
    }
  }

  @Test
  void zerosThatTheExporterNoLongerWritesHideNoRenamedKey() throws Exception {
    String[] options = {"--key=no", "--separator=|", "--decimal=total_amount"};
    try (Nights nights = new Nights(directory, options)) {
      String header = "no|status|note|total_amount";
      nights.sync(List.of(header, "TRUE|paid|a|1.50", "B|paid|b|2.50", "C|paid|c|3.50"));
      List<String> rows = List.of(header, "TRUE|paid|a|1.5", "B|paid|b|2.5", "C|paid|c|3.5");
      assertThat(nights.sync(rows).out()).containsPattern("unchanged +3 ");
      Command command =
          nights.delete(List.of(header, "WAHR|paid|a|1.5", "B|paid|b|2.5", "C|paid|c|3.5"));
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).contains(doubt("TRUE", "WAHR"));
      assertThat(nights.shop.has("TRUE")).isTrue();
    }
  }
}
