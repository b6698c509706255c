package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of deletions when rows with new keys fail. */
class UnstoredRowsTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Nights nights;

  @BeforeEach
  void open() {
    nights = new Nights(directory, "--key=no", "--contact=customer", "--number=item_count");
  }

  @AfterEach
  void close() {
    nights.close();
  }

  private static List<String> orders(int first, int last, String... more) {
    List<String> lines = new ArrayList<>(List.of("no,customer,item_count"));
    for (int i = first; i <= last; i++) {
      lines.add("K" + i + ",customer-" + (1 + i % 2) + ",1");
    }
    lines.addAll(List.of(more));
    return lines;
  }

  @Test
  void renamedKeysDeleteNothingAsLongAsTheirRowsFail() throws Exception {
    nights.sync(orders(1, 12));
    String[] bad = {"new-1,customer-1,many", "new-2,customer-2,many", "new-3,customer-1,many"};
    for (int night = 0; night < 3; night++) {
      Command command = nights.delete(orders(4, 12, bad), "--max-deletes=100%");
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .contains(
              "of 3 without a row: 3 of 3 rows with new keys failed, such as line 11 with the key"
                  + " \"new-1\", and may mean these objects, so none is deleted; correct these rows"
                  + " first, or remove them from the source");
      assertThat(nights.delete(orders(4, 12, bad), "--dry-run").out())
          .containsPattern("delete +0 .*3 of 3 rows with new keys failed");
      assertThat(nights.objects()).isEqualTo(12);
    }
    // The advice, followed.
    Command corrected =
        nights.delete(
            orders(4, 12, "new-1,customer-1,1", "new-2,customer-2,1", "new-3,customer-1,1"));
    assertThat(corrected.exitCode()).isZero();
    assertThat(nights.objects()).isEqualTo(12);
    assertThat(nights.shop.has("K1")).isFalse();
  }

  @Test
  void renamedKeysOfUnknownRowsDeleteNothing() throws Exception {
    nights.sync(orders(1, 12));
    Command command =
        nights.delete(orders(4, 12, "new-1,,many", "new-2,,many"), "--max-deletes=100%");
    assertThat(command.out()).contains("2 of 2 rows with new keys failed");
    assertThat(nights.objects()).isEqualTo(12);
  }

  @Test
  void runThatMostlyFailsDeletesNothing() throws Exception {
    nights.sync(orders(1, 6));
    List<String> lines = new ArrayList<>(List.of("no,customer,item_count"));
    for (int i = 1; i <= 5; i++) {
      lines.add("K" + i + ",customer-1," + (i < 4 ? "many" : "1"));
    }
    for (int night = 0; night < 2; night++) {
      Command command = nights.delete(lines, "--max-deletes=100%");
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .contains(
              "of 1 without a row: 3 of 5 rows failed, so none is deleted; correct them first");
      assertThat(nights.objects()).isEqualTo(6);
    }
  }

  @Test
  void rowsThatFailedBeforeDoNotPreventDeletions() throws Exception {
    String[] bad = {"bad-1,customer-1,many", "bad-2,,many"};
    nights.delete(orders(1, 12, bad));
    assertThat(nights.objects()).isEqualTo(12);
    assertThat(nights.delete(orders(2, 12, bad)).out())
        .containsPattern("deleted +1  of 1 without a row\n");
    assertThat(nights.shop.has("K1")).isFalse();
  }

  @Test
  void ordersOfUnknownCustomersDoNotPreventDeletions() throws Exception {
    nights.sync(orders(1, 12));
    for (int night = 1; night < 4; night++) {
      Command command = nights.delete(orders(1 + night, 12, "new-" + night + ",guest,1"));
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).containsPattern("deleted +1  of 1 without a row\n");
      assertThat(nights.objects()).isEqualTo(12 - night);
    }
  }

  @Test
  void fewFailuresAmongNewRowsDoNotPreventDeletions() throws Exception {
    nights.sync(orders(1, 12));
    Command command = nights.delete(orders(2, 16, "new-1,customer-1,many"));
    assertThat(command.out()).containsPattern("deleted +1  of 1 without a row\n");
    assertThat(nights.shop.has("K1")).isFalse();
  }

  @Test
  void rejectedRowsAreSuspectsAsInvalidOnesAre() throws Exception {
    nights.sync(orders(1, 12));
    nights.shop.sandbox.faults().on("POST", "/custom_object_instances/*").fail(Fault.status(400));
    for (int night = 0; night < 2; night++) {
      Command command = nights.delete(orders(2, 12, "new-1,customer-2,1"));
      assertThat(command.out())
          .contains("of 1 without a row: 1 of 1 row with new keys failed, such as line 13");
      assertThat(nights.objects()).isEqualTo(12);
    }
    nights.shop.sandbox.faults().clear();
    assertThat(nights.delete(orders(2, 12, "new-1,customer-2,1")).exitCode()).isZero();
    assertThat(nights.shop.has("K1")).isFalse();
  }
}
