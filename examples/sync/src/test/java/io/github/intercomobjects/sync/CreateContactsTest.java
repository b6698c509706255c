package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.intercomobjects.Contacts;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.sandbox.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of contacts that rows name and Intercom lacks, with {@code --create-contacts}. */
class CreateContactsTest {
  private static final String CREATE = "--create-contacts";
  private static final String POST = "POST /contacts";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private Nights nights(String... options) {
    return new Nights(
        directory,
        Command.with(
            new String[] {"--key=no", "--contact=customer", "--decimal=total_amount"}, options));
  }

  private static List<String> orders(String... lines) {
    List<String> all = new ArrayList<>(List.of("no,customer,total_amount"));
    all.addAll(List.of(lines));
    return all;
  }

  private static Contact found(Nights nights, String by, String value) throws Exception {
    try (Connection other =
        Connection.to(nights.shop.sandbox.getBaseUrl(), nights.shop.sandbox.getToken())) {
      Contacts contacts = other.intercom().contacts();
      return (by.equals("email") ? contacts.findByEmail(value) : contacts.findByExternalId(value))
          .orElseThrow();
    }
  }

  private JsonNode summary() throws Exception {
    return JsonMapper.builder().build().readTree(directory.resolve("summary.json").toFile());
  }

  private String toSummary() {
    return "--summary=" + directory.resolve("summary.json");
  }

  private static List<String> linked(Nights nights, String link, String contact) {
    if (!link.startsWith("--reference")) {
      return nights.linkedTo(contact);
    }
    List<String> ids = nights.shop.workspace.getInstancesReferencingContact("Order", contact);
    return nights.shop.workspace.getInstances("Order").stream()
        .filter(order -> ids.contains(order.getId()))
        .map(order -> String.valueOf(order.getExternalId()))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "external_id, customer-9, customer-1, --reference=customer",
    "external_id, customer-9, customer-1, --link-contact-attribute=orders",
    "email, max@example.com, zoe@example.com, --reference=customer",
    "email, max@example.com, zoe@example.com, --link-contact-attribute=orders"
  })
  void contactOfSeveralRowsIsCreatedOnce(String by, String max, String zoe, String link)
      throws Exception {
    try (Nights nights = nights("--contact-by=" + by, link)) {
      List<String> lines = orders("1," + max + ",1", "2," + zoe + ",2", "3," + max + ",3", "4,,4");
      Command run = nights.sync(lines, CREATE, toSummary());
      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .containsPattern(" +contacts created +1  which rows name and Intercom did not have\n");
      assertThat(summary().path("contacts_created").asInt()).isEqualTo(1);
      assertThat(nights.writes()).filteredOn(POST::equals).hasSize(1);
      Contact created = found(nights, by, max);
      assertThat(created.getRole()).isEqualTo(Contact.Role.USER);
      assertThat(linked(nights, link, created.getId())).containsExactly("1", "3");
      assertThat(linked(nights, link, nights.shop.zoe.getId())).containsExactly("2");

      assertThat(nights.sync(lines, CREATE, toSummary()).exitCode()).isZero();
      assertThat(nights.writes()).isEmpty();
      assertThat(summary().path("contacts_created").asInt()).isZero();
    }
  }

  @Test
  void withoutTheOptionNoneIsCreated() throws Exception {
    try (Nights nights = nights()) {
      Command run = nights.sync(orders("1,customer-9,1"), toSummary());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(nights.writes()).isEmpty();
      assertThat(run.out()).doesNotContain("contacts created");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--reference=customer", "--link-contact-attribute=orders"})
  void dryRunCountsTheContactsAndCreatesNone(String link) throws Exception {
    try (Nights nights = nights(link)) {
      List<String> lines =
          orders("1,customer-8,1", "2,customer-9,2", "3,customer-9,3", "4,customer-1,4");
      Command forecast = nights.sync(lines, CREATE, "--dry-run", toSummary());
      assertThat(forecast.exitCode()).isZero();
      assertThat(forecast.out())
          .containsPattern(" +create contacts +2  which rows name and Intercom does not have\n")
          .containsPattern(" +fail +0\n")
          .containsPattern(" +link +4\n");
      assertThat(summary().path("create_contacts").asInt()).isEqualTo(2);
      assertThat(nights.writes()).isEmpty();
      assertThat(Files.exists(directory.resolve("orders.csv.intercom-sync"))).isFalse();
      Command run = nights.sync(lines, CREATE, toSummary());
      assertThat(run.exitCode()).isZero();
      assertThat(summary().path("contacts_created").asInt()).isEqualTo(2);
      assertThat(summary().path("links").asInt()).isEqualTo(4);
    }
  }

  @Test
  void moreContactsThanTheLimitSendNothing() throws Exception {
    try (Nights nights = nights()) {
      List<String> lines = orders();
      for (int i = 1000; i < 1101; i++) {
        lines.add(i + ",number-" + i + ",1");
        // Rows of one contact count once.
        lines.add("again-" + i + ",number-" + i + ",1");
      }
      for (String[] options : new String[][] {{CREATE}, {CREATE, "--dry-run"}}) {
        Command run = nights.sync(lines, options);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
            .contains(
                "101 contacts that rows name do not exist in Intercom, and --create-contacts creates"
                    + " at most 100, so nothing was sent; check that customer has the external id of"
                    + " contacts, or allow them with --max-new-contacts 101");
        assertThat(nights.writes()).isEmpty();
      }
      assertThat(nights.sync(lines.subList(0, 3), CREATE, "--max-new-contacts=0").err())
          .contains(
              "1 contact that rows name does not exist in Intercom, and --max-new-contacts is 0, so");
      // The advice, followed.
      assertThat(nights.sync(lines, CREATE, "--max-new-contacts=101").exitCode()).isZero();
      assertThat(nights.writes()).filteredOn(POST::equals).hasSize(101);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "external_id, NULL, it is a placeholder",
    "external_id, 0, it is a placeholder",
    "external_id, N/A, it is a placeholder",
    "external_id, ' customer-9', it has spaces around it or control characters in it",
    "email, unknown, it is a placeholder",
    "email, max@example, it is no e-mail address",
    "email, max example.com, it is no e-mail address",
    "email, max@example.com;zoe@example.com, it is no e-mail address"
  })
  void doubtfulKeysFailTheirRowsAndCreateNoContact(String by, String key, String reason)
      throws Exception {
    try (Nights nights = nights("--contact-by=" + by)) {
      for (String[] options : new String[][] {{CREATE}, {CREATE, "--dry-run"}}) {
        String[] all = Command.with(options, "--keep-blanks");
        Command run = nights.sync(orders("1," + key + ",1"), all);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
            .contains(", and none is created, because " + reason + "; create it first, or leave");
        assertThat(nights.writes()).noneMatch(POST::equals);
        assertThat(nights.objects()).isZero();
      }
    }
  }

  @Test
  void keyThatWouldChangeTheUrlCreatesNoContact() throws Exception {
    try (Nights nights = nights()) {
      assertThat(nights.sync(orders("1,..,1"), CREATE).out()).contains("cannot be looked up");
      assertThat(nights.writes()).isEmpty();
    }
  }

  @Test
  void contactsOfRowsThatFailAreNotCreated() throws Exception {
    try (Nights nights = nights()) {
      Command run =
          nights.sync(
              orders(
                  "1,customer-7,many",
                  "2,customer-8,2",
                  "2,customer-9,2",
                  "3,customer-10",
                  ",customer-11,2"),
              CREATE,
              toSummary());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(summary().path("contacts_created").asInt()).isEqualTo(1);
      assertThat(nights.shop.workspace.findContact("customer-8")).isPresent();
      for (String other : List.of("7", "9", "10", "11")) {
        assertThat(nights.shop.workspace.findContact("customer-" + other)).isEmpty();
      }
    }
  }

  @Test
  void tokenWithoutThePermissionStoresNothing() throws Exception {
    try (Nights nights = nights()) {
      nights.shop.sandbox.faults().on("POST", "/contacts").every(1).fail(Fault.status(403));
      Command run =
          nights.sync(orders("1,customer-1,1", "2,customer-8,2", "3,customer-9,3"), CREATE);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("the access token lacks a permission: ", "read_write_users");
      assertThat(nights.writes()).containsExactly(POST);
      assertThat(nights.objects()).isZero();
    }
  }

  @Test
  void contactThatCannotBeCreatedFailsItsRowsOnly() throws Exception {
    try (Nights nights = nights()) {
      nights.shop.sandbox.faults().on("POST", "/contacts").times(1).fail(Fault.status(400));
      Command run =
          nights.sync(
              orders("1,customer-8,1", "2,customer-8,2", "3,customer-9,3"), CREATE, toSummary());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).contains("the contact was not created: ");
      assertThat(summary().path("failed").asInt()).isEqualTo(2);
      assertThat(summary().path("stored").asInt()).isEqualTo(1);
      assertThat(summary().path("contacts_created").asInt()).isEqualTo(1);
      // The next run creates it.
      assertThat(nights.run("sync", CREATE).exitCode()).isZero();
    }
  }

  @Test
  void mergedContactThatTheListLacksIsNotCreatedAgain() throws Exception {
    try (Nights nights = nights()) {
      nights.shop.workspace.mergeContacts(nights.shop.zoe.getId(), nights.shop.lukasz.getId());
      List<String> lines = orders("1,customer-1,1");
      for (int i = 0; i < 5; i++) {
        lines.add("new-" + i + ",new-" + i + ",1");
      }
      assertThat(nights.sync(lines, CREATE, toSummary()).exitCode()).isZero();
      assertThat(summary().path("contacts_created").asInt()).isEqualTo(5);
      assertThat(linked(nights, "--reference", nights.shop.lukasz.getId())).containsExactly("1");
    }
  }

  @Test
  void contactThatTheSearchDoesNotFindYetIsNotCreatedTwice() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      String none = "{\"type\":\"list\",\"data\":[],\"total_count\":0}";
      String conflict =
          "{\"type\":\"error.list\",\"errors\":[{\"code\":\"conflict\",\"message\":\"A contact matching"
              + " those details already exists with id=7\"}]}";
      for (int i = 0; i < 2; i++) {
        server.enqueue(new MockResponse.Builder().body(none).build());
        server.enqueue(new MockResponse.Builder().code(409).body(conflict).build());
      }
      server.enqueue(
          new MockResponse.Builder().body("{\"id\":\"7\",\"email\":\"max@example.com\"}").build());
      server.start();
      try (Connection connection = Connection.to(server.url("/").toString(), "token")) {
        assertThat(
                new ContactCalls(connection.intercom())
                    .create(ContactKey.of(ContactKey.By.EMAIL, "max@example.com")))
            .isEqualTo(new ContactCalls.Created("7", false));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--contact-by=id --create-contacts, --create-contacts cannot create contacts with the Intercom ids of rows; name contacts by external id or e-mail, or remove --create-contacts",
    "--max-new-contacts=5, --max-new-contacts 5 needs --create-contacts; add that, or remove --max-new-contacts",
    "--create-contacts --max-new-contacts=-1, --max-new-contacts must not be negative, was -1"
  })
  void optionsThatContradictEachOtherSendNothing(String options, String message) throws Exception {
    try (Nights nights = nights()) {
      Command run = nights.sync(orders("1,customer-9,1"), options.split(" "));
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains(message);
      assertThat(nights.shop.calls()).isEmpty();
    }
  }

  @Test
  void contactColumnIsNeeded() throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--decimal=total_amount")) {
      Command run = nights.sync(orders("1,customer-9,1"), CREATE);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .contains(
              "--create-contacts needs a contact column; name it with --contact, or remove"
                  + " --create-contacts");
    }
  }

  @Test
  void rehearsalHasAllContacts() throws Exception {
    Path file = Command.file(directory, "no,customer", "1,customer-9");
    Command run = Command.rehearse(file, "--key=no", "--contact=customer", CREATE, toSummary());
    assertThat(run.exitCode()).isZero();
    assertThat(summary().path("contacts_created").asInt()).isZero();
  }
}
