package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sync.StateOwner.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the deletions of several runs, which count together. */
class RecentLossesTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Shop shop;

  private Instant now = Instant.parse("2026-11-29T02:30:00Z");

  @BeforeEach
  void open() {
    shop = new Shop();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** Runs {@code sync --delete-gone} with the orders from a first to a last number. */
  private Command delete(int first, int last, String... options) throws Exception {
    List<String> lines = new ArrayList<>(List.of("no"));
    for (int i = first; i <= last; i++) {
      lines.add("K" + i);
    }
    Path file = Files.write(directory.resolve("orders.csv"), lines);
    String[] arguments = {"sync", file.toString(), "--key=no", "--delete-gone", "--live"};
    return Command.at(
        Clock.fixed(now, ZoneOffset.UTC),
        Map.of(Shell.TOKEN, shop.sandbox.getToken()),
        Command.with(Command.with(arguments, "--base-url=" + shop.sandbox.getBaseUrl()), options));
  }

  private void pass(String duration) {
    now = now.plus(Duration.parse(duration));
  }

  private int objects() {
    return shop.workspace.getInstances("Order").size();
  }

  @Test
  void runsEveryFiveMinutesDeleteNoMoreThanOneRun() throws Exception {
    delete(1, 40);
    for (int first = 6; first <= 11; first += 5) {
      pass("PT5M");
      assertThat(delete(first, 40).exitCode()).isZero();
    }
    assertThat(objects()).isEqualTo(30);
    pass("PT5M");
    for (String option : new String[] {"--dry-run", "--show=1"}) {
      Command command = delete(12, 40, option);
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .contains(
              "of 1 without a row: at most 10 of 40 may be deleted (by default 10 %, or up to 10 if"
                  + " that is no more than half) in 20 hours, and 10 were deleted already, so none"
                  + " is deleted; check that the source is complete, or allow them with"
                  + " --max-deletes 11");
    }
    assertThat(objects()).isEqualTo(30);
    // The advice, followed.
    assertThat(delete(12, 40, "--max-deletes=11").exitCode()).isZero();
    assertThat(objects()).isEqualTo(29);
  }

  @Test
  void eachNightlyRunMayDeleteUpToTheLimit() throws Exception {
    delete(1, 40);
    for (int night = 1; night <= 3; night++) {
      pass("PT24H");
      assertThat(delete(1 + 9 * night, 40).exitCode()).isZero();
      assertThat(objects()).isEqualTo(40 - 9 * night);
    }
  }

  @Test
  void percentageIsAPartOfTheObjectsBeforeTheFirstDeletion() throws Exception {
    delete(1, 20);
    assertThat(delete(6, 20, "--max-deletes=50%").exitCode()).isZero();
    pass("PT1H");
    assertThat(delete(11, 20, "--max-deletes=50%").exitCode()).isZero();
    pass("PT1H");
    assertThat(delete(12, 20, "--max-deletes=50%").out())
        .contains("at most 10 of 20 may be deleted (--max-deletes 50%) in 20 hours, and 10 were");
    pass("PT20H");
    assertThat(delete(12, 20, "--max-deletes=50%").exitCode()).isZero();
  }

  @Test
  void deletionsAtATimeToComeAreIgnored() throws Exception {
    delete(1, 20);
    pass("P3650D");
    assertThat(delete(11, 20).exitCode()).isZero();
    pass("P-3650D");
    assertThat(delete(13, 20).exitCode()).isZero();
  }

  @Test
  void deletionIsCountedWithItsObjectAndReadAgain() throws Exception {
    Path file = directory.resolve("state");
    Subject orders = new Subject("Order", "https://api.intercom.io/", null);
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try (SyncState state = SyncState.at(file, orders, clock)) {
      for (int i = 0; i < 3; i++) {
        state.record("K" + i, new SyncState.Known(null, null, "" + i, null));
      }
      state.recordDeleted("K1");
    }
    try (SyncState state = SyncState.readOnly(file, orders, clock)) {
      assertThat(state.keys()).toIterable().containsExactly("K0", "K2");
      assertThat(state.recentDeletions()).isEqualTo(new RecentLosses.Recent(1, 3));
    }
  }
}
