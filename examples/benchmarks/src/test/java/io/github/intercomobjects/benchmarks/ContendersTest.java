package io.github.intercomobjects.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Upserted;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests that all contenders do the same work, so that their figures can be compared. */
class ContendersTest {
  private static final String REQUEST = text(Samples.request(1));

  @Test
  void libraryAndBareOkHttpSendTheSameRequest() throws Exception {
    try (ServerProcess server = new ServerProcess()) {
      Buffer sent = new Buffer();
      StringBuilder headers = new StringBuilder();
      OkHttpClient recording =
          new OkHttpClient.Builder()
              .addNetworkInterceptor(
                  chain -> {
                    Objects.requireNonNull(chain.request().body()).writeTo(sent);
                    headers.append(chain.request().headers());
                    return chain.proceed(chain.request());
                  })
              .build();
      try (Intercom intercom =
          Intercom.builder()
              .accessToken(Samples.TOKEN)
              .baseUrl(server.limitedBaseUrl())
              .client(recording)
              .build()) {
        intercom
            .customObjects(ObjectType.of("Order", Order.class))
            .upsert(Samples.order(1))
            .orThrow();
      }
      assertThat(sent.readUtf8()).isEqualTo(REQUEST);
      assertThat(headers.toString().lines())
          .contains(
              "Accept: application/json",
              "Intercom-Version: 2.16",
              "Content-Type: application/json; charset=UTF-8");
      assertThat(new BareOkHttp(server.baseUrl()).upsert(Samples.request(1)))
          .isEqualTo(Samples.instance(1));
    }
  }

  @Test
  void allWriteTheSameUpsert() throws Exception {
    assertThat(text(new JacksonJson().written())).isEqualTo(REQUEST);
    // Moshi sorts the fields of classes.
    JsonMapper mapper = new JsonMapper();
    assertThat(mapper.readTree(new MoshiJson().written())).isEqualTo(mapper.readTree(REQUEST));
  }

  @Test
  void allReadTheCompleteResponse() throws Exception {
    Upserted<Order> upserted = new FacadeJson().upsert();

    assertThat(upserted.getDropped()).isEmpty();
    assertThat(upserted.getStored().getAttributes().toMap())
        .isEqualTo(attributes(new JacksonJson().upsert().customAttributes()));
    assertThat(new MoshiJson().upsert().customAttributes).containsEntry("coupon", "SPRING-1");
  }

  @Test
  void allReadTheCompletePage() throws Exception {
    var ours = new FacadeJson().readPage().getObjects();
    var jackson = new JacksonJson().readPage().data();
    var moshi = new MoshiJson().readPage().data;

    assertThat(ours).hasSize(150);
    assertThat(jackson).hasSize(150);
    assertThat(moshi).hasSize(150);
    assertThat(ours.get(149).getAttributes().toMap())
        .isEqualTo(attributes(jackson.get(149).customAttributes()));
    assertThat(ours.get(149).getId()).isEqualTo(jackson.get(149).id()).isEqualTo(moshi.get(149).id);
  }

  @Test
  void allReadThePageIntoTheirOwnObjects() throws Exception {
    var ours = new FacadeJson().readOrders();
    var jackson = new JacksonJson().readOrders().data();
    var moshi = new MoshiJson().readOrders().data;

    assertThat(ours).hasSize(150).last().isEqualTo(Samples.order(149));
    assertThat(jackson.get(149).customAttributes().totalAmount())
        .isEqualTo(new BigDecimal("149.99"));
    assertThat(Objects.requireNonNull(moshi.get(149).customAttributes).placedAt)
        .isEqualTo(ours.get(149).placedAt());
  }

  @Test
  void oneOfTheTwoUrlsHasRateLimitHeaders() throws Exception {
    try (ServerProcess server = new ServerProcess()) {
      assertThat(limit(server.baseUrl())).isNull();
      assertThat(limit(server.limitedBaseUrl())).isEqualTo("1000000000");
    }
  }

  private static @Nullable String limit(String baseUrl) throws IOException {
    Request request = new Request.Builder().url(baseUrl).build();
    try (Response response = new OkHttpClient().newCall(request).execute()) {
      return response.header("X-RateLimit-Limit");
    }
  }

  /** Converts each {@code int} of Jackson to the {@code long} of the library. */
  private static Map<String, Object> attributes(Map<String, Object> jacksons) {
    jacksons.replaceAll((name, value) -> value instanceof Integer i ? (Long) i.longValue() : value);
    return jacksons;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
