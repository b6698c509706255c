package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QuickstartTest {
  private final Workspace workspace =
      Workspace.builder()
          .objectType(
              ObjectTypeDefinition.builder("Order")
                  .list("status", "pending", "shipped")
                  .decimal("total_amount")
                  .text("coupon")
                  .referenceToOne("customer", "contact")
                  .build())
          .contactRelationship("orders", "Order", Cardinality.MANY)
          .contactRelationship("latest_order", "Order", Cardinality.ONE)
          .build();
  private final Contact customer = workspace.addContact("customer-7", "zoe@example.com", "Zoë");

  private String run() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Sandbox sandbox = Sandbox.start(workspace);
        Intercom intercom =
            Intercom.builder()
                .accessToken(sandbox.getToken())
                .baseUrl(sandbox.getBaseUrl())
                .build()) {
      Quickstart.run(intercom, new PrintStream(out, true, StandardCharsets.UTF_8));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void codeOfTheReadmeStoresItsObjects() {
    run();

    assertThat(workspace.getInstances("Order"))
        .extracting(StoredInstance::getExternalId)
        .containsExactly("ORDER-1", "ORDER-2");
    StoredInstance first = workspace.findInstance("Order", "ORDER-1").orElseThrow();
    assertThat(first.getExternalCreatedAt()).isEqualTo(Instant.parse("2026-09-01T10:00:00Z"));
    assertThat(first.getAttributes())
        .containsEntry("status", "shipped")
        .containsEntry("total_amount", new BigDecimal("99.99"))
        .containsEntry("customer", List.of(customer.getId()))
        .doesNotContainKey("coupon");

    StoredInstance second = workspace.findInstance("Order", "ORDER-2").orElseThrow();
    assertThat(workspace.getContactLinks(customer.getId(), "orders"))
        .containsExactly(first.getId(), second.getId());
    assertThat(workspace.getContactLinks(customer.getId(), "latest_order"))
        .containsExactly(second.getId());
  }

  @Test
  void codeOfTheReadmePrintsItsObjects() {
    assertThat(run())
        .contains("is shipped")
        .contains("ORDER-1")
        .contains("ORDER-2")
        .doesNotContain("not stored")
        .doesNotContain("try again");
  }
}
