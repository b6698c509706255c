package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.api.ConversationsApi;
import io.github.intercomobjects.client.api.CustomObjectInstancesApi;
import io.github.intercomobjects.client.model.SearchContactsRequest;
import io.github.intercomobjects.client.model.SearchFilter;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Call;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.Path;

final class VersionTest {
  private static final String CONTACT = "{\"type\":\"contact\",\"id\":\"7\"}";

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  @Test
  void versionsCompareAsNumbersAndPreviewIsTheNewest() {
    assertThat(ApiVersion.of("2.9")).isLessThan(ApiVersion.V2_13);
    assertThat(ApiVersion.V2_16).isLessThan(ApiVersion.of("2.17"));
    assertThat(ApiVersion.of("10.0")).isLessThan(ApiVersion.PREVIEW);
    assertThat(ApiVersion.of("2.16")).isEqualTo(ApiVersion.V2_16);
    assertThat(ApiVersion.of("Preview")).isSameAs(ApiVersion.PREVIEW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "v2.16", "2.16.1", "preview", " 2.16"})
  void anInvalidVersionIsRejected(String text) {
    assertThatThrownBy(() -> ApiVersion.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an Intercom-Version must be like \"2.16\" or \"Preview\", was \"" + text + "\"");
  }

  @Test
  void aDerivedClientSendsItsOwnVersion() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.enqueue(200, FakeIntercom.ORDER_22);
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
                + " associations(..).read() returns what the contact itself shows");
    assertThatThrownBy(() -> intercom.orders(ApiVersion.V2_15).list())
        .isInstanceOf(UnsupportedVersionException.class)
        .hasMessage(
            "listing needs Intercom-Version 2.16 or later, was 2.15; findByExternalId(..) finds"
                + " single objects");
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void theVersionAppliesToAGeneratedInterfaceToo() {
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
  void withoutAVersionTheHeaderIsOmittedAndEveryCallIsSent() {
    intercom.enqueue(200, "{\"data\":[]}");
    Intercom client = intercom.builder().withoutApiVersion().build();
    assertThat(client.getVersion()).isNull();
    assertThat(client.customObjects(ObjectType.untyped("Order")).list().ids()).isEmpty();
    assertThat(intercom.request().getHeaders().get("Intercom-Version")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.13", "2.14", "2.15", "2.16", "2.17", "2.99", "3.0", "Preview"})
  void everyCallOfAClientSendsItsVersion(String version) {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.enqueue(200, CONTACT);
    Intercom client = intercom.builder().apiVersion(ApiVersion.of(version)).build();
    client
        .customObjects(ObjectType.untyped("Order"))
        .upsert("ORDER-1", Attributes.builder().build());
    client.execute(client.api(ContactsApi.class).showContact("7"));
    assertThat(client.getVersion()).isEqualTo(ApiVersion.of(version));
    assertThat(intercom.request().getHeaders().values("Intercom-Version")).containsExactly(version);
    assertThat(intercom.request().getHeaders().values("Intercom-Version")).containsExactly(version);
  }

  @Test
  void aFutureVersionCanList() {
    intercom.enqueue(200, "{\"data\":[]}");
    assertThat(intercom.orders(ApiVersion.of("2.17")).list().ids()).isEmpty();
  }

  @Test
  void theVersionIsTheDefaultUnlessSetAndIsCopiedByTheBuilder() {
    assertThat(intercom.builder().build().getVersion()).isEqualTo(ApiVersion.V2_16);
    Intercom pinned = intercom.builder().apiVersion(ApiVersion.V2_14).build();
    assertThat(pinned.newBuilder().build().getVersion()).isEqualTo(ApiVersion.V2_14);
    assertThat(pinned.withVersion(ApiVersion.PREVIEW).newBuilder().build().getVersion())
        .isEqualTo(ApiVersion.PREVIEW);
    assertThat(pinned.newBuilder().withoutApiVersion().build().getVersion()).isNull();
  }

  private interface OwnApi {
    @GET("contacts/{id}")
    Call<Map<String, Object>> contact(
        @Path("id") String id, @Header("Intercom-Version") @Nullable String version);

    @GET("custom_object_instances/Order?page=1")
    Call<Map<String, Object>> orders();
  }

  @Test
  void theClientsVersionOverridesThatOfAnInterface() {
    intercom.enqueue(200, "{}");
    Intercom client = intercom.builder().apiVersion(ApiVersion.V2_14).build();
    client.execute(client.api(OwnApi.class).contact("7", "2.16"));
    assertThat(intercom.request().getHeaders().values("Intercom-Version")).containsExactly("2.14");
  }

  @Test
  void withoutAVersionNoCallSendsTheHeaderEvenIfAnInterfaceSetsIt() {
    intercom.enqueue(200, CONTACT);
    intercom.enqueue(200, "{}");
    Intercom client = intercom.builder().withoutApiVersion().build();
    client.execute(client.api(ContactsApi.class).showContact("7", true));
    client.execute(client.api(OwnApi.class).contact("7", "2.16"));
    assertThat(intercom.request().getHeaders().get("Intercom-Version")).isNull();
    assertThat(intercom.request().getHeaders().get("Intercom-Version")).isNull();
  }

  @Test
  void aUsersInterfaceWithoutAVersionNeedsNone() {
    intercom.enqueue(200, "{\"data\":[]}");
    Intercom client = intercom.builder().apiVersion(ApiVersion.of("2.7")).build();
    assertThat(client.execute(client.api(OwnApi.class).orders())).containsKey("data");
    assertThat(intercom.request().getHeaders().get("Intercom-Version")).isEqualTo("2.7");
  }

  private static UnsupportedVersionException rejected(ThrowingCallable call) {
    return catchThrowableOfType(UnsupportedVersionException.class, call);
  }

  @Test
  void anOperationThatIsNewerThanTheVersionIsNotSent() {
    CustomObjects<Attributes> orders = intercom.orders(ApiVersion.of("2.12"));
    UnsupportedVersionException e =
        rejected(() -> orders.upsert("ORDER-1", Attributes.builder().build()));
    assertThat(e)
        .hasMessage(
            "createOrUpdateCustomObjectInstance needs Intercom-Version 2.13 or later, was 2.12");
    assertThat(e.getRequiredVersion()).isEqualTo(ApiVersion.V2_13);
    assertThat(e.getVersion()).isEqualTo(ApiVersion.of("2.12"));
    assertThat(e.getStatus()).isEqualTo(400);
    assertThat(e.getErrors()).isEmpty();
    assertThat(e.getRequestId()).isNull();
    assertThat(e.getOutcome()).isEqualTo(IntercomException.Outcome.NOT_APPLIED);
    assertThat(e.getAttempts()).isZero();
    assertThat(intercom.requestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void retainMetricsIsRejectedBefore216AndSentSince(boolean retain) {
    Intercom client = intercom.builder().apiVersion(ApiVersion.V2_15).build();
    UnsupportedVersionException e = rejected(() -> client.conversations().delete("64", retain));
    assertThat(e)
        .hasMessage(
            "parameter retain_metrics of deleteConversation needs Intercom-Version 2.16 or later,"
                + " was 2.15");
    assertThat(e.getRequiredVersion()).isEqualTo(ApiVersion.V2_16);
    assertThat(intercom.requestCount()).isZero();
    intercom.enqueue(200, "{\"id\":\"64\",\"deleted\":true}");
    intercom.enqueue(200, "{\"id\":\"64\",\"deleted\":true}");
    assertThat(client.conversations().delete("64")).isTrue();
    assertThat(client.withVersion(ApiVersion.V2_16).conversations().delete("64", retain)).isTrue();
    assertThat(intercom.request().getTarget()).isEqualTo("/conversations/64");
    assertThat(intercom.request().getTarget())
        .isEqualTo("/conversations/64?retain_metrics=" + retain);
  }

  @Test
  void aParameterOfALowLevelCallIsRejectedOnlyIfItIsSet() {
    Intercom client = intercom.builder().apiVersion(ApiVersion.V2_15).build();
    ContactsApi contacts = client.api(ContactsApi.class);
    SearchContactsRequest query =
        SearchContactsRequest.builder()
            .query(
                SearchFilter.builder()
                    .field("email")
                    .operator("=")
                    .value("zoe@example.com")
                    .build())
            .build();
    assertThat(rejected(() -> client.execute(contacts.searchContacts(true, query))))
        .hasMessage(
            "parameter include_merge_history of searchContacts needs Intercom-Version 2.16 or later,"
                + " was 2.15");
    intercom.enqueue(200, "{\"type\":\"list\",\"data\":[]}");
    client.execute(contacts.searchContacts(null, query));
    assertThat(intercom.request().getTarget()).isEqualTo("/contacts/search");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void theNewestOfSeveralTooNewPartsIsReported() {
    Intercom client = intercom.builder().apiVersion(ApiVersion.V2_13).build();
    UnsupportedVersionException e =
        rejected(
            () ->
                client.execute(
                    client
                        .api(ConversationsApi.class)
                        .retrieveConversation("64", null, true, null, true, null)));
    assertThat(e)
        .hasMessage(
            "parameter include_monitors of retrieveConversation needs Intercom-Version Preview or"
                + " later, was 2.13");
    assertThat(e.getRequiredVersion()).isEqualTo(ApiVersion.PREVIEW);
  }

  @Test
  void listingReportsTheVersionItNeeds() {
    assertThat(rejected(() -> intercom.orders(ApiVersion.V2_13).list()).getRequiredVersion())
        .isEqualTo(ApiVersion.V2_16);
    assertThat(
            rejected(() -> intercom.orders(ApiVersion.V2_13).list(Parent.conversation("64")))
                .getMessage())
        .startsWith("listing by conversation needs Intercom-Version 2.16 or later, was 2.13; ");
  }
}
