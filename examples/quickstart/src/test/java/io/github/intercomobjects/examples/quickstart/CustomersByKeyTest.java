package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.ContactKey;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Sandbox;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CustomersByKeyTest {
  private final Sandbox sandbox = Sandbox.start();
  private final Intercom intercom =
      Intercom.builder().accessToken(sandbox.getToken()).baseUrl(sandbox.getBaseUrl()).build();
  private final CustomObjects<Order> orders =
      intercom.customObjects(ObjectType.of("Order", Order.class));
  private final CustomersByKey customers = new CustomersByKey(intercom, orders);

  @AfterEach
  void close() {
    intercom.close();
    sandbox.close();
  }

  private String idOf(String externalId) {
    return sandbox.getWorkspace().findContact(externalId).orElseThrow().getId();
  }

  private List<String> linkedTo(String orderNumber) {
    var references = orders.getByExternalId(orderNumber).getAttributes().getReferences("customer");
    return references == null ? List.of() : references.getIds();
  }

  @Test
  void orderIsLinkedToACustomerWhoExistsAndToOneWhoIsCreated() {
    customers.link("ORDER-1", "customer-7");
    assertThat(linkedTo("ORDER-1")).containsExactly(idOf("customer-7"));

    customers.link("ORDER-2", "customer-8");
    assertThat(linkedTo("ORDER-2")).containsExactly(idOf("customer-8"));
  }

  @Test
  void idsAreFoundByKeysAndRemembered() {
    String seven = idOf("customer-7");
    ContactKey missing = ContactKey.email("nobody@example.com");

    assertThat(customers.ids(List.of(ContactKey.externalId("customer-7"))).values())
        .containsExactly(List.of(seven));
    assertThat(customers.ids(List.of(missing)).get(missing)).isEmpty();
    long calls = sandbox.getCallCount();
    assertThat(customers.id()).isEqualTo(seven);
    assertThat(customers.idIfKnown()).contains(seven);
    assertThat(sandbox.getCallCount()).isEqualTo(calls);
  }

  @Test
  void customerIsCreatedOnce() {
    String created = customers.customer("customer-9", "nine@example.com").getId();

    assertThat(customers.customer("customer-9", "nine@example.com").getId()).isEqualTo(created);
    assertThat(idOf("customer-9")).isEqualTo(created);
  }
}
