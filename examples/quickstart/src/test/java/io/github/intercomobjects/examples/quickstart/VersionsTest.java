package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.sandbox.Sandbox;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionsTest {
  @AutoClose private final Sandbox sandbox = Sandbox.start();

  @AutoClose
  private final Intercom intercom =
      Intercom.builder().accessToken(sandbox.getToken()).baseUrl(sandbox.getBaseUrl()).build();

  @ParameterizedTest
  @ValueSource(strings = {"2.13", "2.14", "2.15", "2.16", "Preview"})
  void ordersOfAContactAreFoundInEveryVersion(String version) {
    String customer = intercom.contacts().findByExternalId("customer-7").orElseThrow().getId();
    CustomObjects<Order> orders =
        intercom
            .withVersion(ApiVersion.of(version))
            .customObjects(ObjectType.of("Order", Order.class));
    String id = orders.upsert("ORDER-1", Attributes.builder().build()).getId();
    orders.associations(Parent.contact(customer), "orders").replace(List.of(id));

    assertThat(Versions.ordersOf(orders, customer)).containsExactly(id);
  }

  @Test
  void clientSendsItsVersion() {
    Versions.preview(intercom).check();
    assertThat(sandbox.getCalls().get(0).getVersion()).isEqualTo("Preview");
  }
}
