package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.client.api.CustomObjectInstancesApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionTest {
  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  @Test
  void versionsCompareAsNumbersAndPreviewIsAboveAll() {
    assertThat(ApiVersion.of("2.9")).isLessThan(ApiVersion.V2_13);
    assertThat(ApiVersion.V2_16).isLessThan(ApiVersion.of("2.17"));
    assertThat(ApiVersion.of("10.0")).isLessThan(ApiVersion.PREVIEW);
    assertThat(ApiVersion.of("2.16")).isEqualTo(ApiVersion.V2_16);
    assertThat(ApiVersion.of("Preview")).isSameAs(ApiVersion.PREVIEW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "v2.16", "2.16.1", "preview", " 2.16"})
  void whatIsNoVersionIsRefused(String text) {
    assertThatThrownBy(() -> ApiVersion.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an Intercom-Version looks like \"2.16\" or \"Preview\", was \"" + text + "\"");
  }

  @Test
  void aDerivedClientSendsItsOwnVersion() {
    intercom.answers(200, FakeIntercom.ORDER_22);
    intercom.answers(200, FakeIntercom.ORDER_22);
    Intercom client = intercom.builder().apiVersion(ApiVersion.V2_14).build();
    client
        .withVersion(ApiVersion.PREVIEW)
        .customObjects(ObjectType.untyped("Order"))
        .findById("22");
    client.customObjects(ObjectType.untyped("Order")).findById("22");
    assertThat(intercom.request().getHeaders().get("Intercom-Version")).isEqualTo("Preview");
    assertThat(intercom.request().getHeaders().get("Intercom-Version")).isEqualTo("2.14");
  }

  @Test
  void listingWithAnOlderVersionFailsBeforeAnythingIsSent() {
    assertThatThrownBy(() -> intercom.orders(ApiVersion.V2_13).list(Parent.contact("63a0")))
        .isInstanceOf(UnsupportedVersionException.class)
        .hasMessage(
            "listing by contact needs Intercom-Version 2.16 or later, was 2.13;"
                + " orders.associations(parent, \"<relationship>\").read() gives what the contact"
                + " itself shows");
    assertThatThrownBy(() -> intercom.orders(ApiVersion.V2_15).list())
        .isInstanceOf(UnsupportedVersionException.class)
        .hasMessage(
            "listing needs Intercom-Version 2.16 or later, was 2.15; findByExternalId(..) finds"
                + " single objects");
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void aGeneratedInterfaceIsHeldToTheVersionAsWell() {
    Intercom client = intercom.builder().apiVersion(ApiVersion.V2_13).build();
    assertThatThrownBy(
            () ->
                client.execute(
                    client
                        .api(CustomObjectInstancesApi.class)
                        .listCustomObjectInstances("Order", null, null, 1, 150)))
        .isInstanceOfSatisfying(
            UnsupportedVersionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(IntercomException.Outcome.NOT_APPLIED);
              assertThat(e.getAttempts()).isZero();
            })
        .hasMessage("listCustomObjectInstances needs Intercom-Version 2.16 or later, was 2.13");
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void withoutAVersionTheHeaderIsLeftOutAndNothingIsHeldBack() {
    intercom.answers(200, "{\"data\":[]}");
    Intercom client = intercom.builder().withoutApiVersion().build();
    assertThat(client.getVersion()).isNull();
    assertThat(client.customObjects(ObjectType.untyped("Order")).list().ids()).isEmpty();
    assertThat(intercom.request().getHeaders().get("Intercom-Version")).isNull();
  }
}
