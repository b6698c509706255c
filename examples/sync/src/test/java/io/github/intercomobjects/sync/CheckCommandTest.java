package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the command {@code check}, and of the object that it stores with {@code --probe}. */
class CheckCommandTest {
  private static final String PROBE = "intercom-sync-probe-[-0-9a-f]{36}";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Command live(Path file, String... options) {
    return Command.any(
        Map.of("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken()),
        Command.with(
            new String[] {"check", file.toString(), "--key=no", "--live"},
            Command.with(options, "--base-url=" + shop.sandbox.getBaseUrl())));
  }

  private List<String> writes() {
    return shop.calls().stream()
        .filter(call -> !call.startsWith("GET "))
        .map(call -> call.replaceAll("[?].*", ""))
        .toList();
  }

  private void assertNoObject() {
    assertThat(shop.workspace.getInstances("Order")).isEmpty();
  }

  @Test
  void withoutLiveRowsAndMappingAreChecked() throws IOException {
    Path file = Command.file(directory, "no,status", "1,paid");
    Command command = Command.any(Map.of(), "check", file.toString(), "--key=no");
    assertThat(command.out())
        .isEqualTo(
            "ok            source: 1 row of "
                + file
                + "; the key is no, the attributes are [status (text)]\n"
                + "not verified  record limit: 1 row, within the limit of 100,000 per type (change"
                + " it with --record-limit); how many objects the type has is not known\n"
                + "not verified  workspace: token, type, attributes and contacts were not checked;"
                + " add --live\n");
    assertThat(command.exitCode()).isZero();
    Command.file(directory, "no,status", "1,paid", "1,open");
    assertThat(Command.any(Map.of(), "check", file.toString(), "--key=no").exitCode()).isEqualTo(2);
    assertThat(
            Command.any(Map.of(), "check", file.toString(), "--key=no", "--record-limit=1")
                .exitCode())
        .isEqualTo(1);
    assertThat(Command.any(Map.of(), "check", file.toString(), "--key=nr").err())
        .contains("has no column \"nr\"");
  }

  @Test
  void newTypeIsAccepted() throws IOException {
    Command command = live(Command.file(directory, "no,status", "1,paid"));
    assertThat(command.exitCode()).isZero();
    assertThat(command.out())
        .contains("not verified  attributes: the type has no objects yet")
        .doesNotContain("warning");
    assertThat(writes()).isEmpty();
  }

  @Test
  void typesOfEmptyAttributesAreNotVerified() throws Exception {
    List<String> found = new ArrayList<>();
    Path file = Command.file(directory, "no,status,note", "1,paid,x");
    CsvFile source = CsvFile.at(file, CsvFormat.DEFAULT);
    Mapping.Builder mapping = new Mapping.Builder();
    mapping.key = new Mapping.Named("no", "--key");
    Mapping built = mapping.build();
    new AttributesCheck(Columns.of(source, built), built, finding -> found.add(finding.toString()))
        .compare(List.of(Attributes.builder().set("status", "paid").clear("note").build()));
    assertThat(found)
        .containsExactly(
            "not verified  attributes: the types of [note] are not known, because none of 1 object"
                + " has a value",
            "ok            attributes: all were found in 1 object");
  }

  @Test
  void contactsThatAreNamedByIdAreLookedUp() throws IOException {
    Path file = Command.file(directory, "no,customer", "1,63a0aaaaaaaaaaaaaaaaaaaa");
    Command command = live(file, "--contact=customer", "--contact-by=id");
    assertThat(command.out())
        .contains("error         contacts: 1 contact was not found, so its rows");
    assertThat(command.exitCode()).isEqualTo(1);
  }

  @Test
  void probeStoresTheFirstGoodRowAndDeletesItAgain() throws IOException {
    Path file =
        Command.file(
            directory,
            "no,status,channel,note,customer",
            ",bad,web,,",
            "1,paid,fax,,customer-1",
            "2,open,web,,customer-1");
    Command command = live(file, "--contact=customer", "--probe");
    assertThat(command.out())
        .containsPattern(
            "PROBE: one object of Order with the external id "
                + PROBE
                + " and the values of line 3 is written to Intercom, and deleted again\\.\n"
                + "warning       probe: Intercom dropped \\[channel=fax\\] of line 3; it drops"
                + " options that its lists do not have, times that it cannot parse, and ids that do"
                + " not exist\n"
                + "not verified  probe: line 3 has no values for \\[note\\]\n"
                + "ok            probe: the object was deleted\n")
        .doesNotContain("not verified  link", "not verified  writing");
    assertThat(command.exitCode()).isEqualTo(2);
    assertNoObject();
    assertThat(writes())
        .containsExactly(
            "POST /custom_object_instances/Order", "DELETE /custom_object_instances/Order");
    Command.file(directory, "no,status,channel", "1,paid,web");
    Command good = live(file, "--probe");
    assertThat(good.out()).contains("ok            probe: Intercom kept all values of line 2\n");
    assertThat(good.exitCode()).isZero();
  }

  @Test
  void probeOfAnUnknownAttributeIsRejectedAndNothingIsLeft() throws IOException {
    Command command = live(Command.file(directory, "no,colour", "1,red"), "--probe");
    assertThat(command.out()).contains("error         probe: the object was not stored: ");
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(writes()).containsExactly("POST /custom_object_instances/Order");
    assertNoObject();
  }

  @Test
  void refusedProbeVerifiesNeitherTheLinkNorThatTheTokenMayWrite() throws IOException {
    Path file = Command.file(directory, "no,colour,customer", "1,red,customer-1");
    List<String> before = notVerified(live(file, "--contact=customer"));
    List<String> after = notVerified(live(file, "--contact=customer", "--probe"));
    assertThat(after).isEqualTo(before).anyMatch(line -> line.contains("  link: "));
  }

  private static List<String> notVerified(Command command) {
    return command.out().lines().filter(line -> line.startsWith("not verified")).toList();
  }

  @Test
  void probeIsDeletedIfItsResponseCannotBeRead() throws IOException {
    shop.sandbox.faults().on("POST", "/**").fail(Fault.malformedJson());
    Command command = live(Command.file(directory, "no,status", "1,paid"), "--probe");
    assertThat(command.out())
        .contains("error         probe: the object was not stored: ")
        .contains("ok            probe: the object was deleted\n");
    assertThat(command.exitCode()).isEqualTo(1);
    assertNoObject();
  }

  @Test
  void probeThatCannotBeDeletedIsNamed() throws IOException {
    shop.sandbox.faults().on("DELETE", "/**").fail(Fault.status(403));
    Command command = live(Command.file(directory, "no,status", "1,paid"), "--probe");
    assertThat(command.out())
        .containsPattern(
            "error         probe: the object with the external id "
                + PROBE
                + " was not deleted: .*; delete it in Intercom\n");
    assertThat(command.exitCode()).isEqualTo(1);
  }

  @Test
  void probeIsDeletedIfTheThreadIsInterrupted() throws Exception {
    Path file = Command.file(directory, "no,status", "1,paid");
    shop.sandbox.faults().on("POST", "/**").fail(Fault.delay(Duration.ofSeconds(10)));
    Thread thread = new Thread(() -> live(file, "--probe"));
    thread.start();
    while (shop.workspace.getInstances("Order").isEmpty() && thread.isAlive()) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(thread.isAlive()).isTrue();
    thread.interrupt();
    thread.join();
    assertThat(writes())
        .contains("POST /custom_object_instances/Order", "DELETE /custom_object_instances/Order");
    assertNoObject();
  }

  @Test
  void probeIsDeletedIfTheProcessIsStopped() throws Exception {
    Path file = Command.file(directory, "no,status", "1,paid");
    shop.sandbox.faults().on("POST", "/**").fail(Fault.delay(Duration.ofMillis(700)));
    List<String> arguments = List.of("check", file.toString(), "--key=no", "--probe");
    try (SyncProcess process = SyncProcess.start("probe", directory, shop.sandbox, arguments)) {
      // The workspace twice, the objects, and the probe.
      String printed = process.stopAfter(4, Duration.ofMinutes(1));
      assertThat(printed)
          .contains("Stopping: waiting for the calls in flight.")
          .contains("ok            probe: the object was deleted\n");
    }
    assertThat(writes()).hasSize(2);
    assertNoObject();
  }

  @Test
  void probeNeedsLiveAndAGoodRowWithoutErrors() throws IOException {
    Path file = Command.file(directory, "no,status", "1,paid");
    Command offline = Command.any(Map.of(), "check", file.toString(), "--key=no", "--probe");
    assertThat(offline.err())
        .isEqualTo(
            "intercom-sync: check --probe writes one object to Intercom, so it needs --live; add"
                + " it\n");
    assertThat(live(file, "--probe", "--record-limit=0").out())
        .contains("not verified  probe: nothing was written, because of the errors\n");
    Command.file(directory, "no,status");
    assertThat(live(file, "--probe").out())
        .contains("not verified  probe: nothing was written, because there is no good row\n");
    assertThat(writes()).isEmpty();
  }
}
