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

/** Which calls of an interface are sent again when their answer says nothing. */
final class RepetitionRuleTest {
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

  private void isRepeated(Call<Map<String, Object>> call) {
    intercom.answers(500, "");
    intercom.answers(200, "{}");
    assertThat(client.execute(call)).isEmpty();
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  private void isSentOnce(Call<Map<String, Object>> call) {
    intercom.answers(500, "");
    intercom.answers(200, "{}");
    assertThatThrownBy(() -> client.execute(call)).isExactlyInstanceOf(ApiException.class);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"external_id\":\"1\"}",
        "{\"a\":{\"external_id\":null},\"b\":[1,2],\"external_id\":\"1\"}",
      })
  void aBodyWithAnExternalIdMakesARepetitionHarmless(String body) {
    isRepeated(things.withExternalId(json(body)));
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
  void aBodyWithoutOneIsSentOnce(String body) {
    isSentOnce(things.withExternalId(json(body)));
  }

  @Test
  void withoutABodyACallIsSentOnce() {
    isSentOnce(things.withoutBody());
  }

  @Test
  void whatIsSafeAlwaysIsRepeated() {
    isRepeated(things.always());
  }

  @Test
  void aRuleThatIsNotKnownAllowsNothing() {
    isSentOnce(things.never());
  }

  @Test
  void aPutIsRepeatedWithoutARule() {
    isRepeated(things.put());
  }

  @Test
  void aPostIsSentOnceWithoutARule() {
    isSentOnce(things.post());
  }
}
