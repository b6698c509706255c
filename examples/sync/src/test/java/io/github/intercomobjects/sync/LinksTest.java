package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {
  private static final String[] BY_REFERENCE = {
    "--key", "order_number", "--contact", "customer_id"
  };
  private static final String[] BY_CONTACT = {
    "--key", "order_number", "--contact", "customer_id", "--link-contact-attribute", "orders"
  };

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private Path fiveOrders() throws IOException {
    return Command.file(
        directory,
        "order_number,customer_id,status",
        "ORDER-1,customer-1,paid",
        "ORDER-2,customer-2,paid",
        "ORDER-3,customer-1,paid",
        "ORDER-4,,paid",
        "ORDER-5,customer-1,paid");
  }

  private static List<String> ids(Shop shop, String... keys) {
    return List.of(keys).stream().map(key -> shop.order(key).getId()).toList();
  }

  @Test
  void referenceNeedsNoExtraCallAndEachContactIsLookedUpOnce() throws IOException {
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, fiveOrders(), BY_REFERENCE);
      assertThat(command.exitCode()).isZero();
      assertThat(command.out()).containsPattern("links +4\n");
      assertThat(shop.workspace.getInstancesReferencingContact("Order", shop.zoe.getId()))
          .containsExactlyInAnyOrderElementsOf(ids(shop, "ORDER-1", "ORDER-3", "ORDER-5"));
      assertThat(shop.workspace.getInstancesReferencingContact("Order", shop.lukasz.getId()))
          .containsExactlyElementsOf(ids(shop, "ORDER-2"));
      assertThat(shop.calls())
          .hasSize(7)
          .containsOnlyOnce("GET /contacts?per_page=150")
          .filteredOn(call -> call.equals("POST /custom_object_instances/Order"))
          .hasSize(5);
    }
  }

  @Test
  void contactsNamedByIdAreLookedUpOnce() throws IOException {
    try (Shop shop = new Shop()) {
      Path file =
          Command.file(
              directory,
              "order_number,customer_id",
              "ORDER-1," + shop.zoe.getId(),
              "ORDER-2," + shop.lukasz.getId(),
              "ORDER-3," + shop.zoe.getId());
      Command command =
          Command.live(shop.sandbox, file, Command.with(BY_REFERENCE, "--contact-by=id"));
      assertThat(command.exitCode()).isZero();
      assertThat(command.out()).containsPattern("links +3\n");
      assertThat(shop.workspace.getInstancesReferencingContact("Order", shop.zoe.getId()))
          .containsExactlyInAnyOrderElementsOf(ids(shop, "ORDER-1", "ORDER-3"));
      assertThat(shop.calls())
          .filteredOn(call -> call.contains("/contacts"))
          .containsExactly("GET /contacts?per_page=150");
    }
  }

  @Test
  void contactsNamedByIdCannotBeRehearsed() throws IOException {
    Command command = Command.rehearse(fiveOrders(), Command.with(BY_REFERENCE, "--contact-by=id"));
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains(
            "a rehearsal cannot create contacts with the Intercom ids of the rows; use --live");
  }

  @Test
  void showLimitsTheListOfMissingLinks() throws IOException {
    try (Shop shop = new Shop()) {
      shop.sandbox.faults().on("PUT", "/contacts/*").fail(Fault.status(400));
      Command command =
          Command.live(shop.sandbox, fiveOrders(), Command.with(BY_CONTACT, "--show=1"));
      assertThat(command.out())
          .contains("\n  2 contacts: Intercom returned 400 ")
          .contains("\n    line 2  3 links to the contact with the external id \"customer-1\"\n")
          .doesNotContain("customer-2")
          .contains("  and 1 more; show them with --show 2");
    }
  }

  @Test
  void emptyContactCellUnlinksTheObject() throws IOException {
    try (Shop shop = new Shop()) {
      Command.live(shop.sandbox, fiveOrders(), BY_REFERENCE);
      Path file = Command.file(directory, "order_number,customer_id", "ORDER-1,");
      Command.live(shop.sandbox, file, BY_REFERENCE);
      assertThat(shop.order("ORDER-1").getAttributes()).doesNotContainKey("customer");
    }
  }

  @Test
  void unknownContactFailsItsRow() throws IOException {
    Path file =
        Command.file(
            directory,
            "order_number,customer_id",
            "ORDER-1,customer-9",
            "ORDER-2,customer-1",
            "ORDER-3,..");
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, file, BY_REFERENCE);
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .contains(
              "\n  2 rows: there is no contact with the external id \"…\"; create it first, or leave"
                  + " customer_id empty\n"
                  + "    line 2  ORDER-1  \"customer-9\"\n"
                  + "    line 4  ORDER-3  \"..\"\n");
      assertThat(shop.has("ORDER-1")).isFalse();
      assertThat(shop.has("ORDER-2")).isTrue();
    }
  }

  @Test
  void eachContactIsLinkedWithOneCall() throws IOException {
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, fiveOrders(), BY_CONTACT);
      assertThat(command.exitCode()).isZero();
      assertThat(command.out()).containsPattern("links +4\n");
      assertThat(shop.workspace.getContactLinks(shop.zoe.getId(), "orders"))
          .containsExactlyElementsOf(ids(shop, "ORDER-1", "ORDER-3", "ORDER-5"));
      assertThat(shop.workspace.getContactLinks(shop.lukasz.getId(), "orders"))
          .containsExactlyElementsOf(ids(shop, "ORDER-2"));
      assertThat(shop.calls())
          .hasSize(9)
          .containsOnlyOnce(
              "PUT /contacts/" + shop.zoe.getId(), "PUT /contacts/" + shop.lukasz.getId());
    }
  }

  @Test
  void contactWithAFailedRowKeepsItsLinks() throws IOException {
    try (Shop shop = new Shop()) {
      Command.live(shop.sandbox, fiveOrders(), BY_CONTACT);
      Path file =
          Command.file(
              directory,
              "order_number,customer_id,item_count",
              "ORDER-1,customer-1,1",
              "ORDER-3,customer-1,many",
              "ORDER-2,customer-2,1",
              "ORDER-6,customer-2,1",
              "ORDER-7,customer-1,1");
      Command command =
          Command.live(shop.sandbox, file, Command.with(BY_CONTACT, "--number=item_count"));
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .contains("2 could not be created")
          .contains(
              "line 2  2 not linked to the contact with the external id \"customer-1\": line 3"
                  + " failed, and replacing the links"
                  + " could remove the link to its object");
      assertThat(shop.workspace.getContactLinks(shop.zoe.getId(), "orders"))
          .containsExactlyElementsOf(ids(shop, "ORDER-1", "ORDER-3", "ORDER-5"));
      assertThat(shop.workspace.getContactLinks(shop.lukasz.getId(), "orders"))
          .containsExactlyElementsOf(ids(shop, "ORDER-2", "ORDER-6"));
    }
  }
}
