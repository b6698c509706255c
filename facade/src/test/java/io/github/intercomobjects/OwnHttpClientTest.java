package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Contact;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The user's OkHttpClient keeps its settings, and the rules of a call still apply. */
final class OwnHttpClientTest {
  private static final Attributes NOTHING = Attributes.builder().build();
  private static final String CONTACT = "{\"type\":\"contact\",\"id\":\"7\"}";

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private CustomObjects<Attributes> orders(Interceptor interceptor) {
    return orders(new OkHttpClient.Builder().addInterceptor(interceptor).build());
  }

  private CustomObjects<Attributes> orders(OkHttpClient own) {
    return intercom.builder().client(own).build().customObjects(ObjectType.untyped("Order"));
  }

  @Test
  void anInterceptorThatFailsBeforeSendingIsAConnectionFailure() {
    CustomObjects<Attributes> orders =
        orders(
            chain -> {
              throw new IOException("no network");
            });
    assertThatThrownBy(() -> orders.upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(4);
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
            })
        .hasMessageContaining("no network")
        .hasMessageEndingWith("; Intercom did not apply it");
    assertThat(intercom.timing.sleeps()).hasSize(3);
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void aCallInsideAnInterceptorFailsWithItsOwnException() {
    ContactsApi older =
        intercom.builder().apiVersion(ApiVersion.of("2.12")).build().api(ContactsApi.class);
    CustomObjects<Attributes> orders =
        orders(
            chain -> {
              older.showContactByExternalId("customer-7").execute();
              return chain.proceed(chain.request());
            });
    assertThatThrownBy(() -> orders.upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class, e -> assertThat(e.getAttempts()).isEqualTo(4))
        .hasMessageContaining(
            "showContactByExternalId needs Intercom-Version 2.13 or later, was 2.12");
    assertThat(intercom.requestCount()).isZero();
  }

  private static Response failAfter(Interceptor.Chain chain) throws IOException {
    chain.proceed(chain.request()).close();
    throw new IOException("lost by an interceptor");
  }

  @Test
  void anInterceptorThatFailsAfterSendingLeavesTheOutcomeUnknown() {
    for (int i = 0; i < 4; i++) {
      intercom.enqueue(200, FakeIntercom.ORDER_22);
    }
    assertThatThrownBy(() -> orders(OwnHttpClientTest::failAfter).upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(4);
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            });
    assertThat(intercom.requestCount()).isEqualTo(4);
  }

  @Test
  void anInterceptorThatFailsAfterSendingACreateCausesNoSecondOne() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThatThrownBy(() -> orders(OwnHttpClientTest::failAfter).create(NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            });
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void anUncheckedExceptionOfAnInterceptorIsARetriedConnectionFailure() {
    AtomicInteger seen = new AtomicInteger();
    CustomObjects<Attributes> orders =
        orders(
            chain -> {
              if (seen.getAndIncrement() == 0) {
                throw new IllegalStateException("a bug of the user's");
              }
              return chain.proceed(chain.request());
            });
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(orders.findById("22")).isPresent();
    assertThat(seen).hasValue(2);
    assertThat(intercom.timing.sleeps()).hasSize(1);
  }

  private static Response retry(Interceptor.Chain chain) throws IOException {
    Response first = chain.proceed(chain.request());
    if (first.code() < 400) {
      return first;
    }
    first.close();
    return chain.proceed(chain.request());
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 503})
  void anInterceptorMayRetryARead(int status) {
    intercom.enqueue(status, "{}");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(orders(OwnHttpClientTest::retry).findById("22")).isPresent();
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 503})
  void anInterceptorMayNotRetryAWriteThatMayBeApplied(int status) {
    intercom.enqueue(status, "{}");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThatThrownBy(() -> orders(OwnHttpClientTest::retry).create(NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            })
        .hasMessageContaining("not sent again: a retry could apply the call twice");
    assertThat(intercom.requestCount()).isEqualTo(1);
    // An upsert is retried, and that attempt is counted.
    assertThat(orders(OwnHttpClientTest::retry).upsert("ORDER-1", NOTHING).getId()).isEqualTo("22");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 409, 422, 429})
  void anInterceptorMayRetryARejectedWrite(int status) {
    intercom.enqueue(status, "{}");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(orders(OwnHttpClientTest::retry).create(NOTHING).getId()).isEqualTo("22");
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  @Test
  void anInterceptorThatRespondsItselfSendsNothing() {
    CustomObjects<Attributes> orders =
        orders(
            chain ->
                new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(200)
                    .message("OK")
                    .body(ResponseBody.create(FakeIntercom.ORDER_22, null))
                    .build());
    assertThat(orders.findById("22")).isPresent();
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void callsUseTheUsersProxy() throws IOException, InterruptedException {
    try (MockWebServer proxy = new MockWebServer()) {
      proxy.start();
      OkHttpClient own =
          new OkHttpClient.Builder()
              .proxy(
                  new Proxy(
                      Proxy.Type.HTTP,
                      new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.getPort())))
              .build();
      proxy.enqueue(FakeIntercom.json(503, "<html>no route</html>").build());
      proxy.enqueue(FakeIntercom.json(200, FakeIntercom.ORDER_22).build());
      assertThat(orders(own).findById("22")).isPresent();
      RecordedRequest request = proxy.takeRequest(5, TimeUnit.SECONDS);
      assertThat(request).isNotNull();
      assertThat(request.getRequestLine())
          .isEqualTo("GET " + intercom.baseUrl() + "custom_object_instances/Order/22 HTTP/1.1");
      proxy.enqueue(new MockResponse.Builder().code(407).build());
      assertThatThrownBy(() -> orders(own).upsert("ORDER-1", NOTHING))
          .isInstanceOfSatisfying(
              ApiException.class,
              e -> {
                assertThat(e.getStatus()).isEqualTo(407);
                assertThat(e.getAttempts()).isEqualTo(1);
                assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              });
    }
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void aRedirectIsNotFollowedEvenIfTheUsersClientFollowsThem() {
    try (FakeIntercom elsewhere = new FakeIntercom()) {
      intercom.enqueue(
          new MockResponse.Builder().code(302).addHeader("Location", elsewhere.baseUrl()));
      OkHttpClient own =
          new OkHttpClient.Builder().followRedirects(true).followSslRedirects(true).build();
      assertThatThrownBy(() -> orders(own).findById("22")).isInstanceOf(ApiException.class);
      assertThat(elsewhere.requestCount()).isZero();
    }
  }

  /** Enqueues ten calls while there is no response, and returns the number of threads in use. */
  private long threadsTaken(Dispatcher dispatcher, ThreadPoolExecutor threads) {
    CountDownLatch go = new CountDownLatch(1);
    OkHttpClient own =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .addInterceptor(
                chain -> {
                  Threads.await(go);
                  return chain.proceed(chain.request());
                })
            .build();
    Intercom client = intercom.builder().client(own).build();
    List<Received<Contact>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      intercom.enqueue(200, CONTACT);
      Received<Contact> received = new Received<>();
      all.add(received);
      client.api(ContactsApi.class).showContact("7").enqueue(received);
    }
    long taken = threads.getTaskCount();
    go.countDown();
    for (Received<Contact> received : all) {
      assertThat(received.response).succeedsWithin(10, TimeUnit.SECONDS);
    }
    threads.shutdown();
    return taken;
  }

  @ParameterizedTest
  @CsvSource({"1, 64, 1", "3, 64, 3", "10, 64, 10", "20, 64, 10", "5, 2, 2", "64, 1, 1"})
  void enqueuedCallsUseNoMoreThreadsThanTheDispatcherAllows(
      int perHost, int altogether, long expected) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(10, 10, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequestsPerHost(perHost);
    dispatcher.setMaxRequests(altogether);
    assertThat(threadsTaken(dispatcher, threads)).isEqualTo(expected);
  }

  @Test
  void theUsersConnectionsAreUsedAndOutliveTheClient() {
    ConnectionPool pool = new ConnectionPool();
    OkHttpClient own = new OkHttpClient.Builder().connectionPool(pool).build();
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    Intercom first = intercom.builder().client(own).build();
    first.customObjects(ObjectType.untyped("Order")).findById("22");
    assertThat(pool.connectionCount()).isEqualTo(1);
    first.close();
    assertThat(pool.connectionCount()).isEqualTo(1);
    assertThat(own.dispatcher().executorService().isShutdown()).isFalse();
    orders(own).findById("22");
    intercom.request();
    assertThat(intercom.request().getExchangeIndex()).isEqualTo(1);
  }

  @Test
  void aDefaultClientOpensConnectionsAgainAfterItWasClosed() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    Intercom client = intercom.builder().build();
    CustomObjects<Attributes> orders = client.customObjects(ObjectType.untyped("Order"));
    orders.findById("22");
    client.close();
    assertThat(orders.findById("22")).isPresent();
    intercom.request();
    assertThat(intercom.request().getConnectionIndex()).isEqualTo(1);
  }

  @Test
  void everyEnqueuedCallFailsWhenTheClientIsClosed() throws InterruptedException {
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    intercom.timing.onSleep(
        () -> {
          atWork.countDown();
          Threads.await(go);
        });
    Intercom client = intercom.builder().maxAttempts(2).build();
    List<Received<Contact>> all = new ArrayList<>();
    // The running calls wait after their first attempt; the others wait for a thread.
    for (int i = 0; i < 26; i++) {
      intercom.enqueue(503, "");
    }
    for (int i = 0; i < 12; i++) {
      Received<Contact> received = new Received<>();
      all.add(received);
      client.api(ContactsApi.class).showContact("7").enqueue(received);
    }
    Threads.await(atWork);
    client.close();
    Received<Contact> late = new Received<>();
    client.api(ContactsApi.class).showContact("7").enqueue(late);
    go.countDown();
    all.add(late);
    for (Received<Contact> received : all.subList(0, 5)) {
      assertThat(received.response).succeedsWithin(10, TimeUnit.SECONDS);
    }
    for (Received<Contact> received : all.subList(5, 13)) {
      assertThat(received.response)
          .failsWithin(10, TimeUnit.SECONDS)
          .withThrowableOfType(ExecutionException.class)
          .withRootCauseInstanceOf(ConnectionException.class)
          .withMessageContaining("not sent: the client is closed");
    }
  }

  @Test
  void aCallThatIsEnqueuedAfterTheClientWasClosedFails() {
    Intercom client = intercom.builder().build();
    client.close();
    Received<Contact> received = new Received<>();
    client.api(ContactsApi.class).showContact("7").enqueue(received);
    assertThat(received.response)
        .isCompletedExceptionally()
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("the client is closed");
    assertThat(intercom.requestCount()).isZero();
  }
}
