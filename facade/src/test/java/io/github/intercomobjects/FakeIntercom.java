package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.spec.SpecValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.QueueDispatcher;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;

/** A server with the responses of a test, and a client with the clock of the test. */
final class FakeIntercom implements AutoCloseable {
  static final String TOKEN = "dG9rOjEyMzQ1Njc4OQ==";

  static final String ORDER_22 =
      """
      {"id":"22","type":"Order","external_id":"ORDER-1","external_created_at":null,\
      "external_updated_at":null,"created_at":1788281000,"updated_at":1788281000,\
      "custom_attributes":{"status":"shipped","total_amount":99.99}}""";

  final FakeTiming timing = new FakeTiming();
  private final MockWebServer server = new MockWebServer();

  FakeIntercom() {
    QueueDispatcher responses = new QueueDispatcher();
    // A request that no test expects gets a response instead of a timeout.
    responses.setFailFast(new MockResponse.Builder().code(599).build());
    server.setDispatcher(responses);
    try {
      server.setServerSocketFactory(new PromptSockets());
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getPort() + "/";
  }

  Intercom.Builder builder() {
    return Intercom.builder().accessToken(TOKEN).baseUrl(baseUrl()).timing(timing);
  }

  CustomObjects<Attributes> orders() {
    return orders(builder());
  }

  CustomObjects<Attributes> orders(ApiVersion version) {
    return orders(builder().apiVersion(version));
  }

  static CustomObjects<Attributes> orders(Intercom.Builder builder) {
    return builder.build().customObjects(ObjectType.untyped("Order"));
  }

  void enqueue(MockResponse.Builder response) {
    server.enqueue(response.build());
  }

  void enqueue(int status, String body) {
    enqueue(json(status, body));
  }

  /** Responds to every request from now on with {@code response}, on a thread of the server. */
  void respondBy(Function<RecordedRequest, MockResponse.Builder> response) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return response.apply(request).build();
          }
        });
  }

  /** Receives the next request, and loses its response with the connection. */
  void loseResponse() {
    enqueue(json(200, "{}").onResponseStart(new SocketEffect.CloseSocket()));
  }

  void enqueueError(int status, String code, String message) {
    enqueue(
        status,
        "{\"type\":\"error.list\",\"request_id\":\"b2i3mhcboc6pcbe33q80\",\"errors\":[{\"code\":\""
            + code
            + "\",\"message\":\""
            + message
            + "\"}]}");
  }

  static MockResponse.Builder json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json; charset=utf-8")
        .body(body);
  }

  /** Returns a response with a window of the rate limit that ends this long after the start. */
  static MockResponse.Builder limited(int limit, int remaining, long resetInSeconds) {
    return json(200, ORDER_22)
        .addHeader("X-RateLimit-Limit", limit)
        .addHeader("X-RateLimit-Remaining", remaining)
        .addHeader("X-RateLimit-Reset", FakeTiming.START_SECONDS + resetInSeconds);
  }

  int requestCount() {
    return server.getRequestCount();
  }

  /** Returns the next request in order of arrival, which must be valid. */
  RecordedRequest request() {
    RecordedRequest request = anyRequest();
    assertThat(problems(request)).isEmpty();
    return request;
  }

  /** Returns the next request in order of arrival, which must start with this method and target. */
  RecordedRequest request(String methodAndTarget) {
    RecordedRequest request = request();
    assertThat(request.getRequestLine()).isEqualTo(methodAndTarget + " HTTP/1.1");
    return request;
  }

  private static List<String> problems(RecordedRequest request) {
    return SpecValidator.get()
        .validateRequest(request.getMethod(), request.getTarget(), body(request));
  }

  /** Returns the next request in order of arrival, whose path is not in the description. */
  RecordedRequest anyRequest() {
    try {
      RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
      assertThat(request).as("a request").isNotNull();
      return request;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static @Nullable String body(RecordedRequest request) {
    return request.getBody() == null || request.getBody().size() == 0
        ? null
        : request.getBody().utf8();
  }

  /** Checks that requests that no test has taken are valid too, if their path is described. */
  @Override
  public void close() {
    server.close();
    List<String> problems = new ArrayList<>();
    for (RecordedRequest request = poll(); request != null; request = poll()) {
      problems.addAll(problems(request));
    }
    problems.removeIf(problem -> problem.startsWith("No API path found"));
    assertThat(problems).isEmpty();
  }

  private @Nullable RecordedRequest poll() {
    try {
      return server.takeRequest(0, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
