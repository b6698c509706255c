package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.IntercomException.Outcome;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Call;
import retrofit2.http.GET;

/** The server's error that a version does not have a call. */
final class VersionInvalidTest {
  private static final String SUPPORTED =
      "this library supports 2.13, 2.14, 2.15, 2.16, Preview; set one with apiVersion(..) or"
          + " withVersion(..)";

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private UnsupportedVersionException rejected(ThrowingCallable call) {
    intercom.enqueueError(
        400, "intercom_version_invalid", "The requested resource is not available");
    UnsupportedVersionException e = catchThrowableOfType(UnsupportedVersionException.class, call);
    assertThat(e.getStatus()).isEqualTo(400);
    assertThat(e.getErrors()).hasSize(1);
    assertThat(e.getErrors().get(0).getCode()).isEqualTo("intercom_version_invalid");
    assertThat(e.getRequestId()).isEqualTo("b2i3mhcboc6pcbe33q80");
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(e.getAttempts()).isEqualTo(1);
    assertThat(intercom.requestCount()).isEqualTo(1);
    return e;
  }

  private static String message(String remedy, String where) {
    return "Intercom returned 400 intercom_version_invalid: The requested resource is not available; "
        + remedy
        + " ("
        + where
        + ", request b2i3mhcboc6pcbe33q80)";
  }

  @Test
  void withoutAVersionTheRequiredOneIsReported() {
    Intercom client = intercom.builder().withoutApiVersion().build();
    UnsupportedVersionException e =
        rejected(() -> client.customObjects(ObjectType.untyped("Order")).list().ids());
    assertThat(e)
        .hasMessage(
            message(
                "listCustomObjectInstances needs Intercom-Version 2.16 or later; set it with"
                    + " apiVersion(..) or withVersion(..)",
                "GET /custom_object_instances/{custom_object_type_identifier}, no"
                    + " Intercom-Version"));
    assertThat(e.getRequiredVersion()).isEqualTo(ApiVersion.V2_16);
    assertThat(e.getVersion()).isNull();
  }

  @Test
  void withoutAVersionTheParameterThatNeedsOneIsReported() {
    Intercom client = intercom.builder().withoutApiVersion().build();
    UnsupportedVersionException e = rejected(() -> client.conversations().delete("64", false));
    assertThat(e)
        .hasMessage(
            message(
                "parameter retain_metrics of deleteConversation needs Intercom-Version 2.16 or"
                    + " later; set it with apiVersion(..) or withVersion(..)",
                "DELETE /conversations/{conversation_id}, no Intercom-Version"));
    assertThat(e.getRequiredVersion()).isEqualTo(ApiVersion.V2_16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.99", "3.0"})
  void forAnUnknownVersionTheSupportedOnesAreReported(String version) {
    CustomObjects<Attributes> orders = intercom.orders(ApiVersion.of(version));
    UnsupportedVersionException e =
        rejected(() -> orders.upsert("ORDER-1", Attributes.builder().build()));
    assertThat(e)
        .hasMessage(
            message(
                SUPPORTED,
                "POST /custom_object_instances/{custom_object_type_identifier}, Intercom-Version "
                    + version));
    assertThat(e.getRequiredVersion()).isEqualTo(ApiVersion.V2_13);
    assertThat(e.getVersion()).isEqualTo(ApiVersion.of(version));
  }

  private interface OwnApi {
    @GET("calls")
    Call<Map<String, Object>> calls();
  }

  @Test
  void forAUsersInterfaceWithoutVersionsTheSupportedOnesAreReported() {
    Intercom client = intercom.builder().apiVersion(ApiVersion.V2_13).build();
    UnsupportedVersionException e =
        rejected(() -> client.execute(client.api(OwnApi.class).calls()));
    assertThat(e).hasMessage(message(SUPPORTED, "GET /calls, Intercom-Version 2.13"));
    assertThat(e.getRequiredVersion()).isNull();
  }

  @Test
  void anyOtherErrorIsNotAboutTheVersion() {
    intercom.enqueueError(400, "parameter_invalid", "page is not a parameter");
    assertThat(catchThrowableOfType(ApiException.class, () -> intercom.orders().list().ids()))
        .isExactlyInstanceOf(InvalidRequestException.class);
  }
}
