package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.client.RetrySafe;
import io.github.intercomobjects.client.Since;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Contact;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.Url;

final class IntercomTest {
  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void aMissingOrBlankTokenIsRejected(String token) {
    assertThatThrownBy(() -> Intercom.builder().accessToken(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("accessToken is ")
        .hasMessageContaining("copy one from Developer Hub > Your app > Authentication");
  }

  @Test
  void buildWithoutATokenFails() {
    assertThatThrownBy(() -> Intercom.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("accessToken is missing: copy one from");
  }

  @Test
  void aTokenWithALineBreakIsRejectedWithoutShowingIt() {
    assertThatThrownBy(() -> Intercom.builder().accessToken("secret\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "accessToken has character U+000A at index 6, which no token has; trim it, or copy it"
                + " again");
  }

  @Test
  void aSupplierThatReturnsNullFailsTheCallBeforeAnythingIsSent() {
    Intercom client = intercom.builder().accessToken(() -> " ").build();
    assertThatThrownBy(() -> client.customObjects(ObjectType.untyped("Order")).findById("22"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("accessToken is blank");
    assertThat(intercom.requestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://api.intercom.io/", "http://10.0.0.1/", "http://localhost.example.com/"})
  void plainHttpIsRejectedUnlessLoopback(String url) {
    assertThatThrownBy(() -> Intercom.builder().baseUrl(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "baseUrl must be https, because it receives the access token (plain http is for loopback"
                + " only), was http://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "intercom", "ftp://127.0.0.1/", "api.intercom.io"})
  void invalidBaseUrlsAreRejected(String url) {
    assertThatThrownBy(() -> Intercom.builder().baseUrl(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("baseUrl must be a URL such as https://api.intercom.io/, was \"" + url + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:4000", "http://127.0.0.9:1/", "http://[::1]:8080/proxy"})
  void loopbackMayUsePlainHttpAndASlashIsAdded(String url) {
    assertThat(Intercom.builder().accessToken("t").baseUrl(url).build().getBaseUrl())
        .startsWith(url)
        .endsWith("/");
  }

  @Test
  void theRegionSetsTheBaseUrl() {
    Intercom client = Intercom.builder().accessToken("secret").region(Region.EU).build();
    assertThat(client.getBaseUrl()).isEqualTo("https://api.eu.intercom.io/");
    assertThat(client.toString())
        .isEqualTo("Intercom[https://api.eu.intercom.io/, Intercom-Version 2.16]");
    assertThat(client.newBuilder().region(Region.AU).build().getBaseUrl())
        .isEqualTo("https://api.au.intercom.io/");
  }

  @Test
  void veryLongDurationsAreLimitedToAYear() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    assertThat(
            intercom
                .builder()
                .totalTimeout(forever)
                .requestTimeout(forever)
                .maxWait(forever)
                .build()
                .customObjects(ObjectType.untyped("Order"))
                .findById("22"))
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT10S, 10 s",
    "PT9.99S, 9.99 s",
    "PT0.25S, 0.25 s",
    "PT1M30.0004S, 90 s",
    "PT9.9876543S, 9.988 s",
    "PT0.001S, 0.001 s",
    "PT0.000999999S, 0.000999999 s",
    "PT-0.000000001S, -0.000000001 s",
    "PT-1S, -1 s",
    "PT9223372036854775807.999999999S, 9223372036854775808 s",
    "PT-9223372036854775808S, -9223372036854775808 s"
  })
  void durationsArePrintedInSeconds(Duration span, String text) {
    assertThat(Times.text(span)).isEqualTo(text);
  }

  @Test
  void invalidDurationsAreRejected() {
    assertThatThrownBy(() -> Intercom.builder().totalTimeout(Duration.ZERO))
        .hasMessage("totalTimeout must be positive, was 0 s");
    assertThatThrownBy(() -> Intercom.builder().requestTimeout(Duration.ofSeconds(-1)))
        .hasMessage("requestTimeout must be positive, was -1 s");
    assertThatThrownBy(() -> Intercom.builder().maxWait(Duration.ofMillis(-1)))
        .hasMessage("maxWait must not be negative, was -0.001 s");
    assertThatThrownBy(() -> Intercom.builder().maxAttempts(0))
        .hasMessage("maxAttempts must be 1 or more, was 0");
    assertThatThrownBy(() -> Intercom.builder().rateLimitShare(1.5))
        .hasMessage("rateLimitShare must be above 0 and at most 1, was 1.5");
    assertThatThrownBy(() -> Intercom.builder().callsPerWindow(0))
        .hasMessage("callsPerWindow must be 1 or more, was 0");
  }

  @Test
  void anotherWorkspaceHasItsOwnTokenAndWindows() {
    intercom.enqueue(FakeIntercom.limited(167, 0, 6));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    Intercom first = intercom.builder().build();
    Intercom second = first.newBuilder().accessToken("other").build();
    first.customObjects(ObjectType.untyped("Order")).findById("22");
    second.customObjects(ObjectType.untyped("Order")).findById("22");
    intercom.request();
    assertThat(intercom.request().getHeaders().get("Authorization")).isEqualTo("Bearer other");
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @Test
  void aClientWithTheSameTokenSharesTheWindows() {
    intercom.enqueue(FakeIntercom.limited(167, 0, 6));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    Intercom first = intercom.builder().build();
    first.customObjects(ObjectType.untyped("Order")).findById("22");
    first.withVersion(ApiVersion.PREVIEW).customObjects(ObjectType.untyped("Order")).findById("22");
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(6));
  }

  @Test
  void closingADerivedClientLeavesTheOthersOpen() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    Intercom root = intercom.builder().build();
    root.withVersion(ApiVersion.PREVIEW).close();
    root.newBuilder().build().close();
    assertThat(root.customObjects(ObjectType.untyped("Order")).findById("22")).isPresent();
    root.close();
    root.close();
  }

  @Test
  void aGeneratedInterfaceUsesTheSameClient() {
    intercom.enqueue(200, "{\"type\":\"contact\",\"id\":7,\"role\":\"user\"}");
    Intercom client = intercom.builder().build();
    Contact contact =
        client.execute(client.api(ContactsApi.class).showContactByExternalId("customer/7"));
    assertThat(contact.getId()).isEqualTo("7");
    assertThat(contact.getRole()).isEqualTo(Contact.Role.USER);
    assertThat(intercom.request().getTarget())
        .isEqualTo("/contacts/find_by_external_id/customer%2F7");
  }

  private interface TagsApi {
    @GET("tags")
    Call<Map<String, Object>> list(@Since("2.15") @Query("page") @Nullable Integer page);

    @POST("tags")
    Call<Map<String, Object>> create(@Body Map<String, String> tag);

    @DELETE("tags/{id}")
    Call<Void> delete(@Path("id") String id);

    @POST("tags/search")
    @RetrySafe(RetrySafe.ALWAYS)
    Call<Map<String, Object>> search(@Body Map<String, String> query);
  }

  @Test
  void theUsersInterfaceHasTheSameRules() {
    Intercom client = intercom.builder().apiVersion(ApiVersion.V2_14).build();
    TagsApi tags = client.api(TagsApi.class);
    assertThatThrownBy(() -> client.execute(tags.list(2)))
        .isInstanceOf(UnsupportedVersionException.class)
        .hasMessage("parameter page of list needs Intercom-Version 2.15 or later, was 2.14");
    intercom.enqueue(200, "{\"type\":\"list\"}");
    assertThat(client.execute(tags.list(null))).containsEntry("type", "list");
    intercom.enqueue(500, "");
    assertThatThrownBy(() -> client.execute(tags.create(Map.of("name", "vip"))))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getAttempts()).isEqualTo(1));
    intercom.enqueue(500, "");
    intercom.enqueue(200, "{}");
    assertThat(client.execute(tags.search(Map.of("name", "vip")))).isEmpty();
    intercom.enqueue(200, "{}");
    client.execute(tags.delete("1"));
    assertThat(intercom.requestCount()).isEqualTo(5);
  }

  private interface NothingApi {
    @POST("tags/{id}/touch")
    Call<Unit> touch(@Path("id") String id);

    @POST("tags/{id}/forget")
    Call<Void> forget(@Path("id") String id);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204})
  void theUsersCallMayReturnNothingInJavaAndInKotlin(int status) {
    Intercom client = intercom.builder().build();
    NothingApi api = client.api(NothingApi.class);
    intercom.enqueue(FakeIntercom.json(status, ""));
    assertThat(client.execute(api.touch("1"))).isSameAs(Unit.INSTANCE);
    intercom.enqueue(FakeIntercom.json(status, ""));
    assertThat(client.execute(api.forget("1"))).isNull();
  }

  private interface ElsewhereApi {
    @GET
    Call<Map<String, Object>> get(@Url String url);
  }

  @Test
  void aCallToAnotherHostIsRejectedToProtectTheToken() {
    Intercom client = intercom.builder().build();
    try (FakeIntercom elsewhere = new FakeIntercom()) {
      assertThatThrownBy(
              () -> client.execute(client.api(ElsewhereApi.class).get(elsewhere.baseUrl() + "x")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "calls are sent only to " + intercom.baseUrl() + ", because they");
      assertThat(elsewhere.requestCount()).isZero();
    }
    intercom.enqueue(404, "{}");
    assertThatThrownBy(
            () ->
                client.execute(client.api(ElsewhereApi.class).get(intercom.baseUrl() + "people/7")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("(GET /{get}, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/other", "../x", "..", "/gateway/intercomx", "%2e%2e/x", "a/../../x"})
  void aCallOutsideTheBasePathIsRejectedToProtectTheToken(String url) {
    Intercom client = intercom.builder().baseUrl(intercom.baseUrl() + "gateway/intercom/").build();
    assertThatThrownBy(() -> client.execute(client.api(ElsewhereApi.class).get(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("calls are sent only to " + client.getBaseUrl() + ", because they");
    assertThat(intercom.requestCount()).isZero();
    intercom.enqueue(200, "{}");
    client.execute(client.api(ElsewhereApi.class).get("a/../people"));
    assertThat(intercom.anyRequest().getTarget()).isEqualTo("/gateway/intercom/people");
  }

  @Test
  void aBodyThatCannotBeInspectedIsNotRetried() {
    Intercom client = intercom.builder().build();
    intercom.enqueue(500, "");
    assertThatThrownBy(() -> client.execute(client.api(RawApi.class).post("no json")))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getAttempts()).isEqualTo(1));
  }

  private interface RawApi {
    @POST("raw")
    @RetrySafe(RetrySafe.WITH_EXTERNAL_ID)
    Call<Map<String, Object>> post(@Body String text);
  }

  @Test
  void aCallOfAnotherRetrofitIsRejected() {
    TagsApi foreign =
        new Retrofit.Builder()
            .baseUrl(intercom.baseUrl())
            .addConverterFactory(MoshiConverterFactory.create())
            .build()
            .create(TagsApi.class);
    assertThatThrownBy(() -> intercom.builder().build().execute(foreign.list(null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("this call is not from an interface of Intercom.api(..)");
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void anEnqueuedCallIsRetriedAndFailsThroughItsCallbackOnly() {
    Intercom client = intercom.builder().apiVersion(ApiVersion.V2_14).build();
    intercom.enqueue(503, "");
    intercom.enqueue(200, "{\"type\":\"contact\",\"id\":\"7\"}");
    Received<Contact> received = new Received<>();
    client.api(ContactsApi.class).showContact("7").enqueue(received);
    assertThat(received.response)
        .succeedsWithin(5, TimeUnit.SECONDS)
        .satisfies(response -> assertThat(response.body()).isNotNull());
    Received<Map<String, Object>> gated = new Received<>();
    client.api(TagsApi.class).list(1).enqueue(gated);
    assertThat(gated.response)
        .failsWithin(5, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(IOException.class)
        .withRootCauseInstanceOf(UnsupportedVersionException.class);
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  @Test
  void cancelingEndsTheWait() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    Timing realTime =
        new ForwardingTiming(Timing.SYSTEM) {
          @Override
          public void sleep(Duration duration, CountDownLatch wakeUp) throws InterruptedException {
            waiting.countDown();
            super.sleep(duration, wakeUp);
          }
        };
    intercom.enqueue(FakeIntercom.json(503, "{}").addHeader("Retry-After", "30"));
    Received<Contact> received = new Received<>();
    Call<Contact> call =
        intercom.builder().timing(realTime).build().api(ContactsApi.class).showContact("7");
    call.enqueue(received);
    assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
    call.cancel();
    assertThat(received.response)
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withRootCauseInstanceOf(ConnectionException.class);
  }

  @Test
  void enqueuedCallsRespectTheDispatchersLimitPerHost() {
    Intercom client = intercom.builder().build();
    List<Received<Contact>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      intercom.enqueue(200, "{\"type\":\"contact\",\"id\":\"7\"}");
      Received<Contact> received = new Received<>();
      all.add(received);
      client.api(ContactsApi.class).showContact("7").enqueue(received);
    }
    for (Received<Contact> received : all) {
      assertThat(received.response).succeedsWithin(10, TimeUnit.SECONDS);
    }
    int connections = 0;
    for (int i = 0; i < 50; i++) {
      connections = Math.max(connections, intercom.request().getConnectionIndex() + 1);
    }
    assertThat(connections).isLessThanOrEqualTo(5);
  }

  @Test
  void aCallIsExecutedByTheClientThatCreatedIt() {
    Intercom client = intercom.builder().build();
    Intercom preview = client.withVersion(ApiVersion.PREVIEW);
    assertThatThrownBy(() -> preview.execute(client.api(ContactsApi.class).showContact("7")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("this call was created by another client's api(..)");
    assertThat(intercom.requestCount()).isZero();
  }
}
