package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.client.RetrySafe;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.POST;
import retrofit2.http.PUT;

/** The calls of an interface that are retried when it is unknown whether they were applied. */
final class RetryRuleTest {
  private interface ThingsApi {
    @POST("things")
    @RetrySafe(RetrySafe.WITH_EXTERNAL_ID)
    Call<Map<String, Object>> withExternalId(@Body RequestBody json);

    @POST("things/refresh")
    @RetrySafe(RetrySafe.WITH_EXTERNAL_ID)
    Call<Map<String, Object>> withoutBody();

    @POST("things/search")
    @RetrySafe(RetrySafe.ALWAYS)
    Call<Map<String, Object>> always();

    @POST("things/search")
    Call<Map<String, Object>> search();

    @PUT("things/count")
    @RetrySafe("never")
    Call<Map<String, Object>> never();

    @PUT("things/1")
    Call<Map<String, Object>> put();

    @POST("things/1")
    Call<Map<String, Object>> post();
  }

  private final FakeIntercom intercom = new FakeIntercom();
  private final Intercom client = intercom.builder().build();
  private final ThingsApi things = client.api(ThingsApi.class);

  @AfterEach
  void close() {
    intercom.close();
  }

  private static RequestBody json(String text) {
    return RequestBody.create(text, MediaType.get("application/json"));
  }

  private void isRetried(Call<Map<String, Object>> call) {
    intercom.enqueue(500, "");
    intercom.enqueue(200, "{}");
    assertThat(client.execute(call)).isEmpty();
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  private void isSentOnce(Call<Map<String, Object>> call) {
    intercom.enqueue(500, "");
    intercom.enqueue(200, "{}");
    assertThatThrownBy(() -> client.execute(call)).isExactlyInstanceOf(ApiException.class);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"external_id\":\"1\"}",
        "{\"a\":{\"external_id\":null},\"b\":[1,2],\"external_id\":\"1\"}",
      })
  void aBodyWithAnExternalIdMakesARetrySafe(String body) {
    isRetried(things.withExternalId(json(body)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":1,\"b\":2}",
        "{\"a\":{\"external_id\":\"1\"}}",
        "{\"external_id\":\"\"}",
        "{\"external_id\":null}",
        "{\"external_id\":1}",
        "[{\"external_id\":\"1\"}]",
        "no json",
        "",
      })
  void aBodyWithoutAnExternalIdIsSentOnce(String body) {
    isSentOnce(things.withExternalId(json(body)));
  }

  @Test
  void withoutABodyACallIsSentOnce() {
    isSentOnce(things.withoutBody());
  }

  @Test
  void aCallThatIsAlwaysSafeIsRetried() {
    isRetried(things.always());
  }

  @Test
  void aPostToASearchOfTheUsersInterfaceMayChangeSomething() {
    intercom.enqueue(500, "");
    assertThatThrownBy(() -> client.execute(things.search()))
        .isInstanceOfSatisfying(
            IntercomException.class,
            e -> assertThat(e.getOutcome()).isEqualTo(IntercomException.Outcome.UNKNOWN));
  }

  @Test
  void anUnknownRuleAllowsNoRetry() {
    isSentOnce(things.never());
  }

  @Test
  void aPutIsRetriedWithoutARule() {
    isRetried(things.put());
  }

  @Test
  void aPostIsSentOnceWithoutARule() {
    isSentOnce(things.post());
  }
}
