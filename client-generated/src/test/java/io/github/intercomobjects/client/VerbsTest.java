package io.github.intercomobjects.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.client.api.VerbsApi;
import io.github.intercomobjects.client.model.VerbItem;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** The templates support every verb of Retrofit. {@link VerbsApi} is generated for this test. */
final class VerbsTest {
  private static final VerbItem ITEM = VerbItem.builder().name("first").build();
  private static final String JSON = "{\"name\":\"first\"}";

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        call("GET", "/items/7", "", JSON, api -> api.getItem("7")),
        call("PUT", "/items/7", JSON, JSON, api -> api.putItem("7", ITEM)),
        call("POST", "/items/7", "", "", api -> api.postItem("7")),
        call("DELETE", "/items/7", "", "", api -> api.deleteItem("7")),
        call("DELETE", "/items", JSON, "", api -> api.deleteMatchingItems(ITEM)),
        call("OPTIONS", "/items/7", "", "", api -> api.itemOptions("7")),
        call("OPTIONS", "/items", JSON, "", api -> api.matchingOptions(ITEM)),
        call("HEAD", "/items/7", "", "", api -> api.itemExists("7")),
        call("PATCH", "/items/7", JSON, JSON, api -> api.patchItem("7", ITEM)));
  }

  private static Arguments call(
      String verb, String path, String request, String response, Function<VerbsApi, Call<?>> call) {
    return Arguments.of(verb, path, request, response, call);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("calls")
  void everyVerbIsSentWithItsPathAndBody(
      String verb, String path, String request, String response, Function<VerbsApi, Call<?>> call)
      throws Exception {
    server.enqueue(new MockResponse.Builder().body(response).build());

    VerbsApi api =
        new Retrofit.Builder()
            .baseUrl(server.url("/"))
            .addConverterFactory(MoshiConverterFactory.create())
            .build()
            .create(VerbsApi.class);
    Response<?> received = call.apply(api).execute();

    RecordedRequest sent = server.takeRequest();
    assertThat(sent.getRequestLine()).isEqualTo(verb + " " + path + " HTTP/1.1");
    assertThat(Objects.requireNonNullElse(sent.getBody(), ByteString.EMPTY).utf8())
        .isEqualTo(request);
    assertThat(received.isSuccessful()).isTrue();
    assertThat(received.body()).isEqualTo(response.isEmpty() ? null : ITEM);
  }
}
