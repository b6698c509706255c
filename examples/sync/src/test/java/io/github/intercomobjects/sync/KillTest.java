package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Faults;
import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sync.KilledShop.Order;
import java.io.IOException;
import java.nio.file.Files;
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
import java.util.stream.Stream;
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
  private List<String> source = List.of();
  private final List<Recorded> recorded = new ArrayList<>();
  private Recorded old = Recorded.NOTHING;
  private int callsBefore;

  @BeforeEach
  void open() {
    shop = new KilledShop(ROWS / ROWS_PER_CONTACT);
    options.addAll(List.of("--key=no", "--contact=customer_id", "--number=item_count"));
    options.add("--state=" + stateFile());
    source = List.of(file().toString());
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

  @Test
  void goneObjectsAreDeletedOnceAndNoOthers() throws Exception {
    options.addAll(List.of("--delete-gone", "--max-deletes=50%"));
    KilledShop.write(file(), shop.old(ROWS));
    assertThat(sync().exitCode()).isZero();
    slowDown();
    List<Order> orders = killWithGone(() -> KilledShop.write(file(), shop.current(left())));
    shop.assertReferences(description("references"), orders);
  }

  @Test
  void contactsAreLinkedToTheirRowsAfterDeletions() throws Exception {
    options.addAll(List.of("--delete-gone", "--max-deletes=50%"));
    options.add("--link-contact-attribute=orders");
    KilledShop.write(file(), shop.old(ROWS));
    assertThat(sync().exitCode()).isZero();
    slowDown();
    List<Order> orders = killWithGone(() -> KilledShop.write(file(), shop.current(left())));
    shop.assertLinks(description("links"), orders);
  }

  @Test
  void goneRowsOfADatabaseAreDeletedOnceAndNoOthers() throws Exception {
    String url = "jdbc:h2:" + directory.resolve("shop");
    source = List.of("--jdbc=" + url, "--query=SELECT * FROM orders");
    options.addAll(List.of("--delete-gone", "--max-deletes=50%"));
    KilledShop.insert(url, shop.old(ROWS));
    assertThat(sync().exitCode()).isZero();
    slowDown();
    List<Order> orders = killWithGone(() -> KilledShop.insert(url, shop.current(left())));
    shop.assertReferences(description("references"), orders);
  }

  /** The number of rows that keep their objects; the others are gone. */
  private static int left() {
    return ROWS - ROWS / 4;
  }

  private interface Change {
    void apply() throws Exception;
  }

  /** Changes the source, and kills the runs that store its rows and delete the objects without. */
  private List<Order> killWithGone(Change change) throws Exception {
    change.apply();
    List<Order> orders = shop.current(left());
    callsBefore = shop.sandbox.getCalls().size();
    int gone = ROWS - left();
    for (int kill = 0; kill < KILLS; kill++) {
      int toSend = orders.size() + gone - done();
      int calls = 1 + random.nextInt(Math.max(1, 2 * toSend / (KILLS - kill + 1)));
      String what = description("kill " + kill + " after " + calls + " calls");
      try (SyncProcess process = SyncProcess.start(what, directory, shop.sandbox, arguments())) {
        process.killAfter(calls, DEADLINE);
      }
      assertNothingIsLeftBehind();
      assertNoObjectWithARowIsDeleted(orders);
    }
    try (SyncProcess process =
        SyncProcess.start(description("last run"), directory, shop.sandbox, arguments())) {
      process.await(DEADLINE);
    }
    shop.assertStored(description("stored"), orders);
    assertThat(deleted())
        .as(description("deleted"))
        .hasSizeBetween(gone, gone + KILLS * ROWS_IN_FLIGHT);
    assertNothingIsLeftToDo();
    return orders;
  }

  /** Returns the number of objects that have the state of the source. */
  private int done() {
    List<StoredInstance> stored = shop.workspace.getInstances("Order");
    long current =
        stored.stream().filter(one -> "paid".equals(one.getAttributes().get("status"))).count();
    return (int) current + ROWS - stored.size();
  }

  private void assertNoObjectWithARowIsDeleted(List<Order> orders) {
    assertThat(shop.workspace.getInstances("Order"))
        .as(description("objects with a row"))
        .extracting(StoredInstance::getExternalId)
        .containsAll(orders.stream().map(Order::key).toList());
  }

  /** Returns the deletions since the first kill. */
  private List<RecordedCall> deleted() {
    List<RecordedCall> all = shop.sandbox.getCalls();
    return all.subList(callsBefore, all.size()).stream()
        .filter(call -> call.getMethod().equals("DELETE"))
        .toList();
  }

  /** Asserts that a killed run leaves no copy of the rows. */
  private void assertNothingIsLeftBehind() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      // A file is created before its name is deleted, but it is empty then.
      assertThat(files.filter(file -> file.getFileName().toString().startsWith(Spool.PREFIX)))
          .as(description("copies of rows"))
          .allMatch(file -> file.toFile().length() == 0);
    }
  }

  private void slowDown() {
    shop.sandbox.faults().on("POST", "/**").fail(Fault.delay(CALL));
    shop.sandbox.faults().on("PUT", "/**").fail(Fault.delay(CALL));
    shop.sandbox.faults().on("DELETE", "/**").fail(Fault.delay(CALL));
  }

  private Command sync() {
    List<String> all = arguments();
    all.addAll(List.of("--live", "--base-url=" + shop.sandbox.getBaseUrl()));
    return Command.any(Map.of(Shell.TOKEN, shop.sandbox.getToken()), all.toArray(new String[0]));
  }

  private List<String> arguments() {
    List<String> all = new ArrayList<>(List.of("sync"));
    all.addAll(source);
    all.addAll(options);
    return all;
  }

  private void killAndRestart(List<Order> orders, int contactsToLink) throws Exception {
    KilledShop.write(file(), orders);
    callsBefore = shop.sandbox.getCalls().size();
    List<String> arguments = arguments();
    for (int kill = 0; kill < KILLS; kill++) {
      int left = orders.size() + contactsToLink - (kill == 0 ? 0 : recorded.get(kill - 1).size());
      // The first kill happens while the state file is created, the others during the rest.
      int calls = kill == 0 ? 1 : 1 + random.nextInt(Math.max(1, 2 * left / (KILLS - kill + 1)));
      String what = description("kill " + kill + " after " + calls + " calls");
      try (SyncProcess process = SyncProcess.start(what, directory, shop.sandbox, arguments)) {
        process.killAfter(calls, DEADLINE);
      }
      assertNothingIsLeftBehind();
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
        1,
        lost);
  }

  /**
   * Returns the number of link calls that were repeated because of a kill. Each contact gains and
   * loses objects, so it has two calls, between which any number of contacts may be.
   */
  private int assertOnlyLinksInFlightWereRepeated(int lost) {
    Map<String, List<String>> last = recorded.get(recorded.size() - 1).links();
    return assertRepeated(
        runs().stream().map(this::linked).toList(),
        recorded.stream().map(after -> sameLinks(after.links(), last)).toList(),
        shop.contactIds.size(),
        2,
        lost);
  }

  private static Set<String> sameLinks(
      Map<String, List<String>> some, Map<String, List<String>> last) {
    Set<String> same = new HashSet<>();
    some.forEach(
        (contact, ids) -> {
          if (Set.copyOf(ids).equals(Set.copyOf(last.getOrDefault(contact, List.of())))) {
            same.add(contact);
          }
        });
    return same;
  }

  /**
   * Asserts for each run that it does not repeat what was recorded before, and that it records all
   * calls but those in flight when it was killed.
   *
   * @param done the keys of the calls of each run
   * @param known the keys that are recorded after each run
   * @param inFlight the maximum number of calls in flight
   * @param callsPerKey the maximum number of calls for a key in one run
   * @param lost the number of lost responses, after which a call is retried in the same run
   */
  private int assertRepeated(
      List<List<String>> done, List<Set<String>> known, int inFlight, int callsPerKey, int lost) {
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
        .isBetween(before.size(), callsPerKey * (before.size() + repeated) + lost);
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
