package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sync.StateOwner.Subject;
import io.github.intercomobjects.sync.SyncState.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a dry run forecasts what the run then does, and that {@code --only} sends one row. */
class ForecastTest {
  private static final String[] BY_CONTACT = {"--link-contact-attribute=orders"};

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Path orders(String... lines) throws IOException {
    return Command.file(directory, Command.with(new String[] {"no,customer,status"}, lines));
  }

  private Command sync(Path file, String... options) {
    return Command.live(
        shop.sandbox, file, Command.with(options, "--key=no", "--contact=customer"));
  }

  private Path state() {
    return directory.resolve("orders.csv.intercom-sync");
  }

  private JsonNode summary(Path file, String... options) throws IOException {
    Path summary = directory.resolve("summary.json");
    Files.deleteIfExists(summary);
    Command command = sync(file, Command.with(options, "--summary=" + summary));
    JsonNode counts = JsonMapper.builder().build().readTree(summary.toFile());
    assertThat(command.err()).doesNotContain("intercom-sync:");
    return ((ObjectNode) counts).put("exit", command.exitCode());
  }

  private void assertForecast(Path file, String... options) throws IOException {
    byte[] before = Files.exists(state()) ? Files.readAllBytes(state()) : null;
    int calls = shop.calls().size();
    JsonNode forecast = summary(file, Command.with(options, "--dry-run"));
    assertThat(shop.calls().subList(calls, shop.calls().size()))
        .allMatch(call -> call.startsWith("GET ") || call.equals("POST /contacts/search"));
    if (before == null) {
      assertThat(state()).doesNotExist();
    } else {
      assertThat(Files.readAllBytes(state())).isEqualTo(before);
    }
    JsonNode run = summary(file, options);
    assertThat(forecast.path("rows")).isEqualTo(run.path("rows"));
    assertThat(forecast.path("create").asInt() + forecast.path("update").asInt())
        .isEqualTo(run.path("stored").asInt());
    assertThat(forecast.path("unchanged")).isEqualTo(run.path("unchanged"));
    assertThat(forecast.path("fail")).isEqualTo(run.path("failed"));
    assertThat(forecast.path("link")).isEqualTo(run.path("links"));
    assertThat(forecast.path("gone")).isEqualTo(run.path("gone"));
    assertThat(forecast.path("delete")).isEqualTo(run.path("deleted"));
    assertThat(forecast.path("exit")).isEqualTo(run.path("exit"));
  }

  @Test
  void forecastAndRunCountTheSameRows() throws IOException {
    Path file =
        orders(
            "1,customer-1,paid",
            "2,customer-9,paid",
            "3,customer-9,paid",
            "4,,paid",
            "5,customer-2,paid",
            "5,customer-2,paid");
    assertForecast(file);
    // Now some rows are unchanged, and some contacts are known.
    assertForecast(
        orders("1,customer-1,paid", "2,customer-9,paid", "4,customer-8,paid", "6,customer-2,paid"));
    assertForecast(orders("1,customer-1,paid", "6,customer-2,open"), "--delete-gone");
  }

  @Test
  void rowsWithoutTheirContactPreventDeletionsInForecastAndRun() throws IOException {
    sync(orders("1,,paid", "2,,paid", "3,,paid"));
    Path file = orders("1,,paid", "2,,paid", "7,customer-9,paid", "8,customer-8,paid", "9,x,paid");
    assertForecast(file, "--delete-gone");
    assertThat(sync(file, "--delete-gone").out())
        .contains("of 1 without a row: 3 of 5 rows failed, so none is deleted");
    assertThat(shop.has("3")).isTrue();
  }

  @Test
  void forecastLooksUpContactsByEmailAndById() throws IOException {
    assertForecast(
        orders("1,zoe@example.com,paid", "2,nobody@example.com,paid"), "--contact-by=email");
    assertForecast(
        orders("3," + shop.zoe.getId() + ",paid", "4,63a0aaaaaaaaaaaaaaaaaaaa,paid"),
        "--contact-by=id");
  }

  @Test
  void forecastCountsTheContactsThatItLooksUp() throws IOException {
    Path file = orders("3," + shop.zoe.getId() + ",paid", "4,63a0aaaaaaaaaaaaaaaaaaaa,paid");
    assertThat(sync(file, "--contact-by=id", "--dry-run").out())
        .containsPattern(" +look up +2  contacts\n");
  }

  @Test
  void forecastListsRowsWithoutTheirContactAndReportsThem() throws IOException {
    Path report = directory.resolve("failed.csv");
    Command command =
        sync(orders("1,customer-1,paid", "2,customer-9,paid"), "--dry-run", "--report=" + report);
    String reason =
        "there is no contact with the external id \"customer-9\"; create it first, or leave"
            + " customer empty";
    assertThat(command.out())
        .containsPattern(
            " +create +1 .*\n +update +0\n +leave unchanged +0\n +fail +1  listed below\n")
        .containsPattern(" +link +1  of the rows that do not fail\n")
        .contains("line 3  2  " + reason);
    assertThat(Files.readString(report)).contains(reason.replace("\"", "\"\""));
    assertThat(command.exitCode()).isEqualTo(2);
  }

  @Test
  void oneRowCanBeRehearsed() throws IOException {
    Command command =
        Command.rehearse(
            orders("1,a,paid", "2,b,open"), "--key=no", "--contact=customer", "--only=2");
    assertThat(command.exitCode()).isZero();
    assertThat(command.out())
        .contains("was created for these rows, with 1 contact.")
        .containsPattern("stored +1\n");
  }

  @Test
  void forecastNamesWhatItDidNotVerify() throws IOException {
    Command command = sync(orders("1,customer-1,paid"), "--dry-run");
    assertThat(command.out())
        .contains(
            "Not verified, so a run may differ: that the type has the attributes, with these types"
                + " and list options; that customer refers to a contact; that contacts which"
                + " earlier runs found still exist; that the token may write.\n"
                + "  check --live compares attributes, and check --live --probe stores one"
                + " object.\n");
    Command linked = sync(orders("1,customer-1,paid"), "--dry-run", BY_CONTACT[0]);
    assertThat(linked.out())
        .contains("that contacts have the relationship orders to many objects;")
        .contains("; which of the links contacts have already, which a run does not count; ");
  }

  @Test
  void forecastStopsWhereARunWouldStop() throws IOException {
    Command command = sync(orders("1,customer-1,paid"), "--dry-run", "--type=Ordr");
    assertThat(command.err()).contains("there is no custom object type \"Ordr\": ");
    assertThat(command.exitCode()).isEqualTo(1);
  }

  private String id(String key) {
    return shop.order(key).getId();
  }

  private List<String> linksOf(String contactId) {
    return shop.workspace.getContactLinks(contactId, "orders");
  }

  @Test
  void onlyOneRowIsSentThoughOthersChangedAndItDidNot() throws IOException {
    assertThat(sync(orders("1,,paid", "2,,paid", "3,,paid")).exitCode()).isZero();
    Path changed = orders("1,,open", "2,,paid", "4,,paid");
    int before = shop.calls().size();
    Command command = sync(changed, "--only=2");
    assertThat(command.exitCode()).isZero();
    assertThat(command.out()).contains("1 row of " + changed).containsPattern("stored +1\n");
    assertThat(shop.calls().subList(before, shop.calls().size()))
        .containsExactly(
            "GET /custom_object_instances/Order?page=1&per_page=150",
            "POST /custom_object_instances/Order");
    assertThat(shop.order("1").getAttributes()).containsEntry("status", "paid");
    // The state of the others is as before: 1 and 4 are sent now, and 3 is gone.
    Command next = sync(changed, "--delete-gone");
    assertThat(next.out())
        .containsPattern("stored +2\n +unchanged +1 ")
        .containsPattern("deleted +1 ");
  }

  @Test
  void unknownKeyIsAnErrorAndNothingIsSent() throws IOException {
    Path file = orders("01,,paid");
    Command command = sync(file, "--only=1");
    assertThat(command.err())
        .contains(
            "intercom-sync: "
                + file
                + " has no row with the no \"1\"; give --only the text of its cell, in which case"
                + " and leading zeros count\n");
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(shop.calls()).isEmpty();
  }

  @Test
  void onlyDeletesNothing() throws IOException {
    Path file = orders("1,,paid");
    Command command = sync(file, "--only=1", "--delete-gone");
    assertThat(command.err())
        .isEqualTo(
            "intercom-sync: --only sends one row and deletes nothing, so --delete-gone cannot be"
                + " given with it; remove one of the two\n");
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(shop.sandbox.getCalls()).isEmpty();
  }

  @Test
  void badRowOfTheOnlyKeyFails() throws IOException {
    Command command = sync(orders("1,,paid", "2,,paid,more"), "--only=2");
    assertThat(command.out()).containsPattern("failed +1 ").contains("line 3  2  it has 4 cells");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(shop.workspace.getInstances("Order")).isEmpty();
  }

  @Test
  void forecastOfOneRowIsThatOfItsRun() throws IOException {
    assertThat(sync(orders("1,customer-1,paid", "2,,paid")).exitCode()).isZero();
    Path file = orders("1,customer-1,open", "3,customer-9,paid");
    assertForecast(file, "--only=1");
    assertForecast(file, "--only=3");
  }

  @Test
  void otherLinksOfTheContactAreKept() throws IOException {
    Path file = orders("1,customer-1,paid", "2,customer-1,paid", "3,customer-2,paid");
    assertThat(sync(file, BY_CONTACT).exitCode()).isZero();
    // Row 3 moves to the contact; row 2 has moved away, but only row 3 is sent.
    Path moved = orders("1,customer-1,paid", "2,customer-2,paid", "3,customer-1,paid");
    Command command = sync(moved, Command.with(BY_CONTACT, "--only=3"));
    assertThat(command.exitCode()).as(command.out()).isZero();
    assertThat(linksOf(shop.zoe.getId())).containsExactlyInAnyOrder(id("1"), id("2"), id("3"));
    assertThat(linksOf(shop.lukasz.getId())).isEmpty();
    assertThat(sync(moved, Command.with(BY_CONTACT, "--max-unlinks=2")).exitCode()).isZero();
    assertThat(linksOf(shop.zoe.getId())).containsExactlyInAnyOrder(id("1"), id("3"));
    assertThat(linksOf(shop.lukasz.getId())).containsExactly(id("2"));
  }

  @Test
  void otherLinksAreKeptWithoutAStateFile() throws IOException {
    Path file =
        orders("1,customer-1,paid", "2,customer-1,paid", "3,customer-2,paid", "4,customer-1,paid");
    assertThat(sync(orders("1,customer-1,paid", "2,customer-1,paid"), BY_CONTACT).exitCode())
        .isZero();
    Files.delete(state());
    orders("1,customer-1,paid", "2,customer-1,paid", "3,customer-2,paid", "4,customer-1,paid");
    Command command = sync(file, Command.with(BY_CONTACT, "--only=4"));
    assertThat(command.exitCode()).as(command.out()).isZero();
    assertThat(linksOf(shop.zoe.getId())).containsExactlyInAnyOrder(id("1"), id("2"), id("4"));
    assertThat(shop.has("3")).isFalse();
  }

  @Test
  void linkOfARowWithTooManyCellsIsKept() throws IOException {
    sync(orders("1,customer-1,paid", "2,customer-1,paid"), BY_CONTACT);
    Files.delete(state());
    Path damaged = orders("1,customer-1,open", "2,customer-1,paid,more");
    sync(damaged, Command.with(BY_CONTACT, "--only=1"));
    assertThat(linksOf(shop.zoe.getId())).containsExactlyInAnyOrder(id("1"), id("2"));
    Files.delete(state());
    assertThat(sync(damaged, BY_CONTACT).out())
        .contains("line 3 failed, and replacing the links could remove");
    assertThat(linksOf(shop.zoe.getId())).containsExactlyInAnyOrder(id("1"), id("2"));
  }

  @Test
  void linkThatAKilledRunDidNotMoveIsLeftToTheNextCompleteRun() throws Exception {
    Path file = orders("1,customer-1,paid", "2,customer-1,paid");
    sync(file, BY_CONTACT);
    // Killed after the object 2 was stored with its new contact, and before the links.
    try (SyncState state =
        States.at(state(), new Subject("Order", shop.sandbox.getBaseUrl(), null))) {
      Known known = Objects.requireNonNull(state.find("2"));
      state.record("2", new Known("sent", "stored", known.id(), "EXTERNAL_ID:customer-2"));
    }
    orders("1,customer-1,open", "2,customer-2,paid");
    sync(file, Command.with(BY_CONTACT, "--only=1"));
    assertThat(linksOf(shop.zoe.getId())).containsExactlyInAnyOrder(id("1"), id("2"));
    sync(file, BY_CONTACT);
    assertThat(linksOf(shop.zoe.getId())).containsExactly(id("1"));
    assertThat(linksOf(shop.lukasz.getId())).containsExactly(id("2"));
  }

  @Test
  void linksAreNotReplacedIfARowOfTheContactHasNoKey() throws IOException {
    assertThat(sync(orders("1,customer-1,paid", "2,customer-1,paid"), BY_CONTACT).exitCode())
        .isZero();
    Files.delete(state());
    Command command =
        sync(orders("1,customer-1,paid", ",customer-1,paid"), Command.with(BY_CONTACT, "--only=1"));
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out()).contains("line 3 has no key, and replacing the links could remove");
    assertThat(linksOf(shop.zoe.getId())).containsExactlyInAnyOrder(id("1"), id("2"));
  }
}
