package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of sources that end too early, or whose quotes swallow rows. */
class CutSourceTest {
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

  private Command deleteWith(String text) throws Exception {
    Files.writeString(nights.file(), text);
    return nights.run("sync", "--delete-gone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Cut in a key, in a value, before a value, and between rows.
        "status,no\nopen,ORDER-1\nopen,ORDER-12",
        "status,no\nopen,ORDER-1\nlate,ORDER-12",
        "no,status\nORDER-1,open\nORDER-12,op",
        "no,status\nORDER-1,open\nORDER-12,",
        "no,status\nORDER-1,open\nORDER-12,open"
      })
  void lastRowOfACutFileIsNotStoredAndNothingIsDeleted(String text) throws Exception {
    nights.sync(
        List.of("no,status", "ORDER-1,open", "ORDER-12,paid", "ORDER-123,open", "ORDER-2,open"));
    for (int night = 0; night < 2; night++) {
      Command command = deleteWith(text);
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .contains(
              "line 3  ORDER-12  the end of this row may be missing, because "
                  + nights.file()
                  + " ends without a line break, and objects have no row; end the last line with a"
                  + " line break")
          .contains(
              "of 2 without a row: none is deleted, because "
                  + nights.file()
                  + " ends without a line break, so its end may be missing; end its last line with"
                  + " a line break");
      assertThat(nights.run("sync", "--delete-gone", "--dry-run").out())
          .contains("line 3  ORDER-12  the end of this row may be missing")
          .containsPattern("delete +0  of 2 without a row: none is deleted");
      assertThat(nights.objects()).isEqualTo(4);
      assertThat(nights.shop.order("ORDER-12").getAttributes()).containsEntry("status", "paid");
    }
    // The advice, followed.
    Files.writeString(nights.file(), "\n", StandardOpenOption.APPEND);
    assertThat(nights.run("sync", "--delete-gone").exitCode()).isZero();
    assertThat(nights.objects()).isEqualTo(2);
  }

  @Test
  void unchangedLastRowOfACutFileDoesNotFail() throws Exception {
    nights.sync(List.of("no,status", "1,open", "2,open", "3,open"));
    Files.writeString(nights.file(), "no,status\n1,open\n2,open");
    assertThat(nights.run("sync").exitCode()).isZero();
    Command command = nights.run("sync", "--delete-gone");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .containsPattern("failed +0")
        .contains("of 1 without a row: none is deleted, because " + nights.file() + " ends");
    assertThat(nights.objects()).isEqualTo(3);
  }

  @Test
  void fileWithoutALastLineBreakIsCompleteIfEachObjectHasARow() throws Exception {
    nights.sync(List.of("no,status", "1,open", "2,open"));
    assertThat(deleteWith("no,status\n1,open\n2,paid\n3,open").exitCode()).isZero();
    assertThat(nights.shop.order("2").getAttributes()).containsEntry("status", "paid");
    assertThat(nights.shop.has("3")).isTrue();
  }

  @Test
  void closedQuoteEndsTheLastCell() throws Exception {
    nights.sync(List.of("no,status", "K1,paid", "K12,paid"));
    assertThat(deleteWith("status,no\npaid,\"K1\"").exitCode()).isZero();
    assertThat(nights.shop.has("K12")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no,note\n1,a\n2,\"b\n3,c\n4,d\"\n5,e\n6,f\n",
        "no,note\r\n1,a\r\n2,\"b\r\n3,c\r\n4,d\"\r\n5,e\r\n6,f\r\n",
        "note,no\na,1\n\"b\nc,3\nd,4\",2\ne,5\nf,6\n"
      })
  void rowWithinACellDeletesNothing(String text) throws Exception {
    nights.sync(List.of("no,note", "1,a", "2,b", "3,c", "4,d", "5,e", "6,f"));
    for (String option : new String[] {"--dry-run", "--max-deletes=100%"}) {
      Files.writeString(nights.file(), text);
      Command command = nights.run("sync", "--delete-gone", option);
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .contains(
              "of 2 without a row: none is deleted, because line 4 is within a cell, but looks like"
                  + " the row of \"3\"; correct the quotes before it");
      assertThat(nights.objects()).isEqualTo(6);
    }
    // Also without --delete-gone, the rows are not stored, so the line is reported.
    Files.writeString(nights.file(), text);
    assertThat(nights.run("sync").out()).contains("line 4 is within a cell");
  }

  @Test
  void cellOfSeveralLinesIsNoRow() throws Exception {
    nights.sync(List.of("no,note", "1,a", "2,b", "3,c", "4,d"));
    assertThat(deleteWith("no,note\n1,\"a\n2,x\n9,y\nsee 3, and 4\"\n2,b\n3,c\n").exitCode())
        .isZero();
    assertThat(nights.objects()).isEqualTo(3);
  }
}
