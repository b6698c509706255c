package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of rows whose cells or keys a program or a disk has damaged. */
class DamagedRowsTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Nights nights;

  @BeforeEach
  void open() {
    nights = new Nights(directory, "--key=no");
  }

  @AfterEach
  void close() {
    nights.close();
  }

  private String note(String key) {
    return String.valueOf(nights.shop.order(key).getAttributes().get("note"));
  }

  @Test
  void keyOfTwoRowsOverwritesNoObject() throws Exception {
    nights.sync(List.of("no,note", "7,plain", "007,padded"));
    Command next = nights.sync(List.of("no,note", "7,padded", "7,plain"));
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(next.out())
        .contains(
            """
              2 rows: no is also in another line; use each key in one only
                line 2  7  like line 3
                line 3  7  like line 2
            """);
    assertThat(note("7")).isEqualTo("plain");
    assertThat(nights.writes()).isEmpty();
  }

  @Test
  void oldExportBeforeTheNewOneOverwritesNothing() throws Exception {
    nights.sync(List.of("no,note", "1,new", "2,new", "3,new"));
    Command next =
        nights.sync(List.of("no,note", "1,old", "2,old", "3,new", "1,new", "2,new", "3,new"));
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(next.out()).containsPattern("unchanged +1 ").containsPattern("failed +5 ");
    assertThat(nights.writes()).isEmpty();
  }

  @Test
  void firstOfTwoRowsWithANewKeyIsStored() throws Exception {
    Command first = nights.sync(List.of("no,note", "1,first", "1,second"));
    assertThat(first.exitCode()).isEqualTo(2);
    assertThat(note("1")).isEqualTo("first");
  }

  @Test
  void missingPartOfTheFileDeletesNothing() throws Exception {
    List<String> lines = List.of("no,note", "1,one", "2,two", "3,three", "4,four", "5,five");
    nights.sync(lines);
    byte[] file = String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8);
    // A crash leaves zeros where lines 3 to 5 were.
    int from = new String(file, StandardCharsets.UTF_8).indexOf("2,two");
    int to = new String(file, StandardCharsets.UTF_8).indexOf("5,five");
    Arrays.fill(file, from, to, (byte) 0);
    Files.write(nights.file(), file);
    Command next = nights.run("sync", "--delete-gone");
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(next.out())
        .contains("line 3, which has NUL characters, may belong to any object, so none is deleted");
    assertThat(nights.writes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#NAME?", "#N/A", "#WERT!", "########", "NULL", "\\N", "(null)", " NULL", "A\tB"})
  void keyThatIsNoneFailsAndDeletesNothing(String key) throws Exception {
    nights.sync(List.of("no,note", "A-77,one", "2,two", "3,three", "4,four"));
    Command next = nights.delete(List.of("no,note", key + ",other", "2,two", "3,three", "4,four"));
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(next.out()).contains("may belong to any object, so none is deleted");
    assertThat(nights.writes()).isEmpty();
    assertThat(nights.shop.has("A-77")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"#REF!", "#DIV/0!", "#BEZUG!", "########", " #N/A "})
  void errorOfASpreadsheetIsNoValue(String error) throws Exception {
    Command command = nights.sync(List.of("no,note", "1," + error, "2,two"));
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .contains(
            "note \""
                + error
                + "\" is an error of a spreadsheet; correct its formula, or empty the cell");
    assertThat(nights.shop.has("1")).isFalse();
    assertThat(nights.shop.has("2")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"#1", "#sale", "####", "#REF", "NULL", "N/A"})
  void textThatIsNoErrorIsStored(String text) throws Exception {
    assertThat(nights.sync(List.of("no,note", "1," + text)).exitCode()).isZero();
    assertThat(note("1")).isEqualTo(text);
  }
}
