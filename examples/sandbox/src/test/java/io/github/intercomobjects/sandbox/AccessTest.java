package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  @AutoClose private final Sandbox sandbox = Sandbox.start(Shops.shop().token("s3cret").build());
  private final Http http = new Http(sandbox);

  @Test
  void aMissingTokenIs401() {
    http.withAuthorization(null)
        .get(Shops.ORDERS)
        .rejected(401, "unauthorized", "Access Token Invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer other", "Bearer", "Basic s3cret", "s3cret", "Bearer s3cretx"})
  void aWrongTokenIs401(String authorization) {
    http.withAuthorization(authorization)
        .get(Shops.ORDERS)
        .rejected(401, "unauthorized", "Access Token Invalid");
  }

  @Test
  void aResponseToAnUnknownCallerShowsNoRateLimit() {
    assertThat(http.withAuthorization(null).get(Shops.ORDERS).headers().map())
        .doesNotContainKeys("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset");
  }

  @Test
  void theTokenIsInNoRecordedCall() {
    http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
    RecordedCall call = sandbox.getCalls().get(0);
    assertThat(call.toString() + call.getBody() + call.getPath()).doesNotContain("s3cret");
    assertThat(sandbox.toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.13", "2.14", "2.15", "2.16", "2.17", "Preview", "Unstable"})
  void theVersionsWithCustomObjectsAreKnown(String version) {
    http.withVersion(version).post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.9", "3.0", "2.18", "2.61", "1.4", "2", "2.016", "preview", ""})
  void anUnknownVersionIs400(String version) {
    http.withVersion(version)
        .get("/contacts/1")
        .rejected(
            400,
            "intercom_version_invalid",
            "The sandbox has no version '"
                + version
                + "' of the API; it has 2.0 to 2.17 and Preview");
  }

  @Test
  void customObjectsNeedVersion213() {
    Http old = http.withVersion("2.12");
    old.get(Shops.ORDERS + "/1")
        .rejected(
            400,
            "intercom_version_invalid",
            "GET /custom_object_instances/Order/1 needs version 2.13 or later of the API");
    old.get("/contacts/find_by_external_id/7")
        .rejected(
            400,
            "intercom_version_invalid",
            "GET /contacts/find_by_external_id/7 needs version 2.13 or later of the API");
  }

  @Test
  void contactsExistBefore213() {
    String id = sandbox.getWorkspace().addContact("customer-7", null, null).getId();
    http.withVersion("2.12").get("/contacts/" + id).ok();
  }

  @Test
  void theDefaultVersionIsThatOfTheWorkspace() {
    Http unversioned = http.withVersion(null);
    unversioned.get(Shops.ORDERS).ok();
    try (Sandbox older = Sandbox.start(Shops.shop().defaultVersion("2.15").build())) {
      new Http(older)
          .withVersion(null)
          .get(Shops.ORDERS)
          .rejected(400, "parameter_missing", "external_id is required", "external_id");
    }
  }
}
