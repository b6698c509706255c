package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Unusual texts and values in an error. */
final class OddErrorTest {
  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  @Test
  void controlCharactersOfAnErrorAreNotInTheMessage() {
    intercom.enqueue(
        400,
        "{\"request_id\":\"r\\r\\n1\",\"errors\":[{\"code\":\"a\\nb\",\"field\":\"f\\tg\","
            + "\"message\":\"Text\\r\\n2026-01-01 ERROR forged\\u0000\\u001b[31m\\u2028\"}]}");
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .hasMessage(
            "Intercom returned 400 a b for f g: Text 2026-01-01 ERROR forged [31m  (GET"
                + " /custom_object_instances/{custom_object_type_identifier}"
                + "/{custom_object_instance_id}, Intercom-Version 2.16, request r 1)");
  }

  @Test
  void aTokenInAnErrorIsNeverShown() {
    intercom.enqueueError(401, "unauthorized", "Access Token " + FakeIntercom.TOKEN + " Invalid");
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .hasMessageContaining("Access Token [token] Invalid")
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.getErrors().toString()).doesNotContain(FakeIntercom.TOKEN));
  }

  @Test
  void aByteOrderMarkBeforeAnErrorIsSkipped() {
    intercom.enqueue(400, "\ufeff{\"errors\":[{\"code\":\"a\"}]}");
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .hasMessageStartingWith("Intercom returned 400 a (");
  }

  @Test
  void errorsAmongOtherValuesAreRead() {
    intercom.enqueue(
        400, "{\"errors\":[null,{\"code\":\"a\",\"message\":\"b\",\"field\":5},7,{}]}");
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .hasMessageStartingWith("Intercom returned 400 a for 5: b; error (");
  }

  @Test
  void anErrorWithoutACodeIsCountedByItsStatus() {
    intercom.enqueue(400, "{\"errors\":[{\"message\":\"Text\"}]}");
    BulkReport report =
        intercom.orders().bulk().executor(Runnable::run).deleteAll(List.of("ORDER-1"));
    assertThat(report.getFailures()).hasToString("{status 400=1}");
  }

  @Test
  void aLongTextIsNotCutInsideACharacter() {
    intercom.enqueueError(400, "client_error", "x".repeat(499) + "😀😀");
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .hasMessageStartingWith("Intercom returned 400 client_error: " + "x".repeat(499) + "… (");
    intercom.enqueueError(400, "client_error", "x".repeat(500));
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .hasMessageStartingWith("Intercom returned 400 client_error: " + "x".repeat(500) + " (");
  }

  @Test
  void aTokenInAnotherEncodingIsNeverShownEither() {
    intercom.enqueue(
        FakeIntercom.json(
                401,
                "{\"errors\":[{\"code\":\"unauthorized\",\"message\":\"token "
                    + FakeIntercom.TOKEN.replace("=", "\\u003d")
                    + "\"}]}")
            .addHeader("X-Request-Id", FakeIntercom.TOKEN));
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .hasMessageStartingWith("Intercom returned 401 unauthorized: token [token]; check")
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getErrors().toString()).doesNotContain(FakeIntercom.TOKEN);
              assertThat(e.getRequestId()).isEqualTo("[token]");
            });
  }

  @Test
  void theMessageNamesAtMostFiveErrors() {
    intercom.enqueue(400, "{\"errors\":[" + "{\"code\":\"a\"},".repeat(19) + "{\"code\":\"b\"}]}");
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .hasMessageStartingWith("Intercom returned 400 a; a; a; a; a; and 15 more (GET ")
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getErrors()).hasSize(20));
  }
}
