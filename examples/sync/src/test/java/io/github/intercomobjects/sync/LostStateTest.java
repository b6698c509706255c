package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of links by an attribute of the contact that the state file lacks. */
class LostStateTest {
  private static final String ALL = "no,c\n1,c1\n2,c1\n3,c1\n4,c2\n";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private final Workspace workspace =
      Workspace.builder()
          .objectType(
              ObjectTypeDefinition.builder("Order").referenceToOne("customer", "contact").build())
          .contactRelationship("orders", "Order", Cardinality.MANY)
          .instancesShown(2)
          .build();
  private final Contact first = workspace.addContact("c1", "c1@example.com", "Zoë");
  private final Contact second = workspace.addContact("c2", "c2@example.com", "Łukasz");
  private final Sandbox sandbox = Sandbox.start(workspace);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Command sync(String rows, String... more) throws IOException {
    Path file = Files.writeString(directory.resolve("orders.csv"), rows);
    String[] options = {"--key=no", "--contact=c", "--link-contact-attribute=orders"};
    return Command.live(sandbox, file, Command.with(options, more));
  }

  private void loseState() throws IOException {
    Files.delete(state());
  }

  private Path state() {
    return directory.resolve("orders.csv.intercom-sync");
  }

  private List<String> linked(Contact contact) {
    List<String> ids = workspace.getContactLinks(contact.getId(), "orders");
    return workspace.getInstances("Order").stream()
        .filter(order -> ids.contains(order.getId()))
        .map(StoredInstance::getExternalId)
        .sorted()
        .toList();
  }

  @Test
  void firstImportIntoAnEmptyTypeReadsNoLinks() throws Exception {
    sync("no,c\n1,c1\n2,c1\n4,c2\n");
    assertThat(linked(first)).containsExactly("1", "2");
    assertThat(sandbox.getCalls())
        .filteredOn(call -> call.getMethod().equals("GET"))
        .extracting(RecordedCall::getPath)
        .containsExactlyInAnyOrder(
            "/me", "/custom_object_instances/Order?page=1&per_page=150", "/contacts?per_page=150");
  }

  @Test
  void fullSourceIsLinkedThoughItsStateIsLost() throws Exception {
    sync(ALL);
    loseState();
    Command next = sync("no,c\n1,c1\n2,c1\n3,c2\n4,c2\n");
    assertThat(next.exitCode()).as(next.out()).isZero();
    assertThat(linked(first)).containsExactly("1", "2");
    assertThat(linked(second)).containsExactly("3", "4");
  }

  @Test
  void objectsWithoutARowKeepTheLinksThatALostStateHad() throws Exception {
    sync("no,c\n1,c1\n2,c1\n4,c2\n");
    loseState();
    Command next = sync("no,c\n1,c1\n4,c2\n");
    assertThat(next.exitCode()).as(next.out()).isZero();
    assertThat(linked(first)).containsExactly("1", "2");
    // Also in later runs, though the state has no row of it.
    sync("no,c\n1,c1\n4,c2\n5,c1\n");
    assertThat(linked(first)).containsExactly("1", "2", "5");
  }

  @Test
  void linksThatAContactDoesNotShowAreNotReplaced() throws Exception {
    sync(ALL);
    loseState();
    Command next = sync("no,c\n1,c1\n4,c2\n");
    assertThat(next.exitCode()).isEqualTo(2);
    String hidden = workspace.findInstance("Order", "3").orElseThrow().getId();
    assertThat(next.out())
        .contains(
            "1 not linked to the contact with the external id \"c1\": 1 object without a row may be"
                + " linked to it, and Intercom does not show all of its links, so replacing them"
                + " could remove some; use the state file of the earlier runs, or add the rows of"
                + " the objects with the ids "
                + hidden);
    assertThat(linked(first)).containsExactly("1", "2", "3");
    assertThat(sync(ALL).exitCode()).isZero();
    assertThat(linked(first)).containsExactly("1", "2", "3");
  }

  @Test
  void objectsThatAnOlderStateLacksKeepTheirLinks() throws Exception {
    sync("no,c\n1,c1\n4,c2\n");
    byte[] older = Files.readAllBytes(state());
    sync("no,c\n1,c1\n2,c1\n4,c2\n");
    Files.write(state(), older);
    sync("no,c\n1,c1\n4,c2\n5,c1\n");
    assertThat(linked(first)).containsExactly("1", "2", "5");
  }
}
