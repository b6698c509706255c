package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorsTest {
  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, io.github.intercomobjects.InvalidRequestException",
    "401, io.github.intercomobjects.AuthenticationException",
    "402, io.github.intercomobjects.ApiException",
    "403, io.github.intercomobjects.PermissionException",
    "404, io.github.intercomobjects.NotFoundException",
    "406, io.github.intercomobjects.ApiException",
    "409, io.github.intercomobjects.ConflictException",
    "410, io.github.intercomobjects.ContactMergedException",
    "422, io.github.intercomobjects.InvalidRequestException",
  })
  void eachStatusHasItsException(int status, Class<? extends ApiException> type) {
    intercom.enqueueError(status, "some_code", "Some text");
    assertThatThrownBy(() -> intercom.orders().upsert("ORDER-1", Attributes.builder().build()))
        .isExactlyInstanceOf(type)
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getStatus()).isEqualTo(status);
              assertThat(e.getErrors()).hasSize(1);
              assertThat(e.getErrors().get(0).getCode()).isEqualTo("some_code");
              assertThat(e.getErrors().get(0).getMessage()).isEqualTo("Some text");
              assertThat(e.getRequestId()).isEqualTo("b2i3mhcboc6pcbe33q80");
              assertThat(e.getMethod()).isEqualTo("POST");
              assertThat(e.getPathTemplate())
                  .isEqualTo("/custom_object_instances/{custom_object_type_identifier}");
              assertThat(e.getVersion()).isEqualTo(ApiVersion.V2_16);
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
            })
        .hasMessageContaining(status + " some_code: Some text");
  }

  @Test
  void theRequestIdIsReadFromTheHeaderIfTheBodyHasNone() {
    intercom.enqueue(
        new MockResponse.Builder().code(409).addHeader("X-Request-Id", "b2i3").body("{}"));
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.getRequestId()).isEqualTo("b2i3"));
  }

  @Test
  void theMessageHasEveryErrorAndItsField() {
    intercom.enqueue(
        400,
        "{\"errors\":[{\"code\":\"parameter_invalid\",\"field\":\"status\",\"message\":\"bad\"},"
            + "{\"code\":\"parameter_missing\"},{}]}");
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .hasMessageStartingWith(
            "Intercom returned 400 parameter_invalid for status: bad; parameter_missing; error"
                + " (GET ");
  }

  @Test
  void aRestrictedPlanIsNotAMissingPermission() {
    intercom.enqueueError(403, "api_plan_restricted", "Upgrade");
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .isInstanceOf(PermissionException.class)
        .hasMessageNotContaining("token lacks");
  }

  @Test
  void aLongTextIsShortenedInTheMessageOnly() {
    String text = "x".repeat(5000);
    intercom.enqueueError(400, "client_error", text);
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getErrors().get(0).getMessage()).isEqualTo(text);
              assertThat(e.getMessage()).hasSizeLessThan(800);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "<html>", "{", "[]", "{}", "{\"id\":{}}", "{\"id\":null}"})
  void anUnreadableSuccessIsADecodingExceptionAndApplied(String body) {
    intercom.enqueue(200, body);
    assertThatThrownBy(() -> intercom.orders().upsert("ORDER-1", Attributes.builder().build()))
        .isInstanceOfSatisfying(
            DecodingException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.APPLIED))
        .hasMessageStartingWith(
            "the response to POST /custom_object_instances/{custom_object_type_identifier} was a"
                + " success, but ")
        .hasMessageEndingWith("; Intercom has applied the call");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }
}
