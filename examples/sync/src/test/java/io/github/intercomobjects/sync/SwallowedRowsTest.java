package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of rows that stray quotes turn into a cell of another row. */
class SwallowedRowsTest {
  private static final String HEADER = "no,status,total_amount,note,cust";
  private static final String REASON =
      "line 4 is within a cell of this row, but looks like the row of \"O-3\"; correct the quotes"
          + " before it, or remove the line from the cell";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Nights nights;

  @BeforeEach
  void open() {
    nights = new Nights(directory, "--key=no", "--contact=cust", "--decimal=total_amount");
  }

  @AfterEach
  void close() {
    nights.close();
  }

  private static List<String> orders() {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (int i = 1; i <= 9; i++) {
      lines.add("O-" + i + ",open," + i + ".5,n" + i + ",customer-" + (1 + i % 2));
    }
    return lines;
  }

  /**
   * Returns the orders with a stray quote before the note of one row, and after that of another.
   */
  private static List<String> withQuotes(int first, int last) {
    List<String> lines = orders();
    lines.set(first, lines.get(first).replace(",n", ",\"n"));
    lines.set(last, lines.get(last).replace(",customer", "\",customer"));
    return lines;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowThatSwallowedOthersFails(boolean known) throws Exception {
    if (known) {
      nights.sync(orders());
    }
    for (int last : new int[] {3, 6}) {
      for (String option : new String[] {"--dry-run", "--show=3", "--delete-gone"}) {
        Command command = nights.sync(withQuotes(2, last), option);
        assertThat(command.exitCode()).as(command.out()).isEqualTo(2);
        assertThat(command.out()).contains("line 3  O-2  " + REASON);
      }
    }
    assertThat(nights.objects()).isEqualTo(known ? 9 : 7);
    assertThat(nights.shop.has("O-2")).isEqualTo(known);
    // The advice, followed.
    assertThat(nights.sync(orders()).exitCode()).isZero();
    assertThat(nights.shop.order("O-2").getAttributes()).containsEntry("note", "n2");
  }

  @Test
  void checkReportsARowThatSwallowedOthers() throws Exception {
    Files.write(nights.file(), withQuotes(2, 6));
    String[] options = {"--key=no", "--contact=cust", "--decimal=total_amount"};
    Command command =
        Command.any(
            Map.of(), Command.with(new String[] {"check", nights.file().toString()}, options));
    assertThat(command.out()).contains(REASON).contains("of which 1 will fail");
  }

  @Test
  void rowsWithAKeyAfterTheQuotesAreFound() throws Exception {
    nights.close();
    nights = new Nights(directory, "--key=no", "--decimal=total_amount");
    Command command =
        nights.sync(
            List.of(
                "status,note,total_amount,no", "a,b,1,K1", "a,\"b,2,K2", "a,b\",3,K3", "a,b,4,K4"));
    assertThat(command.exitCode()).as(command.out()).isEqualTo(2);
    assertThat(command.out())
        .contains(
            "line 3  K3  line 3 is within a cell of this row, but looks like the row of \"K2\"");
    assertThat(nights.objects()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two\nlines",
        "see O-3,open\nand O-4",
        "Main Street 1\n12345,Berlin,Germany",
        // Rows that are in the file as well.
        "n2,customer-1\nO-3,open,3.5,n3,customer-2\nO-4,open,4.5,n4",
        "n2,customer-1\nsum,of,all,orders,below\nx,y,z,n4"
      })
  void noteOfSeveralLinesIsStored(String note) throws Exception {
    for (int night = 0; night < 2; night++) {
      List<String> lines = orders();
      lines.set(2, "O-2,open,2.5,\"" + note + night + "\",customer-1");
      Command command = nights.sync(lines);
      assertThat(command.exitCode()).as(command.out()).isZero();
      assertThat(nights.shop.order("O-2").getAttributes()).containsEntry("note", note + night);
    }
  }
}
