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

/** A server that answers what a test tells it to, and a client whose clock is the test's. */
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
    QueueDispatcher answers = new QueueDispatcher();
    // A request that no test expects is answered, not left to time out.
    answers.setFailFast(new MockResponse.Builder().code(599).build());
    server.setDispatcher(answers);
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

  void answers(MockResponse.Builder response) {
    server.enqueue(response.build());
  }

  void answers(int status, String body) {
    answers(json(status, body));
  }

  /** From now on every request is answered by {@code answer}, on a thread of the server. */
  void answersBy(Function<RecordedRequest, MockResponse.Builder> answer) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer.apply(request).build();
          }
        });
  }

  /** The next request is taken, and its answer lost with the connection. */
  void losesTheAnswer() {
    answers(json(200, "{}").onResponseStart(new SocketEffect.CloseSocket()));
  }

  void refuses(int status, String code, String message) {
    answers(
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

  /** An answer that tells of a window of the rate limit, which ends so long after the start. */
  static MockResponse.Builder limited(int limit, int remaining, long resetInSeconds) {
    return json(200, ORDER_22)
        .addHeader("X-RateLimit-Limit", limit)
        .addHeader("X-RateLimit-Remaining", remaining)
        .addHeader("X-RateLimit-Reset", FakeTiming.START_SECONDS + resetInSeconds);
  }

  int requestCount() {
    return server.getRequestCount();
  }

  /** The next request in order of arrival, which must be as the description says. */
  RecordedRequest request() {
    RecordedRequest request = anyRequest();
    assertThat(problems(request)).isEmpty();
    return request;
  }

  /** The next request in order of arrival, which must begin with this method and target. */
  RecordedRequest request(String methodAndTarget) {
    RecordedRequest request = request();
    assertThat(request.getRequestLine()).isEqualTo(methodAndTarget + " HTTP/1.1");
    return request;
  }

  private static List<String> problems(RecordedRequest request) {
    return SpecValidator.get()
        .validateRequest(request.getMethod(), request.getTarget(), body(request));
  }

  /** The next request in order of arrival, to an address that is not in the description. */
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

  /** Requests that no test has taken must be as described too, if their address is. */
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
