package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of runs whose type has no room, though deletions will make some. */
class FullTypeTest {
  private static final int ROOM = 60;

  /** The calls in flight when the twentieth refusal arrives may be refused too. */
  private static final int MOST_REFUSED = CommonCause.MAX_REFUSALS + 2 * Workers.THREADS;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private final Workspace workspace =
      Workspace.builder()
          .objectType(
              ObjectTypeDefinition.builder("Order").text("status").integer("item_count").build())
          .maxInstancesPerType(ROOM)
          .build();

  @SuppressWarnings("NullAway.Init")
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = Sandbox.start(workspace);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Command sync(List<String> rows, String... options) throws IOException {
    List<String> lines = new ArrayList<>(List.of("no,status,item_count"));
    lines.addAll(rows);
    Path file = Files.write(directory.resolve("orders.csv"), lines);
    return Command.live(
        sandbox,
        file,
        Command.with(
            options, "--key=no", "--decimal=item_count", "--delete-gone", "--max-deletes=100%"));
  }

  private static List<String> rows(String prefix, int first, int last, String status) {
    List<String> rows = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      rows.add(prefix + i + "," + status + ",1");
    }
    return rows;
  }

  @SafeVarargs
  private static List<String> all(List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    return all;
  }

  private long posts() {
    return sandbox.getCalls().stream().filter(call -> call.getMethod().equals("POST")).count();
  }

  @Test
  void fullTypeEndsCreationsUntilDeletionsMakeRoom() throws IOException {
    assertThat(sync(rows("old-", 1, ROOM, "paid")).exitCode()).isZero();
    long before = posts();
    Path log = directory.resolve("rows.jsonl");
    // One object has no row any more; one that exists has changed.
    List<String> changed =
        all(rows("old-", 2, ROOM - 1, "paid"), rows("new-", 1, 300, "paid"), List.of("old-60,x,1"));
    Command night = sync(changed, "--log=" + log, "--max-failed=100%");
    assertThat(night.exitCode()).isEqualTo(2);
    assertThat(night.out())
        .containsPattern("stored +1\n")
        .containsPattern("unchanged +58 ")
        .containsPattern(
            "not tried +2[0-9]{2}  the type was full before the deletions; the next run stores the"
                + " others\n")
        .containsPattern("deleted +1  of 1 without a row\n")
        .endsWith("; the exit code is 2 for another reason\n");
    assertThat(posts() - before).isBetween(21L, MOST_REFUSED + 1L);
    assertThat(Files.readAllLines(log)).hasSize(359);
    assertThat(Files.readAllLines(log).stream().filter(line -> line.contains("\"not sent\"")))
        .hasSize((int) (300 - (posts() - before - 1)));
    assertThat(workspace.findInstance("Order", "old-1")).isEmpty();
    assertThat(workspace.getInstances("Order")).hasSize(ROOM - 1);
    // The next run stores as many as there is room for.
    assertThat(sync(changed).err()).contains(". Stopped after 1 row had been stored and ");
  }

  @Test
  void updatesBetweenRefusalsDoNotKeepCreationsGoing() throws IOException {
    sync(rows("old-", 1, ROOM, "paid"));
    long before = posts();
    List<String> mixed = new ArrayList<>();
    for (int i = 2; i <= ROOM; i++) {
      mixed.addAll(rows("new-", 10 * i, 10 * i + 4, "paid"));
      mixed.addAll(rows("old-", i, i, "open"));
    }
    Command night = sync(mixed);
    assertThat(night.out()).containsPattern("stored +59\n").containsPattern("deleted +1 ");
    assertThat(posts() - before).isLessThan(59 + MOST_REFUSED + 1L);
  }

  @Test
  void fullTypeEndsTheRunIfNothingMayBeDeletedInTheEnd() throws IOException {
    sync(rows("old-", 1, ROOM, "paid"));
    List<String> bad = List.of("bad-1,paid,1.5", "bad-2,paid,1.5", "bad-3,paid,1.5");
    Command night = sync(all(bad, rows("old-", 2, ROOM, "paid"), rows("new-", 1, 100, "paid")));
    assertThat(night.exitCode()).isEqualTo(1);
    assertThat(night.err())
        .contains("3 of 3 rows with new keys failed, such as line 2 with the key \"bad-1\"")
        .contains(
            "intercom-sync: 20 calls were refused for the same reason, which no row can change, and"
                + " none was accepted in between: ")
        .contains("; the type Order is full: ");
    assertThat(workspace.getInstances("Order")).hasSize(ROOM);
    // The advice, followed.
    Command corrected = sync(all(rows("old-", 2, ROOM, "paid"), rows("new-", 1, 100, "paid")));
    assertThat(corrected.out()).containsPattern("deleted +1 ");
  }

  @Test
  void rowsWithoutRoomDoNotOutweighInvalidRows() throws IOException {
    sync(rows("old-", 1, ROOM, "paid"));
    List<String> renamed = List.of("bad-1,paid,many", "bad-2,paid,many", "bad-3,paid,many");
    Command night = sync(all(renamed, rows("old-", 4, ROOM, "paid"), rows("new-", 1, 4, "paid")));
    assertThat(night.exitCode()).isEqualTo(2);
    assertThat(night.out()).contains("of 3 without a row: 3 of 3 rows with new keys failed");
    assertThat(workspace.getInstances("Order")).hasSize(ROOM);
  }

  @Test
  void rowsWithoutRoomDoNotCountAsFailedRowsOfTheRun() throws IOException {
    sync(rows("old-", 1, ROOM, "paid"));
    Command night = sync(rows("new-", 1, ROOM, "paid"));
    assertThat(night.exitCode()).isEqualTo(2);
    assertThat(night.out()).containsPattern("deleted +60 ");
    assertThat(sync(rows("new-", 1, ROOM, "paid")).out()).containsPattern("stored +60\n");
  }
}
