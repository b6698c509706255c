package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Faults;
import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sync.KilledShop.Order;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of a sync that is killed repeatedly, and then runs to its end.
 *
 * <p>The property {@code sync.kills} sets the number of kills, and {@code sync.kill.rows} the
 * number of rows. {@code sync.kill.seed} repeats the moments of the kills, as far as processes
 * allow.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("sync.kills", 5);
  private static final int ROWS = Integer.getInteger("sync.kill.rows", 400);
  private static final int ROWS_PER_CONTACT = 8;
  private static final int LOST_EVERY = 20;

  /** The minimum that {@code bulk()} has in flight, which it does not exceed in this shop. */
  private static final int ROWS_IN_FLIGHT = 8;

  /** Longer than a kill takes, so that calls are in flight at any moment. */
  private static final Duration CALL = Duration.ofMillis(50);

  private static final Duration DEADLINE = Duration.ofSeconds(60 + ROWS / 20);
  private static final Pattern KEY = Pattern.compile("\"external_id\":\"(ORDER-[0-9]+)\"");

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private KilledShop shop;

  private final long seed = Long.getLong("sync.kill.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<String> options = new ArrayList<>();
  private final List<Recorded> recorded = new ArrayList<>();
  private Recorded old = Recorded.NOTHING;
  private int callsBefore;

  @BeforeEach
  void open() {
    shop = new KilledShop(ROWS / ROWS_PER_CONTACT);
    options.addAll(List.of("--key=no", "--contact=customer_id", "--number=item_count"));
    options.add("--state=" + stateFile());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Path file() {
    return directory.resolve("orders.csv");
  }

  private Path stateFile() {
    return directory.resolve("state");
  }

  private String description(String what) {
    return "-Dsync.kill.seed=" + seed + ": " + what;
  }

  @Test
  void rowsAreStoredOnceWithTheirReferences() throws Exception {
    List<Order> orders = shop.current(ROWS);
    slowDown();
    killAndRestart(orders, 0);
    shop.assertReferences(description("references"), orders);
    int repeated = assertOnlyCallsInFlightWereRepeated(0);
    assertNothingIsLeftToDo();
    printCounts(repeated, 0, 0);
  }

  @Test
  void changedRowsAndLinksAreCompleteThoughResponsesAreLost() throws Exception {
    options.add("--link-contact-attribute=orders");
    KilledShop.write(file(), shop.old(ROWS / 3));
    assertThat(sync().exitCode()).isZero();
    old = recorded();
    Faults faults = shop.sandbox.faults();
    Faults.Rule lostRows = faults.on("POST", "/**").every(LOST_EVERY).fail(Fault.lostAnswer());
    Faults.Rule lostLinks = faults.on("PUT", "/**").every(LOST_EVERY).fail(Fault.lostAnswer());
    slowDown();
    List<Order> orders = shop.current(ROWS);
    killAndRestart(orders, shop.contactIds.size());
    shop.assertLinks(description("links"), orders);
    assertThat(lostRows.getStruck()).isPositive();
    assertThat(lostLinks.getStruck()).isPositive();
    int repeated = assertOnlyCallsInFlightWereRepeated(lostRows.getStruck());
    int links = assertOnlyLinksInFlightWereRepeated(lostLinks.getStruck());
    assertNothingIsLeftToDo();
    printCounts(repeated, links, lostRows.getStruck() + lostLinks.getStruck());
  }

  private void slowDown() {
    shop.sandbox.faults().on("POST", "/**").fail(Fault.delay(CALL));
    shop.sandbox.faults().on("PUT", "/**").fail(Fault.delay(CALL));
  }

  private Command sync() {
    return Command.live(shop.sandbox, file(), options.toArray(new String[0]));
  }

  private void killAndRestart(List<Order> orders, int contactsToLink) throws Exception {
    KilledShop.write(file(), orders);
    callsBefore = shop.sandbox.getCalls().size();
    List<String> arguments = new ArrayList<>(List.of("sync", file().toString()));
    arguments.addAll(options);
    for (int kill = 0; kill < KILLS; kill++) {
      int left = orders.size() + contactsToLink - (kill == 0 ? 0 : recorded.get(kill - 1).size());
      // The first kill happens while the state file is created, the others during the rest.
      int calls = kill == 0 ? 1 : 1 + random.nextInt(Math.max(1, 2 * left / (KILLS - kill + 1)));
      String what = description("kill " + kill + " after " + calls + " calls");
      try (SyncProcess process = SyncProcess.start(what, directory, shop.sandbox, arguments)) {
        process.killAfter(calls, DEADLINE);
      }
      recorded.add(recorded());
    }
    try (SyncProcess process =
        SyncProcess.start(description("last run"), directory, shop.sandbox, arguments)) {
      process.await(DEADLINE);
    }
    recorded.add(recorded());
    shop.assertStored(description("stored"), orders);
  }

  private Recorded recorded() throws CannotRunException {
    return Recorded.in(stateFile(), shop.sandbox.getBaseUrl(), old);
  }

  /** Returns the calls of each run, which starts by fetching the workspace. */
  private List<List<RecordedCall>> runs() {
    List<List<RecordedCall>> runs = new ArrayList<>();
    List<RecordedCall> all = shop.sandbox.getCalls();
    for (RecordedCall call : all.subList(callsBefore, all.size())) {
      if (call.getPath().equals("/me")) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(call);
    }
    return runs;
  }

  /** Returns the external ids of the objects that a run stored. */
  private static List<String> stored(List<RecordedCall> run) {
    return run.stream()
        .filter(call -> call.getMethod().equals("POST") && call.getStatus() == 200)
        .map(call -> KEY.matcher(call.getBody()))
        .filter(Matcher::find)
        .map(key -> key.group(1))
        .toList();
  }

  /** Returns the external ids of the contacts that a run linked. */
  private List<String> linked(List<RecordedCall> run) {
    Map<String, String> externalIds = new HashMap<>();
    shop.contactIds.forEach((externalId, id) -> externalIds.put("/contacts/" + id, externalId));
    return run.stream()
        .filter(call -> call.getMethod().equals("PUT") && call.getStatus() == 200)
        .map(call -> externalIds.get(call.getPath()))
        .toList();
  }

  /** Returns the number of upserts that were repeated because of a kill. */
  private int assertOnlyCallsInFlightWereRepeated(int lost) {
    return assertRepeated(
        runs().stream().map(KillTest::stored).toList(),
        recorded.stream().map(after -> after.hashes().keySet()).toList(),
        ROWS_IN_FLIGHT,
        lost);
  }

  /** Returns the number of link calls that were repeated because of a kill. */
  private int assertOnlyLinksInFlightWereRepeated(int lost) {
    return assertRepeated(
        runs().stream().map(this::linked).toList(),
        recorded.stream().map(after -> after.links().keySet()).toList(),
        Workers.THREADS,
        lost);
  }

  /**
   * Asserts for each run that it does not repeat what was recorded before, and that it records all
   * calls but those in flight when it was killed.
   *
   * @param done the keys of the calls of each run
   * @param known the keys that are recorded after each run
   * @param inFlight the maximum number of calls in flight
   * @param lost the number of lost responses, after which a call is retried in the same run
   */
  private int assertRepeated(
      List<List<String>> done, List<Set<String>> known, int inFlight, int lost) {
    assertThat(done).as(description("runs")).hasSize(KILLS + 1);
    int calls = 0;
    int repeated = 0;
    Set<String> before = Set.of();
    for (int run = 0; run <= KILLS; run++) {
      String what = description("run " + run);
      assertThat(known.get(run)).as(what).containsAll(before);
      assertThat(done.get(run)).as(what).noneMatch(before::contains);
      Set<String> open = new HashSet<>(done.get(run));
      open.removeAll(known.get(run));
      assertThat(open).as(what).hasSizeLessThanOrEqualTo(run == KILLS ? 0 : inFlight);
      before = known.get(run);
      calls += done.get(run).size();
      repeated += open.size();
    }
    assertThat(calls)
        .as(description("calls"))
        .isBetween(before.size(), before.size() + repeated + lost);
    return repeated;
  }

  private void assertNothingIsLeftToDo() {
    int before = shop.sandbox.getCalls().size();
    assertThat(sync().exitCode()).isZero();
    List<RecordedCall> calls = shop.sandbox.getCalls();
    assertThat(calls.subList(before, calls.size()))
        .as(description("the run after the last"))
        .extracting(RecordedCall::getMethod)
        .containsOnly("GET");
  }

  /** Prints the counts, if the number of kills was set. */
  private static void printCounts(int rows, int links, int lost) {
    if (System.getProperty("sync.kills") != null) {
      System.out.printf(
          "%d kills: of %d rows %d were sent again, %d contacts were linked again; %d responses"
              + " lost%n",
          KILLS, ROWS, rows, links, lost);
    }
  }
}
