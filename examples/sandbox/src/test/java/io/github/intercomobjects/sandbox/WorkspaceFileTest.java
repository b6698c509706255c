package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceFileTest {
  private static final Path EXAMPLE = Path.of("shop.json");

  private final Path folder;

  WorkspaceFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theExampleEqualsTheSameWorkspaceInCode() {
    Settings file = Workspace.load(EXAMPLE).settings();
    Settings code =
        Workspace.builder()
            .objectType(
                ObjectTypeDefinition.builder("Order")
                    .list("status", "pending", "shipped", "delivered")
                    .decimal("total_amount")
                    .integer("parcels")
                    .bool("gift")
                    .date("placed_at")
                    .text("coupon")
                    .referenceToOne("customer", "contact")
                    .referenceToMany("talks", "conversation")
                    .referenceToMany("items", "Item")
                    .build())
            .objectType(
                ObjectTypeDefinition.builder("Item")
                    .text("sku")
                    .referenceToOne("order", "Order")
                    .build())
            .contactRelationship("orders", "Order", Cardinality.MANY)
            .contactRelationship("latest_order", "Order", Cardinality.ONE)
            .conversationRelationship("orders", "Order", Cardinality.MANY)
            .teammate("2", "Hana")
            .team("501", "Deliveries")
            .ticketType("1", "Delivery", "Customer")
            .ticketType("2", "Recall", "Tracker")
            .token("shop-token")
            .limitedToken("reader", "read_conversations", "read_users_companies")
            .rateLimit(1667, Duration.ofSeconds(10))
            .instancesShown(10)
            .maxInstancesPerType(100_000)
            .defaultVersion("2.16")
            .missAnswer(MissAnswer.BY_VERSION)
            .nestedNulls(false)
            .build()
            .settings();
    assertThat(file)
        .usingRecursiveComparison()
        .ignoringFields("content")
        .withStrictTypeChecking()
        .isEqualTo(code);
  }

  @Test
  void theExampleHasEveryKey() throws IOException {
    JsonNode example = Json.parse(Files.readAllBytes(EXAMPLE));
    assertThat(example.fieldNames()).toIterable().containsExactlyElementsOf(WorkspaceFile.KEYS);
    assertThat(example.path("contacts").findValuesAsText("role")).containsExactly("lead");
  }

  @Test
  void theExampleHoldsContactsConversationsAndTickets() {
    try (Sandbox sandbox = Sandbox.start(Workspace.load(EXAMPLE))) {
      Http http = new Http(sandbox);
      String zoe = sandbox.getWorkspace().findContact("customer-7").orElseThrow().getId();
      assertThat(sandbox.getWorkspace().findContact("customer-8")).isPresent();
      assertThat(http.get("/conversations/64619700000001").ok().text()).contains(zoe);
      assertThat(http.get("/tickets/601").ok().text()).contains(zoe, "Where is my order?");
    }
  }

  @Test
  void everySettingOfTheFileIsRead() throws IOException {
    Settings settings =
        Workspace.load(
                file(
                    """
                    {
                      "limits": {
                        "calls_per_window": 5,
                        "window_seconds": 60,
                        "instances_shown": 3,
                        "instances_per_type": 7
                      },
                      "default_version": "Preview",
                      "miss": "found_false",
                      "nested_nulls": true,
                      "duplicate_conversation_attributes": ["plan", "topic"],
                      "limited_tokens": {"nothing": []}
                    }
                    """))
            .settings();
    assertThat(settings.callsPerWindow()).isEqualTo(5);
    assertThat(settings.window()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.instancesShown()).isEqualTo(3);
    assertThat(settings.maxInstancesPerType()).isEqualTo(7);
    assertThat(settings.defaultVersion()).isEqualTo(ApiVersion.PREVIEW);
    assertThat(settings.missAnswer()).isEqualTo(MissAnswer.FOUND_FALSE);
    assertThat(settings.nestedNulls()).isTrue();
    assertThat(settings.duplicateConversationAttributes()).containsExactly("plan", "topic");
    assertThat(settings.tokens()).containsEntry("nothing", new AccessToken("nothing", Set.of()));
  }

  @Test
  void anEmptyObjectIsAnEmptyWorkspaceWithTheDefaultLimits() throws IOException {
    assertThat(Workspace.load(file("{}")).settings())
        .usingRecursiveComparison()
        .ignoringFields("content")
        .isEqualTo(Workspace.builder().build().settings());
  }

  @Test
  void allProblemsAreReportedAtOnceWithTheirLocations() throws IOException {
    rejected(
        """
        {
          "objects": {},
          "object_types": {
            "Order": {
              "status": "string",
              "paid": true,
              "customer": {"to_one": "Customer"}
            }
          },
          "contacts": [
            {"external_id": 7, "mail": "zoe@example.com"}
          ]
        }
        """,
        "/objects in line 2: this key is unknown; use object_types, contact_relationships,"
            + " conversation_relationships, contacts, conversations, teammates, teams,"
            + " ticket_types, tickets, token, limited_tokens, limits, default_version, miss,"
            + " nested_nulls, duplicate_conversation_attributes",
        "/object_types/Order/status in line 5: 'string' is not a kind of attribute; use text,"
            + " integer, decimal, boolean, date, a list of options such as [\"DHL\", \"UPS\"],"
            + " {\"to_one\": \"contact\"} or {\"to_many\": \"contact\"}",
        "/object_types/Order/paid in line 6: is not a kind of attribute; use text, integer,"
            + " decimal, boolean, date, a list of options such as [\"DHL\", \"UPS\"], {\"to_one\":"
            + " \"contact\"} or {\"to_many\": \"contact\"}",
        "/object_types/Order/customer/to_one in line 7: 'Customer' is not defined; use one of"
            + " Order, contact, conversation",
        "/contacts/0/mail in line 11: this key is unknown; use external_id, email, name, role",
        "/contacts/0/external_id in line 11: must be a string, was a whole number");
  }

  @Test
  void referencesNeedACardinalityAndATarget() throws IOException {
    rejected(
        "{\"object_types\":{\"Order\":{\"a\":{},\"b\":{\"to_one\":\"contact\",\"to_many\":\"Order\"},"
            + "\"c\":{\"to_one\":1},\"d\":{\"to_on\":\"contact\"}}}}",
        "/object_types/Order/a in line 1: needs one of the keys to_one and to_many",
        "/object_types/Order/b in line 1: needs one of the keys to_one and to_many",
        "/object_types/Order/c/to_one in line 1: must be a string, was a whole number",
        "/object_types/Order/d/to_on in line 1: this key is unknown; use to_one, to_many",
        "/object_types/Order/d in line 1: needs one of the keys to_one and to_many");
  }

  @Test
  void relationshipsNameObjectTypesOfTheFile() throws IOException {
    rejected(
        """
        {
          "object_types": {"Order": {}},
          "contact_relationships": {"orders": {"to_many": "contact"}},
          "conversation_relationships": {"orders": "Order"}
        }
        """,
        "/contact_relationships/orders/to_many in line 3: 'contact' is not defined; use one of"
            + " Order",
        "/conversation_relationships/orders in line 4: must be {\"to_one\": \"…\"} or"
            + " {\"to_many\": \"…\"} with an object type");
  }

  @Test
  void rulesOfTheBuilderHoldForFiles() throws IOException {
    rejected(
        """
        {
          "object_types": {"contact": {}, "Order": {"carrier": [], "": "text"}},
          "teammates": [{"id": "1", "name": "Hana"}, {"id": "2"}],
          "ticket_types": [{"id": "1", "name": "Request", "category": "Any"}],
          "token": "a b",
          "limits": {"calls_per_window": 0, "window_seconds": 1.5, "instances_shown": -1},
          "default_version": "3",
          "miss": "404",
          "nested_nulls": "no",
          "duplicate_conversation_attributes": ["plan", 7, "plan"],
          "contacts": [{"role": "visitor"}, {"role": 1}]
        }
        """,
        "/object_types/contact in line 2: An object type cannot be named 'contact': references use"
            + " that name already",
        "/object_types/Order/carrier in line 2: The list attribute 'carrier' needs at least one"
            + " option",
        "/object_types/Order/ in line 2: The name of an attribute of Order must not be blank or"
            + " padded with blanks: ''",
        "/teammates/0 in line 3: A teammate or team already has the id '1'",
        "/teammates/1 in line 3: needs name",
        "/ticket_types/0 in line 4: category must be one of [Customer, Back-office, Tracker]:"
            + " 'Any'",
        "/contacts/0 in line 11: role must be one of [user, lead]: 'visitor'",
        "/contacts/1/role in line 11: must be a string, was a whole number",
        "/token in line 5: token must be printable ASCII without blanks, since it is sent in a header",
        "/limits/calls_per_window in line 6: callsPerWindow must be at least 1: 0",
        "/limits/window_seconds in line 6: must be a whole number up to 2147483647, was a number",
        "/limits/instances_shown in line 6: instancesShown must be at least 0: -1",
        "/default_version in line 7: defaultVersion must be 2.0 to 2.17 or Preview: '3'",
        "/miss in line 8: must be by_version, not_found or found_false, was '404'",
        "/nested_nulls in line 9: must be true or false, was a string",
        "/duplicate_conversation_attributes/1 in line 10: must be a string, was a whole number",
        "/duplicate_conversation_attributes/2 in line 10: The duplicate attribute 'plan' is defined"
            + " twice");
  }

  @Test
  void referencedContactsAndTypesMustBeDefined() throws IOException {
    rejected(
        """
        {
          "contacts": [{"external_id": "customer-7"}, {"external_id": "customer-7"}],
          "conversations": [
            {"contacts": ["customer-7", "customer-8"]},
            {"contacts": "customer-7"},
            {}
          ],
          "tickets": [
            {"type": "9", "contact": "customer-7", "title": "Lost"},
            {"type": "1", "contact": "customer-9", "title": "Lost"}
          ],
          "limited_tokens": {"sandbox-token": [], "reader": "read_conversations",
            "writer": ["write_conversation"]}
        }
        """,
        "/contacts/1 in line 2: A contact with the external id 'customer-7' is defined already",
        "/conversations/0/contacts in line 4: A conversation names the contact with the external id"
            + " 'customer-8', which is not defined; define it first",
        "/conversations/1/contacts in line 5: must be a list, was a string",
        "/conversations/2 in line 6: needs contacts",
        "/tickets/0 in line 9: there is no ticket type '9'; use one of [1]",
        "/tickets/1 in line 10: The ticket 'Lost' names the contact with the external id"
            + " 'customer-9', which is not defined; define it first",
        "/limited_tokens/sandbox-token in line 12: this token has all scopes already; rename one of"
            + " the two",
        "/limited_tokens/reader in line 12: must be a list, was a string",
        "/limited_tokens/writer in line 13: The scope 'write_conversation' looks like a"
            + " mistyped write_conversations; the sandbox knows [delete_conversations_and_metrics,"
            + " read_conversations, read_users_companies, read_write_custom_object_instances,"
            + " read_write_users, write_conversations, write_users_companies]");
  }

  @Test
  void valuesThatAreNotObjectsAreRejected() throws IOException {
    rejected("[]", "the file in line 1: must be an object, was an array");
    rejected("", "the file in line 1: must be an object, was null");
    rejected(
        "{\"object_types\": [], \"contacts\": {}}",
        "/object_types in line 1: must be an object, was an array",
        "/contacts in line 1: must be a list, was an object");
  }

  @Test
  void invalidJsonIsRejectedWithItsLine() throws IOException {
    assertThatThrownBy(() -> Workspace.load(file("{\n  \"token\": 'a'\n}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            folder.resolve("workspace.json") + " is not valid JSON: line 2, column 12: Unexpected");
    assertThatThrownBy(() -> Workspace.load(file("{\n  \"miss\": 1,\n  \"miss\": 2\n}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            folder.resolve("workspace.json")
                + " is not valid JSON: line 3, column 9: Duplicate field 'miss'");
    assertThatThrownBy(() -> Workspace.load(file("{}\n{}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            folder.resolve("workspace.json") + " is not valid JSON: line 2, column 1: Trailing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"contacts\":["})
  void unclosedBracketsAreRejectedWhereTheyBecomeTooMany(String bracket) throws IOException {
    Path file = file("{\n  \"contacts\": " + bracket.repeat(200_000));
    assertThatThrownBy(() -> Workspace.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            ".*workspace\\.json is not valid JSON: line 2, column [0-9]+: more than 20 brackets are"
                + " open here; close or remove some of them");
  }

  @Test
  void tooManyClosedBracketsAreRejectedToo() throws IOException {
    Path file = file("[".repeat(500) + "]".repeat(500));
    assertThatThrownBy(() -> Workspace.load(file)).hasMessageContaining(" line 1, column 21: more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "0.7", "-12", "1e7"})
  void aNumberOfMegabytesIsRejectedWithItsLocation(String digits) throws IOException {
    Path file =
        file("{\n  \"limits\": {\n    \"calls_per_window\": " + digits + "7".repeat(5_000_000));
    assertThatThrownBy(() -> Workspace.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            ".*workspace\\.json cannot be used:\n  line 3, column [0-9]+: this is too long; a"
                + " number may have 100 digits, a string 100000 characters and a name fewer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"miss\": \"%s\"}",
        "{\"%s\": 1}",
        "{\"%s\": 1, \"%<s\": 2}",
        "{\"object_types\": {\"%s\": 7}}",
        "{\"object_types\": {\"Order\": {\"a\": \"%s\"}}}",
        "{\"token\": %s}"
      })
  void aTextOfMegabytesIsRejectedWithAShortMessage(String form) throws IOException {
    for (int length : new int[] {90_000, 2_000_000}) {
      Path file = file(form.formatted("x".repeat(length)));
      assertThatThrownBy(() -> Workspace.load(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(file + " ")
          .hasMessageContaining("line 1")
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2_000));
    }
  }

  @Test
  void ofAThousandProblemsAHundredAreReported() throws IOException {
    Path file = file("{\"contacts\": [" + "7,".repeat(999) + "7]}");
    assertThatThrownBy(() -> Workspace.load(file))
        .hasMessageEndingWith(
            "  /contacts/99 in line 1: must be an object, was a whole number\n  and 900 more");
  }

  @Test
  void aFileOfManyMegabytesIsRejected() throws IOException {
    Path file = file("{}" + " ".repeat(11_000_000));
    assertThatThrownBy(() -> Workspace.load(file))
        .hasMessage(file + " is larger than 10485760 bytes; shorten it");
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing.json");
    assertThatThrownBy(() -> Workspace.load(missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no file " + missing + " (looked for " + missing + ")");
    assertThatThrownBy(() -> Workspace.load(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(folder + " cannot be read: java.io.IOException: ");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("workspace.json"), text);
  }

  private void rejected(String text, String... problems) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> Workspace.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " cannot be used:\n  " + String.join("\n  ", problems));
  }
}
