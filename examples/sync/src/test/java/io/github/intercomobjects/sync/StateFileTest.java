package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.intercomobjects.sync.StateOwner.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of where the state file is, and which source it belongs to. */
class StateFileTest {
  private static final String URL = "jdbc:h2:mem:state";
  private static final String PAID = "SELECT x AS \"no\" FROM SYSTEM_RANGE(1, 5)";
  private static final String OPEN = "SELECT x AS \"no\" FROM SYSTEM_RANGE(6, 9)";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Command run(String... options) {
    Map<String, String> environment = new HashMap<>();
    environment.put("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken());
    List<String> arguments = new ArrayList<>(Arrays.asList(options));
    arguments.addAll(List.of("--live", "--base-url", shop.sandbox.getBaseUrl()));
    return Command.any(environment, arguments.toArray(new String[0]));
  }

  private Command sync(String... options) {
    return run(Command.with(new String[] {"sync"}, options));
  }

  private Command query(String sql, String... options) {
    return sync(
        Command.with(
            options,
            "--jdbc=" + URL,
            "--query=" + sql,
            "--key=no",
            "--state=" + directory.resolve("state"),
            "--delete-gone",
            "--max-deletes=100%"));
  }

  private Path orders(String name, String... keys) throws IOException {
    return Files.writeString(
        directory.resolve(name), "no\n" + String.join("\n", keys) + (keys.length == 0 ? "" : "\n"));
  }

  private Command file(Path file, String... options) {
    return sync(
        Command.with(
            options,
            file.toString(),
            "--key=no",
            "--state=" + directory.resolve("state"),
            "--delete-gone",
            "--max-deletes=100%"));
  }

  private int objects() {
    return shop.workspace.getInstances("Order").size();
  }

  private static void assertRejected(Command command, String... texts) {
    assertThat(command.err()).contains(texts).doesNotContain("\tat ");
    assertThat(command.exitCode()).isEqualTo(1);
  }

  @Test
  void otherQueryIsRejected() {
    assertThat(query(PAID).exitCode()).isZero();
    for (String option : new String[] {"--dry-run", "--show=1"}) {
      assertRejected(
          query(OPEN, option),
          "the state file "
              + directory.resolve("state")
              + " belongs to the query to jdbc:h2:mem:state (",
          "), but this run reads the query to jdbc:h2:mem:state (",
          "), which would make the objects of the other rows look deleted; if it has the same rows"
              + " in another place, run once with --source-moved, otherwise combine both into one"
              + " source, because each type needs a single one");
    }
    assertThat(objects()).isEqualTo(5);
    // The advice, followed.
    assertThat(query(PAID + " UNION ALL " + OPEN, "--source-moved").exitCode()).isZero();
    assertThat(objects()).isEqualTo(9);
    assertThat(query(PAID + "\n  UNION ALL " + OPEN).exitCode()).isZero();
  }

  @Test
  void reconcileRejectsAnotherSource() throws IOException {
    assertThat(file(orders("a.csv", "1", "2")).exitCode()).isZero();
    Path other = orders("b.csv", "3");
    assertRejected(
        run(
            "reconcile",
            other.toString(),
            "--key=no",
            "--apply",
            "--delete-gone",
            "--state=" + directory.resolve("state")),
        "belongs to the file ");
    assertThat(objects()).isEqualTo(2);
  }

  @Test
  void otherFileIsRejectedUntilItIsDeclaredAsMoved() throws IOException {
    Path first = orders("a.csv", "1", "2");
    assertThat(file(first).exitCode()).isZero();
    assertRejected(file(orders("b.csv", "3")), "belongs to the file " + real("a.csv") + ", but");
    assertThat(objects()).isEqualTo(2);
    Path moved = Files.createDirectory(directory.resolve("new")).resolve("a.csv");
    Files.move(first, moved);
    assertRejected(file(moved), "this run reads the file " + real("new") + "/a.csv");
    Command command = file(moved, "--source-moved");
    assertThat(command.exitCode()).isZero();
    assertThat(command.out()).containsPattern("unchanged +2 ");
    assertThat(file(moved).exitCode()).isZero();
  }

  private Path real(String name) throws IOException {
    return directory.toRealPath().resolve(name);
  }

  @Test
  void otherSpellingOfAPathIsTheSameFile() throws IOException {
    Path first = orders("a.csv", "1");
    assertThat(file(first).exitCode()).isZero();
    Path folder = Files.createSymbolicLink(directory.resolve("link"), directory);
    Files.createDirectory(directory.resolve("sub"));
    assertThat(file(folder.resolve("sub/../a.csv")).exitCode()).isZero();
  }

  @Test
  void linkMayPointToAnotherFileEachDay() throws IOException {
    Path link = directory.resolve("latest.csv");
    for (String day : new String[] {"30.csv", "31.csv"}) {
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, orders(day, "1", "2"));
      assertThat(file(link).exitCode()).isZero();
    }
  }

  @Test
  void stateOfAnEarlierVersionTakesTheFirstSource() throws Exception {
    try (Database earlier = Database.at(directory.resolve("state"))) {
      Map<String, String> about = earlier.texts("about");
      about.put("format", "1");
      about.put("type", "Order");
      about.put("base_url", shop.sandbox.getBaseUrl());
      for (String name : new String[] {"objects", "contacts", "links"}) {
        earlier.texts(name);
      }
      earlier.commit();
    }
    assertThat(file(orders("a.csv", "1"), "--dry-run").exitCode()).isZero();
    assertThat(file(orders("b.csv", "1")).exitCode()).isZero();
    assertRejected(file(orders("a.csv", "1")), "belongs to the file " + real("b.csv"));
  }

  @Test
  void stateOfAnotherFormatOrInUseIsNoReasonForASecondOne() throws Exception {
    Path state = directory.resolve("state");
    try (SyncState used = States.at(state, new Subject("Order", shop.sandbox.getBaseUrl(), null))) {
      Command command = file(orders("a.csv", "1"));
      assertRejected(command, "is used by another sync; wait until it has ended");
      assertThat(command.err()).doesNotContain("--state");
      assertThat(used.keys()).isExhausted();
    }
  }

  @Test
  void stateOfADatabaseIsBesideTheMapping() throws IOException {
    Path mapping =
        Files.writeString(
            directory.resolve("orders.json"),
            "{\"type\": \"Order\", \"key\": \"no\", \"source\": {\"jdbc\": \""
                + URL
                + "\", \"query\": \""
                + PAID.replace("\"", "\\\"")
                + "\"}}");
    assertThat(run("sync", "--mapping=" + mapping).exitCode()).isZero();
    assertThat(directory.resolve("Order.intercom-sync")).exists();
    assertThat(run("sync", "--mapping=" + mapping).out()).containsPattern("unchanged +5 ");
  }

  @Test
  void stateOfADatabaseWithoutAMappingFileMustBeGiven() {
    assertRejected(
        run("sync", "--jdbc=" + URL, "--query=" + PAID, "--key=no"),
        "a database without a mapping file needs --state, so that each run finds the state file in"
            + " whatever directory it runs; give an absolute path, such as --state "
            + Path.of("Order.intercom-sync").toAbsolutePath());
    assertThat(Path.of("Order.intercom-sync")).doesNotExist();
    assertThat(objects()).isZero();
  }

  @Test
  void stateOfStandardInputMustBeGiven() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/stdin")));
    Path source = orders("a.csv", "1");
    assertThat(piped(source, "/dev/stdin", 1))
        .contains("a state file cannot be beside /dev/stdin; give its location with --state");
    assertThat(piped(source, "-", 1))
        .contains("a state file cannot be beside /dev/stdin; give its location with --state");
    assertThat(objects()).isZero();
    piped(source, "/dev/stdin", 0, "--state=" + directory.resolve("state"));
    assertThat(objects()).isEqualTo(1);
    assertThat(piped(source, "-", 0, "--state=" + directory.resolve("state")))
        .containsPattern("unchanged +1 ");
  }

  private String piped(Path input, String source, int exitCode, String... options)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(IntercomSync.class.getName(), "sync", source, "--key=no"));
    command.addAll(List.of("--live", "--base-url=" + shop.sandbox.getBaseUrl()));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile());
    builder.environment().put(Shell.TOKEN, shop.sandbox.getToken());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isEqualTo(exitCode);
    return printed;
  }

  @Test
  void fileThatIsNoStateFileIsNotChanged() throws IOException {
    Path source = orders("a.csv", "1");
    for (String text :
        new String[] {"no,status\n1,paid\n", "x", "no,status\n" + "1,paid\n".repeat(3000)}) {
      Path other = Files.writeString(directory.resolve("other.csv"), text);
      for (String option : new String[] {"--dry-run", "--show=1"}) {
        Command command = run("sync", source.toString(), "--key=no", "--state=" + other, option);
        assertRejected(
            command,
            "the state file "
                + other
                + " is damaged, or is not a state file, and was not changed; if it was one, delete"
                + " it, and the next run sends every row, otherwise give another one with --state");
        assertThat(other).hasContent(text);
      }
    }
    assertThat(objects()).isZero();
  }

  @Test
  void emptyFileBecomesAStateFile() throws IOException {
    Path empty = Files.createFile(directory.resolve("state"));
    assertThat(file(orders("a.csv", "1")).exitCode()).isZero();
    assertThat(empty).isNotEmptyFile();
  }

  @Test
  void stateWithoutObjectsIsReportedByRunsThatDelete() throws IOException {
    Path source = orders("a.csv", "1");
    String warning =
        "warning       state: "
            + directory.resolve("state")
            + " has no objects yet, so this run deletes none; if an earlier run stored some, check"
            + " --state";
    assertThat(file(source, "--dry-run").out()).contains(warning);
    Files.createFile(directory.resolve("state"));
    Command first = file(source);
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).contains(warning);
    assertThat(file(source).out()).doesNotContain("warning");
    Files.delete(directory.resolve("state"));
    assertThat(sync(source.toString(), "--key=no").out()).doesNotContain("warning");
  }

  @Test
  void truncatedStateIsReportedInOneSentence() throws Exception {
    String[] keys = IntStream.range(0, 3000).mapToObj(i -> "ORDER-" + i).toArray(String[]::new);
    Path source = orders("a.csv", "1");
    Path state = directory.resolve("state");
    try (SyncState stored =
        States.at(state, new Subject("Order", shop.sandbox.getBaseUrl(), null))) {
      for (String key : keys) {
        stored.record(key, new SyncState.Known("hash-of-" + key, "response", key, null));
      }
    }
    byte[] complete = Files.readAllBytes(state);
    int reported = 0;
    for (int part = 1; part < 16; part++) {
      Files.write(state, Arrays.copyOf(complete, complete.length * part / 16));
      Command command = file(source, "--dry-run");
      assertThat(command.err()).doesNotContain("FileChannel", "[2.", "\tat ");
      if (command.exitCode() == 1) {
        reported++;
        assertThat(command.err())
            .contains(
                "the state file "
                    + state
                    + " is damaged or cut off; restore it, or delete it, and the next run sends"
                    + " every row");
      }
    }
    assertThat(reported).isPositive();
  }

  @Test
  void otherKeyColumnIsRejectedUntilItIsDeclaredAsRenamed() throws IOException {
    Path source = Files.writeString(directory.resolve("a.csv"), "no,status\n1,x1\n2,x2\n");
    assertThat(file(source).exitCode()).isZero();
    String state = "--state=" + directory.resolve("state");
    for (String[] more :
        new String[][] {{"sync", "--dry-run"}, {"sync"}, {"reconcile", "--apply"}}) {
      assertRejected(
          run(Command.with(more, source.toString(), "--key=status", "--ignore=no", state)),
          "the state file "
              + directory.resolve("state")
              + " has objects with the keys of the column no, but the keys of this run are in"
              + " status, which would make all objects look deleted; give --key no again, or if the same"
              + " keys are now in status, run once with --source-moved");
    }
    assertThat(objects()).isEqualTo(2);
    Files.writeString(source, "order,status\n1,x1\n2,x2\n");
    String[] renamed = {"sync", source.toString(), "--key=order", state};
    assertThat(run(Command.with(renamed, "--source-moved")).out()).containsPattern("unchanged +2 ");
    assertThat(run(renamed).exitCode()).isZero();
  }

  @Test
  void headerWithDamagedContentIsReported() throws IOException {
    Path state = directory.resolve("state");
    Files.writeString(state, "H:2,block:zz,chunk:\n" + "x".repeat(9000));
    assertThatThrownBy(() -> Database.at(state))
        .isInstanceOf(CannotRunException.class)
        .hasMessageContaining("delete it, and the next run sends every row");
  }

  @Test
  void sourceMovedRefersToEarlierRuns() throws IOException {
    assertThat(Command.rehearse(orders("a.csv", "1"), "--key=no", "--source-moved").err())
        .contains("--source-moved refers to earlier runs with --live, but this is a rehearsal");
  }
}
