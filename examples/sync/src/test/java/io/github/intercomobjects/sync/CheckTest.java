package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sync.InputOptions.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  private static final String WRITING =
      "not verified  writing: no call shows whether the token may write; --probe stores one object,"
          + " and deletes it again";
  private static final String TOKEN = "ok            token: Sandbox (sandbox), region US";

  private final Shop shop = new Shop();
  private final Mapping.Builder mapping = new Mapping.Builder();

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Connection connection;

  @BeforeEach
  void connect() throws CannotRunException {
    connection = Connection.to(shop.sandbox.getBaseUrl(), shop.sandbox.getToken());
    mapping.key = new Mapping.Named("no", "--key");
  }

  @AfterEach
  void close() {
    connection.close();
    shop.close();
  }

  private void store(String key, Attributes attributes) {
    connection.intercom().customObjects(ObjectType.untyped("Order")).upsert(key, attributes);
  }

  private List<String> check(Intercom intercom, long limit, String... lines)
      throws IOException, CannotRunException {
    Failures failures = new Failures(intercom.getBaseUrl());
    List<Finding> found = new ArrayList<>();
    Input input = input(lines);
    try (SyncState state = SyncState.temporary();
        Scratch scratch = Scratch.create()) {
      RowsCheck.Rows rows = new RowsCheck(input, found::add).read(scratch);
      Check check = new Check(input, intercom, failures, new RecordLimit(limit), found::add);
      if (rows != null && check.token() && check.type(rows.count())) {
        if (input.mapping().contact() != null) {
          ContactMemory memory = new ContactMemory(state, scratch);
          check.contacts(rows, new ContactResolver(intercom, memory, failures, "customer"));
        }
        check.notVisible(false, false);
      }
    }
    return found.stream().map(Finding::toString).toList();
  }

  private Input input(String... lines) throws IOException, CannotRunException {
    CsvFile file = CsvFile.at(Command.file(directory, lines), CsvFormat.DEFAULT);
    Mapping built = mapping.build();
    return new Input(file, Columns.of(file, built), built, null);
  }

  private List<String> check(String... lines) throws IOException, CannotRunException {
    return check(connection.intercom(), RecordLimit.DEFAULT, lines);
  }

  private String source() {
    return directory.resolve("orders.csv").toString();
  }

  @Test
  void successIsReportedAndNothingIsWritten() throws Exception {
    store("A", Attributes.builder().set("status", "paid").set("total_amount", 7).build());
    int before = shop.calls().size();
    mapping.types.put("total_amount", new Mapping.Typed(ColumnType.DECIMAL, null, "--decimal"));
    mapping.contact = new Mapping.Named("customer_id", "--contact");
    mapping.link = new Mapping.Link(true, "orders", "--link-contact-attribute");
    assertThat(
            check("no,status,total_amount,customer_id", "1,paid,1.5,customer-1", "2,,,customer-2"))
        .containsExactly(
            "ok            source: 2 rows of "
                + source()
                + "; the key is no, the attributes are [status (text), total_amount (decimal)]",
            TOKEN,
            "ok            type: Order with 1 object",
            "ok            attributes: all were found in 1 object",
            "ok            record limit: 2 rows, within the limit of 100,000 per type (change it with"
                + " --record-limit)",
            "ok            contacts: the first 2 contacts were found by external id",
            "not verified  options: no call shows which of [status] are lists, and with which"
                + " options; Intercom drops a text that is not an option",
            "not verified  link: no call shows whether orders of contacts refers to many objects of"
                + " Order; check it under Settings > Data > Custom objects",
            WRITING);
    assertThat(shop.calls().subList(before, shop.calls().size()))
        .allMatch(call -> call.startsWith("GET "))
        .hasSize(3);
  }

  @Test
  void attributesThatNoObjectHasAreListed() throws Exception {
    store("A", Attributes.builder().set("status", "paid").set("total_amount", 7).build());
    mapping.contact = new Mapping.Named("customer_id", "--contact");
    mapping.link = new Mapping.Link(false, "buyer", "--reference");
    assertThat(check("no,status,colour,total_amount,customer_id", "1,paid,red,1.5,customer-1"))
        .contains(
            "warning       attributes: total_amount is sent as text, but an object in Intercom has the"
                + " value 7",
            "warning       attributes: none of 1 object has [colour, buyer]; check under Settings > Data"
                + " > Custom objects that the type has them, because Intercom rejects a row with an"
                + " unknown attribute");
  }

  @Test
  void attributesOfAnEmptyTypeAreNotCompared() throws Exception {
    assertThat(check("no,status", "1,paid"))
        .contains(
            "ok            type: Order with 0 objects",
            "not verified  attributes: the type has no objects yet, so the attributes cannot be"
                + " compared");
  }

  @Test
  void badRowsAreCountedAndTheFirstAreListed() throws Exception {
    mapping.types.put("n", new Mapping.Typed(ColumnType.NUMBER, null, "--number"));
    List<String> found = check("no,n", "1,a", "2,b", "3,c", "4,d", "5,e", "6,f", "7,8", "7,9");
    assertThat(found)
        .startsWith("warning       line 2: n \"a\" is not a whole number such as 3")
        .contains(
            "warning       source: 8 rows of "
                + source()
                + ", of which 7 will fail; the key is no, the attributes are [n (number)]")
        .doesNotContain("warning       line 7: n \"f\" is not a whole number such as 3");
  }

  @Test
  void sourceThatCannotBeReadToItsEndIsAnErrorAndEndsTheCheck() throws Exception {
    List<String> found = check("no,status", "1,\"paid");
    assertThat(found).hasSize(1);
    assertThat(found.get(0)).startsWith("error         source: " + source() + " cannot be parsed");
    assertThat(shop.sandbox.getCalls()).isEmpty();
  }

  @Test
  void unknownTypeIsAnError() throws Exception {
    mapping.type = "Ordr";
    assertThat(check("no", "1"))
        .anyMatch(
            text ->
                text.startsWith("error         type: there is no custom object type \"Ordr\": "));
  }

  @Test
  void rejectedTokenIsAnErrorAndEndsTheCheck() throws Exception {
    try (Connection wrong = Connection.to(shop.sandbox.getBaseUrl(), "wrong")) {
      List<String> found = check(wrong.intercom(), 10, "no", "1");
      assertThat(found).hasSize(2);
      assertThat(found.get(1))
          .startsWith("error         token: the access token is not accepted at ")
          .contains("check INTERCOM_ACCESS_TOKEN");
    }
  }

  @Test
  void recordLimitIsComparedWithRowsAndObjects() throws Exception {
    store("A", Attributes.builder().set("status", "paid").build());
    String limit = "the limit of 2 per type (change it with --record-limit)";
    assertThat(check(connection.intercom(), 2, "no", "1", "2", "3"))
        .contains(
            "error         record limit: 3 rows exceed "
                + limit
                + "; remove rows that agents do not need");
    assertThat(check(connection.intercom(), 2, "no", "1", "2"))
        .contains(
            "warning       record limit: 1 object and 2 rows together exceed "
                + limit
                + ", unless enough rows are objects already");
    assertThat(check(connection.intercom(), 2, "no", "1"))
        .contains("ok            record limit: 1 row, within " + limit);
  }

  @Test
  void contactsThatAreNotFoundAreListed() throws Exception {
    mapping.contact = new Mapping.Named("customer_id", "--contact");
    assertThat(check("no,customer_id", "1,customer-1", "2,customer-9", "3,customer-1"))
        .contains(
            "warning       contacts: 1 of the first 2 contacts not found, so their rows will fail: there"
                + " is no contact with the external id \"customer-9\"; create it first, or leave"
                + " customer empty");
    mapping.contactBy = ContactKey.By.EMAIL;
    assertThat(check("no,customer_id", "1,customer-1"))
        .contains(
            "error         contacts: 1 contact was not found, so its rows will fail: there is"
                + " no contact with the e-mail \"customer-1\"; create it first, or leave customer"
                + " empty; check --contact-by");
    assertThat(check("no,customer_id", "1,"))
        .contains("warning       contacts: no row names a contact, so nothing will be linked");
    assertThat(check("no,customer_id", "1,,x", "2"))
        .contains("warning       contacts: no row can be read, so no contact was looked up");
    assertThat(check("no,customer_id", "1,,x", "2,"))
        .contains(
            "warning       contacts: no row that can be read names a contact, so nothing will be"
                + " linked");
    // The row has no key, but names a contact.
    assertThat(check("no,customer_id", ",customer-1"))
        .contains(
            "error         contacts: 1 contact was not found, so its rows will fail:"
                + " there is no contact with the e-mail \"customer-1\"; create it first, or leave"
                + " customer empty; check --contact-by");
  }

  @Test
  void versionThatCannotListIsReportedAndTheRestIsChecked() throws Exception {
    Intercom old = connection.intercom().withVersion(ApiVersion.V2_13);
    assertThat(check(old, 100, "no", "1"))
        .contains(
            "warning       version: 2.13 cannot list objects, so type and attributes are not checked;"
                + " use version 2.16 or later",
            "not verified  record limit: 1 row, within the limit of 100 per type (change it with"
                + " --record-limit); how many objects the type has is not known");
  }

  @Test
  void checkOfTheTypeTakesOneCall() throws Exception {
    Intercom intercom = connection.intercom();
    Failures failures = new Failures(intercom.getBaseUrl());
    List<Finding> found = new ArrayList<>();
    new Check(input("no", "1"), intercom, failures, new RecordLimit(100), found::add).type(1);
    assertThat(found)
        .extracting(Finding::what)
        .containsExactly("type", "attributes", "record limit");
    assertThat(shop.sandbox.getCalls()).hasSize(1);
  }

  @Test
  void probeThatTheLibraryRefusesIsAFinding() throws IOException, CannotRunException {
    List<String> found = new ArrayList<>();
    Input input = input("no", "1");
    try (Scratch scratch = Scratch.create()) {
      RowsCheck.Rows rows = new RowsCheck(input, finding -> {}).read(scratch);
      Probe probe =
          new Probe(
              connection.intercom(),
              input,
              new Failures(shop.sandbox.getBaseUrl()),
              finding -> found.add(finding.toString()),
              "");
      assertThat(probe.run(Objects.requireNonNull(Objects.requireNonNull(rows).good()), null))
          .isFalse();
    }
    assertThat(found)
        .containsExactly(
            "error         probe: the object was not stored: external id must not be blank,"
                + " was \"\"");
    assertThat(shop.calls()).isEmpty();
  }
}
