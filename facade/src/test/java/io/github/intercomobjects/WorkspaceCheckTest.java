package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.client.model.AdminWithApp;
import io.github.intercomobjects.client.model.App;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkspaceCheckTest {
  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private static WorkspaceCheck check(@Nullable String region, String baseUrl) {
    App.Builder app = App.builder().idCode("a1b2c3d4").name("Acme");
    if (region != null) {
      app.region(region);
    }
    return new WorkspaceCheck(
        AdminWithApp.builder().id("127").app(app.build()).build(), HttpUrl.get(baseUrl));
  }

  @Test
  void oneCallReturnsTheWorkspaceOfTheToken() {
    intercom.enqueue(
        200,
        "{\"type\":\"admin\",\"id\":\"127\",\"email\":\"ada@example.com\",\"app\":{\"type\":\"app\","
            + "\"id_code\":\"a1b2c3d4\",\"name\":\"Acme\",\"region\":\"EU\"}}");
    WorkspaceCheck check = intercom.builder().build().check();
    assertThat(check.getWorkspaceName()).isEqualTo("Acme");
    assertThat(check.getWorkspaceId()).isEqualTo("a1b2c3d4");
    assertThat(check.getRegion()).isEqualTo(Region.EU);
    assertThat(check.getAdmin().getEmail()).isEqualTo("ada@example.com");
    // A sandbox or a proxy has no region.
    assertThat(check.isRightRegion()).isTrue();
    assertThat(check).hasToString("Acme (a1b2c3d4), region EU");
    assertThat(intercom.request().getRequestLine()).isEqualTo("GET /me HTTP/1.1");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aRejectedTokenIsAnError() {
    intercom.enqueueError(401, "unauthorized", "Access Token Invalid");
    assertThatThrownBy(() -> intercom.builder().build().check())
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("check the token, and that it belongs to a workspace of this region");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"app\":null}", "{\"app\":{}}", "{\"app\":{\"region\":7}}"})
  void aResponseWithoutAWorkspaceIsReadToo(String body) {
    intercom.enqueue(200, body);
    WorkspaceCheck check = intercom.builder().build().check();
    assertThat(check.getWorkspaceName()).isNull();
    assertThat(check.getWorkspaceId()).isNull();
    assertThat(check.getRegion()).isNull();
    assertThat(check.isRightRegion()).isTrue();
    assertThat(check).hasToString("workspace without a name, region unknown");
  }

  @ParameterizedTest
  @EnumSource(Region.class)
  void theCalledRegionMatches(Region region) {
    WorkspaceCheck check = check(region.name(), region.getBaseUrl());
    assertThat(check.getRegion()).isEqualTo(region);
    assertThat(check.isRightRegion()).isTrue();
    assertThat(check).hasToString("Acme (a1b2c3d4), region " + region);
  }

  @ParameterizedTest
  @CsvSource({"EU, US", "AU, US", "US, EU", "US, AU"})
  void anotherRegionDoesNotMatchAndTheRemedyIsReported(Region hosted, Region called) {
    WorkspaceCheck check = check(hosted.name(), called.getBaseUrl());
    assertThat(check.isRightRegion()).isFalse();
    assertThat(check)
        .hasToString(
            "Acme (a1b2c3d4), region "
                + hosted
                + ", but calls go to "
                + called.getBaseUrl()
                + ": build the client with region(Region."
                + hosted
                + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu", " EU ", "Eu"})
  void aRegionIsReadInAnySpelling(String region) {
    assertThat(check(region, "https://api.intercom.io/").getRegion()).isEqualTo(Region.EU);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "JP", "EUROPE"})
  void anUnknownRegionRaisesNoAlarm(String region) {
    WorkspaceCheck check = check(region, "https://api.intercom.io/");
    assertThat(check.getRegion()).isNull();
    assertThat(check.isRightRegion()).isTrue();
    assertThat(check).hasToString("Acme (a1b2c3d4), region unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:4000/", "https://proxy.example.com/api.intercom.io/"})
  void aBaseUrlOfNoRegionRaisesNoAlarm(String baseUrl) {
    assertThat(check("AU", baseUrl).isRightRegion()).isTrue();
  }

  @Test
  void aMissingRegionRaisesNoAlarm() {
    assertThat(check(null, "https://api.eu.intercom.io/").isRightRegion()).isTrue();
  }
}
