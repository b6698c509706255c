package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.ShopOperations.Operation;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls with tokens that lack permissions, and their messages. */
final class ScopesTest {
  private static final Pattern LACKING = Pattern.compile("; token lacks ([a-z_ ]+); tick it under");
  private static final Pattern NEEDED = Pattern.compile("scopes? ([a-z_, ]+); token lacks");

  private final Shop shop =
      new Shop(
          Shop.definition()
              .limitedToken("no-permission")
              .limitedToken("contacts-only", "write_users_companies"));

  @AfterEach
  void close() {
    shop.close();
  }

  private Intercom clientOf(String token) {
    return shop.intercom.builder().accessToken(token).build();
  }

  private static Set<String> scopes(Pattern pattern, String separator, String message) {
    Matcher found = pattern.matcher(message);
    assertThat(found.find()).as(message).isTrue();
    return Set.of(found.group(1).split(separator, -1));
  }

  @Test
  void eachCallReportsItsMissingPermissionAndChangesNothing() {
    List<String> before = shop.state();
    shop.useClient(clientOf("no-permission"));
    for (Operation operation : ShopOperations.all().toList()) {
      if (operation.name().contains("ticket") || operation.name().equals("check")) {
        // No permission is documented for these.
        continue;
      }
      PermissionException e =
          catchThrowableOfType(PermissionException.class, () -> operation.run().apply(shop));
      assertThat(e).as(operation.name()).isNotNull();
      assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
      assertThat(e.getAttempts()).isEqualTo(1);
      // The workspace requires the permissions in our description.
      String message = String.valueOf(e.getMessage());
      assertThat(scopes(LACKING, " or ", message)).isEqualTo(scopes(NEEDED, ", ", message));
    }
    assertThat(shop.state()).isEqualTo(before);
  }

  @Test
  void aTokenForContactsLinksObjectsButDoesNotStoreThem() {
    shop.useClient(clientOf("contacts-only"));
    assertThatThrownBy(() -> shop.orders().upsert("ORDER-3", Attributes.builder().build()))
        .isInstanceOf(PermissionException.class)
        .hasMessageStartingWith(
            "Intercom returned 403 forbidden: The access token lacks the scope"
                + " read_write_custom_object_instances; token lacks"
                + " read_write_custom_object_instances; tick it under Developer Hub > Your"
                + " app > Authentication (POST ");
    assertThat(shop.intercom.workspace().getInstances("Order")).hasSize(2);
    shop.onContact("orders").replace(List.of(Shop.SECOND));
    assertThat(shop.intercom.workspace().getContactLinks(shop.contact, "orders"))
        .containsExactly(Shop.SECOND);
  }

  @Test
  void nothingIsWrittenIfTheListThatProvesTheSetIsNotPermitted() {
    shop.useClient(clientOf("contacts-only"));
    for (Runnable update :
        List.<Runnable>of(
            () -> shop.onContact("orders").add(Shop.SECOND),
            () -> shop.onContact("orders").remove(Shop.FIRST))) {
      assertThatThrownBy(update::run)
          .isInstanceOfSatisfying(
              PermissionException.class,
              e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED));
    }
    assertThat(shop.intercom.bodies("PUT")).isEmpty();
    // A write without a read is applied, and a loss that cannot be proven is not reported.
    Associations.Linked linked =
        shop.onContact("orders").replace(List.of(Shop.SECOND, "unknown")).orThrow();
    assertThat(linked.isComplete()).isFalse();
    assertThat(shop.intercom.workspace().getContactLinks(shop.contact, "orders"))
        .containsExactly(Shop.SECOND);
  }

  @Test
  void aConversationIsDeletedWithItsMetricsOnlyWithThePermission() {
    try (Shop limited =
        new Shop(
            Shop.definition()
                .limitedToken("writer", "write_conversations")
                .limitedToken("eraser", "delete_conversations_and_metrics"))) {
      List<String> before = limited.state();
      Conversations writer =
          limited.intercom.builder().accessToken("writer").build().conversations();
      assertThatThrownBy(() -> writer.delete(Shop.CONVERSATION, false))
          .isInstanceOf(PermissionException.class)
          .hasMessageContaining("delete_conversations_and_metrics");
      assertThat(limited.state()).isEqualTo(before);
      Conversations eraser =
          limited.intercom.builder().accessToken("eraser").build().conversations();
      assertThat(eraser.delete(Shop.CONVERSATION, false)).isTrue();
      assertThat(limited.state()).contains("conversation is not there");
    }
  }
}
