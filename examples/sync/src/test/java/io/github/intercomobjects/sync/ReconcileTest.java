package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Attributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the command {@code reconcile}. */
class ReconcileTest extends RunWithOtherClient {
  private static final String[] ROWS = {
    "no,customer,status,total,day,gift",
    "1,customer-1,paid,1.50,2026-01-31,true",
    "2,customer-2,paid,2,,false",
    "3,,shipped,,2026-02-01,",
    "4,customer-1,,4.25,,"
  };

  private Command run(String command, String... more) throws IOException {
    Path mapping = directory.resolve("mapping.json");
    Files.writeString(
        mapping,
        """
        {"source": {"csv": "orders.csv"}, "key": "no", "contact": "customer",
         "attributes": {"status": "status", "total_amount": {"column": "total", "type": "decimal"},
                        "delivered_on": {"column": "day", "type": "date"},
                        "gift": {"column": "gift", "type": "boolean"}}}
        """);
    List<String> arguments = new ArrayList<>(List.of(command, "--mapping=" + mapping, "--live"));
    arguments.add("--base-url=" + shop.sandbox.getBaseUrl());
    arguments.addAll(List.of(more));
    return Command.any(
        Map.of("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken()), arguments.toArray(new String[0]));
  }

  private void sync(String... lines) throws IOException {
    Command.file(directory, lines);
    assertThat(run("sync").exitCode()).isZero();
  }

  private List<String> writesOf(Command command) {
    assertThat(command.err()).doesNotContain("Exception");
    return shop.calls().stream().filter(call -> !call.startsWith("GET ")).toList();
  }

  private static String found(
      String equal, String missing, String stale, String uncertain, String orphaned) {
    return String.format(
        "in sync +%s\n +missing +%s\n +stale +%s\n +uncertain +%s\n +orphaned +%s\n",
        equal, missing, stale, uncertain, orphaned);
  }

  private void changeObjects() {
    objects.deleteByExternalId("1");
    objects.upsert("2", Attributes.builder().set("status", "cancelled").build());
    objects.upsert("3", Attributes.builder().set("note", "not ours").build());
    objects.upsert("9", Attributes.builder().set("status", "paid").build());
  }

  @Test
  void syncLeavesNoDifferences() throws IOException {
    sync(ROWS);
    Command command = run("reconcile");
    assertThat(command.exitCode()).isZero();
    assertThat(command.out()).containsPattern(found("4", "0", "0", "0", "0"));
  }

  @Test
  void changesMadeWithoutSyncAreFound() throws IOException {
    sync(ROWS);
    changeObjects();
    int before = shop.calls().size();
    Command command = run("reconcile");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .containsPattern(found("2", "1\n +1", "1\n +2  status", "0", "1\n +9"));
    assertThat(shop.calls().subList(before, shop.calls().size()))
        .allMatch(call -> call.startsWith("GET "));
  }

  @Test
  void applySendsMissingAndStaleRowsAndKeepsOrphans() throws IOException {
    sync(ROWS);
    changeObjects();
    int before = writesOf(run("reconcile")).size();
    Command command = run("reconcile", "--apply");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .endsWith(
            "\n1 object without a row not deleted; add --delete-gone to delete orphaned objects\n");
    assertThat(writesOf(command)).hasSize(before + 2);
    assertThat(shop.order("1").getAttributes()).containsEntry("status", "paid");
    assertThat(shop.order("2").getAttributes()).containsEntry("status", "paid");
    assertThat(shop.has("9")).isTrue();
    sync(ROWS);
    Command deleting = run("sync", "--delete-gone");
    assertThat(writesOf(deleting)).hasSize(before + 2);
    assertThat(shop.has("9")).isTrue();
  }

  @Test
  void deleteGoneDeletesOrphansWithinTheLimit() throws IOException {
    sync(ROWS);
    changeObjects();
    assertThat(run("reconcile", "--apply", "--delete-gone", "--max-deletes=0").exitCode())
        .isEqualTo(2);
    assertThat(shop.has("9")).isTrue();
    assertThat(run("reconcile", "--apply", "--delete-gone").exitCode()).isZero();
    assertThat(shop.has("9")).isFalse();
    assertThat(run("reconcile").exitCode()).isZero();
  }

  @Test
  void withoutAStateFileValuesAreCompared() throws IOException {
    sync(ROWS);
    changeObjects();
    Files.delete(directory.resolve("orders.csv.intercom-sync"));
    Command command = run("reconcile");
    assertThat(command.exitCode()).isEqualTo(2);
    // The id of a referenced contact is not known without a lookup.
    assertThat(command.out())
        .containsPattern(
            found("1", "1\n +1", "1\n +2  status", "1\n +4  perhaps customer", "1\n +9"));
  }

  @Test
  void stateFileIsRebuilt() throws IOException {
    sync(ROWS);
    Files.delete(directory.resolve("orders.csv.intercom-sync"));
    assertThat(run("reconcile", "--apply").exitCode()).isZero();
    int before = writesOf(run("reconcile")).size();
    Command next = run("sync");
    assertThat(next.out()).containsPattern("stored +0\n +unchanged +4 ");
    assertThat(writesOf(next)).hasSize(before);
  }

  @Test
  void changedRowIsStaleAndBadRowIsNotAnOrphan() throws IOException {
    sync(ROWS);
    Command.file(
        directory, ROWS[0], ROWS[1], "2,customer-2,shipped,2,,false", "3,,,many,,", ROWS[4]);
    Command command = run("reconcile");
    assertThat(command.out()).containsPattern(found("2", "0", "1\n +2  status", "0", "0"));
  }

  @Test
  void allObjectsOfAnEmptySourceAreOrphans() throws IOException {
    sync(ROWS);
    Command.file(directory, ROWS[0]);
    Command command = run("reconcile");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out()).containsPattern("orphaned +4\n");
  }

  @Test
  void staleAttributesAreNamedWithoutTheirValues() throws IOException {
    sync(ROWS);
    objects.upsert("1", Attributes.builder().set("gift", false).set("total_amount", 9).build());
    objects.upsert("2", Attributes.builder().clear("customer").build());
    objects.upsert("3", Attributes.builder().set("delivered_on", "2026-02-02").build());
    // The row has changed to what somebody entered in Intercom.
    objects.upsert("4", Attributes.builder().set("status", "secret").build());
    Command.file(directory, ROWS[0], ROWS[1], ROWS[2], ROWS[3], "4,customer-1,secret,4.25,,");
    Command command = run("reconcile");
    assertThat(command.out())
        .contains(
            "\n    1  total_amount, gift\n",
            "\n    2  customer\n",
            "\n    3  delivered_on\n",
            "\n    4  equal to its row, but not to what was stored\n")
        .doesNotContain("secret");
    assertThat(run("reconcile", "--apply").exitCode()).isZero();
    assertThat(run("reconcile").exitCode()).isZero();
  }

  @Test
  void reconcileNeedsLive() throws IOException {
    Path file = Command.file(directory, ROWS);
    Command rejected = Command.any(Map.of(), "reconcile", file.toString(), "--key=no");
    assertThat(rejected.exitCode()).isEqualTo(1);
    assertThat(rejected.err())
        .isEqualTo("intercom-sync: reconcile reads from Intercom, so it needs --live; add it\n");
  }

  @Test
  void exitCodeOfCheckDependsOnItsFindings() throws IOException {
    sync(ROWS);
    Command good = run("check");
    assertThat(good.out()).contains("ok            type: Order with 4 objects");
    assertThat(good.exitCode()).isZero();
    assertThat(run("check", "--record-limit=3").exitCode()).isEqualTo(1);
    Command.file(directory, ROWS[0], "1,customer-1,paid,many,,");
    assertThat(run("check").exitCode()).isEqualTo(2);
  }
}
