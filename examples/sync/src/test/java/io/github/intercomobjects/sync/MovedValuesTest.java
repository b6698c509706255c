package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of columns that were sorted or shifted without the others, or that lost their values. */
class MovedValuesTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static final int ROWS = 40;

  private Nights nights() {
    return new Nights(directory, "--key=no", "--number=item_count");
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      keys.add("K" + i);
    }
    return keys;
  }

  /** Returns rows with three values each, in their usual order, with these keys. */
  private static List<String> orders(List<String> keys) {
    List<String> lines = new ArrayList<>(List.of("no,status,note,item_count"));
    for (int i = 0; i < keys.size(); i++) {
      lines.add(keys.get(i) + ",paid,note " + i + "," + i);
    }
    return lines;
  }

  private static List<String> rotated(int distance) {
    List<String> keys = keys();
    Collections.rotate(keys, distance);
    return keys;
  }

  private static String moved(String counts, int line, int updated) {
    return counts
        + " have the values that rows with other keys had before, the first in line "
        + line
        + ", so nothing was sent; check that no columns were sorted or shifted without no, or allow"
        + " these changes, also in later runs, with --max-updates "
        + updated;
  }

  private static void assertRefused(Nights nights, List<String> lines, String message)
      throws Exception {
    for (String[] options : new String[][] {{"--dry-run"}, {}, {"--delete-gone"}}) {
      Command command = nights.sync(lines, options);
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err()).contains(message);
      assertThat(command.out()).doesNotContain("A run would");
      assertThat(nights.writes()).isEmpty();
    }
    nights.write(lines);
    Command reconcile = nights.run("reconcile", "--apply");
    assertThat(reconcile.exitCode()).isEqualTo(1);
    assertThat(reconcile.err()).contains(message);
    assertThat(nights.writes()).isEmpty();
  }

  @Test
  void keysThatWereSortedAloneSendNothing() throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders(keys()));
      List<String> sorted = keys();
      Collections.sort(sorted);
      assertRefused(nights, orders(sorted), moved("38 of 38 changed rows", 4, 38));
      // The advice, followed.
      assertThat(nights.sync(orders(sorted), "--max-updates=38").exitCode()).isZero();
      assertThat(nights.shop.order("K10").getAttributes()).containsEntry("note", "note 2");
    }
  }

  @Test
  void valuesThatMoveEveryNightAreAllowedOnce() throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders(keys()));
      assertThat(nights.sync(orders(rotated(1))).exitCode()).isEqualTo(1);
      assertThat(nights.sync(orders(rotated(1)), "--max-updates=100%").exitCode()).isZero();
      assertThat(nights.sync(orders(rotated(2))).exitCode()).isZero();
      assertThat(nights.shop.order("K3").getAttributes()).containsEntry("note", "note 5");
    }
  }

  @Test
  void keysThatWereShiftedByOneRowSendNothing() throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders(keys()));
      assertRefused(nights, orders(rotated(1)), moved("40 of 40 changed rows", 2, 40));
      List<String> shifted = keys();
      shifted.remove(0);
      assertRefused(nights, orders(shifted), moved("39 of 39 changed rows", 2, 39));
      assertThat(nights.sync(orders(rotated(1)), "--max-updates=100%").exitCode()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 0, false", "5, 0, true", "5, 4, true", "5, 5, false"})
  void atLeastFiveRowsAndMostOfThoseThatChangedMustHaveOtherValues(
      int moved, int others, boolean refused) throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders(keys()));
      List<String> keys = keys();
      Collections.rotate(keys.subList(0, moved), 1);
      List<String> lines = orders(keys);
      for (int i = 0; i < others; i++) {
        lines.set(ROWS - i, lines.get(ROWS - i).replace("paid", "sent"));
      }
      Command command = nights.sync(lines);
      assertThat(command.exitCode()).isEqualTo(refused ? 1 : 0);
      assertThat(command.err().contains("had before")).isEqualTo(refused);
    }
  }

  @Test
  void changesOfAllRowsAreNoDoubt() throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders(keys()));
      List<String> lines = orders(keys());
      lines.replaceAll(line -> line.replace("paid", "sent"));
      assertThat(nights.sync(lines).exitCode()).isZero();
      assertThat(nights.shop.order("K1").getAttributes()).containsEntry("status", "sent");
    }
  }

  @Test
  void moreChangesThanAllowedSendNothing() throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders(keys()));
      List<String> lines = orders(keys());
      lines.replaceAll(line -> line.replace("note 1", "note x"));
      Command command = nights.sync(lines, "--max-updates=25%");
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err())
          .contains(
              "11 rows of known objects changed, and at most 10 of 40 may change (--max-updates"
                  + " 25%), so nothing was sent; check these rows, or allow them with --max-updates"
                  + " 11");
      assertThat(nights.writes()).isEmpty();
      assertThat(nights.sync(lines, "--max-updates=11").exitCode()).isZero();
    }
  }

  @Test
  void limitOfUpdatesMustBeANumberOrAPercentage() throws Exception {
    try (Nights nights = nights()) {
      nights.write(orders(keys()));
      for (String command : new String[] {"sync", "reconcile"}) {
        Command rejected = nights.run(command, "--max-updates=many");
        assertThat(rejected.exitCode()).isEqualTo(1);
        assertThat(rejected.err())
            .contains(
                "--max-updates must be a number such as 50, or a percentage such as 5%, was"
                    + " \"many\"");
      }
    }
  }

  private static List<String> withoutNotes(int rows) {
    List<String> lines = orders(keys().subList(0, rows));
    lines.replaceAll(line -> line.replaceFirst("note [0-9]+", ""));
    return lines;
  }

  private static String emptied(String columns, int rows, String allowed) {
    return columns
        + " empty in all "
        + rows
        + " rows, but had values in the last complete run. All objects would lose them, so nothing"
        + " was sent; check that the export fills "
        + allowed
        + ", or allow it with --allow-empty";
  }

  @Test
  void columnThatLostAllValuesSendsNothing() throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders(keys()));
      assertRefused(nights, withoutNotes(ROWS), emptied("note is", ROWS, "note"));
      List<String> bare = new ArrayList<>(withoutNotes(5));
      bare.replaceAll(line -> line.replaceFirst(",[0-9]+$", ","));
      assertRefused(nights, bare, emptied("note, item_count are", 5, "note, item_count"));
      // The advice, followed.
      assertThat(nights.sync(withoutNotes(ROWS), "--allow-empty").exitCode()).isZero();
      assertThat(nights.shop.order("K1").getAttributes().get("note")).isNull();
      List<String> changed = withoutNotes(ROWS);
      changed.replaceAll(line -> line.replace("paid", "sent"));
      assertThat(nights.sync(changed).exitCode()).isZero();
    }
  }

  @Test
  void sourceWithoutRowsDoesNotHideAColumnThatLostAllValues() throws Exception {
    try (Nights nights = nights()) {
      nights.sync(orders(keys()));
      assertThat(nights.sync(orders(List.of())).exitCode()).isZero();
      assertRefused(nights, withoutNotes(ROWS), emptied("note is", ROWS, "note"));
    }
  }

  @Test
  void columnOfTimesThatLostAllValuesSendsNothing() throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--created-at=placed")) {
      List<String> lines = new ArrayList<>(List.of("no,placed"));
      keys().forEach(key -> lines.add(key + ",2026-01-01T10:00:00Z"));
      nights.sync(lines);
      lines.replaceAll(line -> line.replaceFirst(",2026.*", ","));
      assertRefused(nights, lines, emptied("placed is", ROWS, "placed"));
    }
  }

  @Test
  void columnWithoutAValueMayHaveHadFewOrMissOnlyInOneRow() throws Exception {
    try (Nights nights = nights()) {
      List<String> few = new ArrayList<>(withoutNotes(ROWS));
      for (int i = 1; i <= 9; i++) {
        few.set(i, orders(keys()).get(i));
      }
      nights.sync(few);
      assertThat(nights.sync(withoutNotes(ROWS)).exitCode()).isZero();
      nights.sync(orders(keys()));
      assertThat(nights.sync(withoutNotes(ROWS), "--only=K7").exitCode()).isZero();
      assertThat(nights.shop.order("K7").getAttributes().get("note")).isNull();
    }
  }
}
