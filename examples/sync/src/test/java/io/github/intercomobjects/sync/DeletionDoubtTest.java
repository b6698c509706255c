package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.ObjectType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of sources that do not show for sure which objects have no row. */
class DeletionDoubtTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Path file() {
    return directory.resolve("orders.csv");
  }

  private Command sync(String... options) {
    return Command.live(shop.sandbox, file(), Command.with(options, "--key=no"));
  }

  private Command delete(String... options) {
    return sync(Command.with(options, "--delete-gone"));
  }

  /** Writes a file with keys and one other column, unless the header is given as well. */
  private void write(String... keys) throws IOException {
    List<String> lines = new ArrayList<>(List.of("no,status"));
    for (String key : keys) {
      lines.add("\"" + key.replace("\"", "\"\"") + "\",paid");
    }
    Files.writeString(file(), String.join("\n", lines) + "\n");
  }

  private static String[] keys(String prefix, int first, int last) {
    String[] keys = new String[last - first + 1];
    Arrays.setAll(keys, i -> prefix + (first + i));
    return keys;
  }

  private int objects() {
    return shop.workspace.getInstances("Order").size();
  }

  @Test
  void sourceWithoutRowsDeletesNothingUnlessThatIsAllowed() throws IOException {
    for (int size : new int[] {1, 3, 9}) {
      write(keys("K", 1, size));
      sync();
      write();
      Command empty = delete("--max-deletes=100%");
      assertThat(empty.exitCode()).isEqualTo(2);
      assertThat(empty.out())
          .contains(
              "of "
                  + size
                  + " without a row: the source has no rows, so none is deleted; check that its"
                  + " export has not failed, or add --allow-empty");
      assertThat(objects()).isEqualTo(size);
      assertThat(delete("--max-deletes=100%", "--dry-run").out())
          .containsPattern("delete +0 .*the source has no rows");
    }
    assertThat(delete("--max-deletes=100%", "--allow-empty").exitCode()).isZero();
    assertThat(objects()).isZero();
  }

  @Test
  void reportInPlaceOfTheSourceDeletesNothing() throws IOException {
    write(keys("K", 1, 4));
    sync();
    Files.writeString(
        file(), "no,status,intercom_sync_place,intercom_sync_reason\nK1,sent,line 2,corrected\n");
    Command command = delete("--max-deletes=100%", "--state=" + file() + ".intercom-sync");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .contains(
            "of 3 without a row: none is deleted, because "
                + file()
                + " is a report of failed rows, which is only a part of a source");
    assertThat(objects()).isEqualTo(4);
  }

  @Test
  void allObjectsOfASmallTypeAreDeletedOnlyIfTheirNumberIsGiven() throws IOException {
    write("K1");
    sync();
    write("L1");
    assertThat(delete().out())
        .contains(
            "of 1 without a row: at most 0 of 1 may be deleted (by default 10 %, or up to 10 if that"
                + " is no more than half), so none is deleted; check that the source is complete,"
                + " or allow them with --max-deletes 1");
    assertThat(shop.has("K1")).isTrue();
    assertThat(delete("--max-deletes=1").exitCode()).isZero();
    assertThat(shop.has("K1")).isFalse();
  }

  @Test
  void emptySourceMustAlsoBeWithinMaxDeletes() throws IOException {
    write(keys("K", 1, 4));
    sync();
    write();
    Command command = delete("--allow-empty");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .contains("of 4 without a row: at most 2 of 4 may be deleted (by default");
    assertThat(objects()).isEqualTo(4);
  }

  @Test
  void allowEmptyWithoutDeleteGoneDeletesNothing() throws IOException {
    write("A", "B");
    sync();
    write();
    assertThat(sync("--allow-empty").exitCode()).isZero();
    assertThat(objects()).isEqualTo(2);
  }

  @Test
  void sourceWithoutRowsIsReportedByEachCommand() throws IOException {
    write();
    String warning =
        "warning       source: " + file() + " has no rows; check that its export has not";
    assertThat(sync().out()).contains(warning);
    assertThat(sync("--dry-run").out()).contains(warning);
    assertThat(Command.rehearse(file(), "--key=no").out()).contains(warning);
    for (String command : new String[] {"check", "reconcile"}) {
      Command result =
          Command.any(
              Map.of("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken()),
              command,
              file().toString(),
              "--key=no",
              "--live",
              "--base-url=" + shop.sandbox.getBaseUrl());
      assertThat(result.out()).contains(warning);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "3, 1", "10, 5", "20, 10", "99, 10", "200, 20"})
  void defaultLimitIsNeverMoreThanHalf(int known, int allowed) {
    assertThat(Limit.byDefault("--max-deletes").of(known)).isEqualTo(allowed);
  }

  @Test
  void objectsOfTheSameRunDoNotRaiseTheLimit() throws IOException {
    // Each key has another form, so that all known objects look deleted.
    write(keys("K", 1, 10));
    sync();
    write(keys("ORDER/", 1, 30));
    for (int night = 0; night < 3; night++) {
      Command command = delete();
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).contains("of 10 without a row: at most 5 of 10 may be deleted");
      assertThat(objects()).isEqualTo(40);
    }
    assertThat(delete("--max-deletes=10").exitCode()).isZero();
    assertThat(objects()).isEqualTo(30);
    write(keys("ORDER/", 11, 30));
    assertThat(delete("--max-deletes=20").exitCode()).isZero();
    assertThat(objects()).isEqualTo(20);
  }

  @Test
  void keyInAnotherEncodingDeletesNothing() throws IOException {
    List<String> lines = new ArrayList<>(List.of("no;note"));
    for (int i = 1; i < 40; i++) {
      lines.add("K" + i + ";x");
    }
    lines.add("K\u00FC1;x");
    String text = String.join("\r\n", lines) + "\r\n";
    Files.writeString(file(), text, StandardCharsets.UTF_8);
    sync("--separator=;");
    Files.writeString(file(), text, Charset.forName("windows-1252"));
    for (String dryRun : new String[] {"--dry-run", "--show=9"}) {
      Command command = delete("--separator=;", dryRun);
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err())
          .contains(" is not UTF-8: line 41 has the byte 0xFC, ")
          .contains("give --encoding windows-1252, or save it as UTF-8");
      assertThat(objects()).isEqualTo(40);
      assertThat(shop.has("K\u00FC1")).isTrue();
    }
  }

  @Test
  void keyInTwoRowsDeletesNothing() throws IOException {
    write("K1", "K2", "K3");
    sync();
    write("K1", "K2", "K2");
    Command command = delete();
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .contains("line 4, whose key \"K2\" is in two rows, may belong to any object");
    assertThat(objects()).isEqualTo(3);
  }

  @Test
  void roundedNumberAsKeyDeletesNothing() throws IOException {
    write("1234567890123456", "2", "3");
    sync();
    write("1.23457E+15", "2", "3");
    Command command = delete();
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .contains(
            "line 2, whose key \"1.23457E+15\" is a number of which a spreadsheet kept the first"
                + " digits only, may belong to any object");
    assertThat(shop.has("1234567890123456")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "A-1|A-1 ",
        "A-1|\u00A0A-1",
        "A-1|\uFEFFA-1",
        "A-1|A-\u200B1",
        "A-1|'A-1'",
        "A-1|=\"A-1\"",
        "A-1|\u201CA-1\u201D",
        "007|7",
        "7|7.0",
        "12345|12,345",
        "K\u00FC1|Ku\u03081",
        "K\u00FC1|K\u00C3\u00BC1",
        "K\u00FC1|K?1",
        "K1 |K1"
      })
  void similarKeyKeepsItsObject(String before, String after) throws IOException {
    write(before, "B", "C", "D", "E");
    sync("--keep-blanks");
    write(after, "B", "C", "D");
    assertThat(delete("--keep-blanks", "--dry-run").out()).containsPattern("delete +1\n");
    for (int night = 0; night < 2; night++) {
      Command command = delete("--keep-blanks");
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .contains(
              "Not deleted:\n  "
                  + Printable.key(before)
                  + "  line 2 has the similar key \""
                  + Printable.line(after)
                  + "\", and may mean this object; correct that key, or delete the object in"
                  + " Intercom and run reconcile --apply");
      assertThat(shop.has(before)).isTrue();
      assertThat(shop.has("E")).isFalse();
    }
    // The advice, followed.
    write(before, "B", "C", "D");
    assertThat(delete("--keep-blanks").exitCode()).isZero();
    assertThat(shop.has(before)).isTrue();
    assertThat(shop.has(after)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A1", "A-10", "B-1", "A-1-1", "A 1"})
  void otherKeyIsNotSimilar(String other) {
    assertThat(SimilarKeys.form(other)).isNotEqualTo(SimilarKeys.form("A-1"));
  }

  @Test
  void longKeyIsItsOwnForm() {
    for (String part : new String[] {"0", " ", ",000", "\u00FC"}) {
      String key = "1" + part.repeat(500_000) + "x";
      assertThat(SimilarKeys.form(key)).isEqualTo(key);
    }
  }

  @Test
  void otherLetterIsNotSimilar() throws IOException {
    write("K\u00FC1", "K\u00E41", "B");
    sync();
    write("K\u00FC1", "B");
    assertThat(delete().exitCode()).isZero();
    assertThat(shop.has("K\u00E41")).isFalse();
  }

  @Test
  void objectThatIsDeletedByHandIsForgottenByReconcile() throws Exception {
    write("A-1", "B", "C", "D");
    sync();
    write("A--1", "B", "C", "D");
    assertThat(delete().exitCode()).isEqualTo(2);
    try (Connection byHand = Connection.to(shop.sandbox.getBaseUrl(), shop.sandbox.getToken())) {
      byHand.intercom().customObjects(ObjectType.untyped("Order")).deleteByExternalId("A-1");
    }
    Command reconciled =
        Command.any(
            Map.of("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken()),
            "reconcile",
            file().toString(),
            "--key=no",
            "--live",
            "--apply",
            "--base-url=" + shop.sandbox.getBaseUrl());
    assertThat(reconciled.exitCode()).isZero();
    assertThat(delete().exitCode()).isZero();
  }

  @Test
  void fileThatIsWrittenDuringTheRunDeletesNothing() throws IOException {
    write(keys("K", 1, 400));
    sync();
    write(keys("K", 1, 399));
    // An exporter begins the file again after the first reading.
    Command command =
        Command.stoppedBy(
            () -> {
              truncate();
              return false;
            },
            Map.of("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken()),
            "sync",
            file().toString(),
            "--key=no",
            "--delete-gone",
            "--max-deletes=399",
            "--live",
            "--base-url=" + shop.sandbox.getBaseUrl());
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .containsPattern("unchanged +399 ")
        .contains(
            "of 1 without a row: none is deleted, because "
                + file()
                + " changed during the run, so the rows that were read may not be all; run the"
                + " command again when the file is complete");
    assertThat(objects()).isEqualTo(400);
    write(keys("K", 1, 399));
    assertThat(delete().exitCode()).isZero();
    assertThat(objects()).isEqualTo(399);
  }

  private void truncate() {
    try {
      Files.writeString(file(), "no,status\nK1,paid\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
