package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.References;
import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecipesTest {
  private final Workspace workspace =
      Workspace.builder()
          .objectType(
              ObjectTypeDefinition.builder("Order")
                  .list("status", "pending", "shipped")
                  .referenceToOne("customer", "contact")
                  .build())
          .build();
  private final Contact zoe = workspace.addContact("customer-7", "zoe@example.com", "Zoë");
  private final Contact ida = workspace.addContact("customer-8", "ida@example.com", "Ida");
  private final Sandbox sandbox = Sandbox.start(workspace);
  private final String token = sandbox.getToken();

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Intercom.Builder builder() {
    return Intercom.builder().accessToken(token).baseUrl(sandbox.getBaseUrl());
  }

  @Test
  void erasePersonDeletesTheirDataAndKeepsThatOfOthers() {
    String conversation = workspace.addConversation(zoe.getId()).getId();
    try (Intercom intercom = builder().build()) {
      CustomObjects<Attributes> orders = intercom.customObjects(ObjectType.untyped("Order"));
      for (int i = 0; i < 151; i++) {
        orders.upsert(
            "ZOE-" + i, Attributes.builder().set("customer", References.one(zoe.getId())).build());
      }
      orders.upsert(
          "IDA-1", Attributes.builder().set("customer", References.one(ida.getId())).build());

      ErasePerson recipe = new ErasePerson(intercom, List.of("Order"));
      assertThat(recipe.erase("customer-7")).isTrue();

      assertThat(workspace.getInstances("Order"))
          .extracting(one -> one.getExternalId())
          .containsExactly("IDA-1");
      assertThatThrownBy(() -> intercom.conversations().get(conversation))
          .isInstanceOf(NotFoundException.class);
      assertThat(intercom.contacts().findByExternalId("customer-7")).isEmpty();
      assertThat(intercom.contacts().findByExternalId("customer-8")).isPresent();
      assertThat(recipe.erase("customer-7")).isFalse();
    }
  }

  @Test
  void metersCountCallsAttemptsAndDroppedAttributes() {
    MeterRegistry registry = new SimpleMeterRegistry();
    String baseUrl = sandbox.getBaseUrl();
    Intercom intercom =
        Intercom.builder().accessToken(token).listener(new Meters(registry)).build();
    try (intercom;
        Intercom onSandbox = intercom.newBuilder().baseUrl(baseUrl).build()) {
      onSandbox
          .customObjects(ObjectType.untyped("Order"))
          .upsert("ORDER-1", Attributes.builder().set("status", "lost in space").build());
    }
    assertThat(
            registry
                .get("intercom.calls")
                .tag("operation", "createOrUpdateCustomObjectInstance")
                .tag("result", "SUCCESS")
                .timer()
                .totalTime(TimeUnit.NANOSECONDS))
        .isPositive();
    assertThat(registry.get("intercom.attempts").timer().count()).isEqualTo(1);
    assertThat(registry.get("intercom.dropped").tag("attribute", "status").counter().count())
        .isEqualTo(1);
  }
}
