package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kotlin.jvm.JvmClassMappingKt;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract of OkHttp's {@code Call}, which Retrofit and other callers rely on. */
final class ApiCallTest {
  private record Note(String text) {}

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private Call call(Intercom.Builder builder) {
    Request request =
        new Request.Builder()
            .url(intercom.baseUrl() + "me")
            .tag(Note.class, new Note("kept"))
            .build();
    return new ApiCallFactory(builder.build().calls().settings()).newCall(request);
  }

  private Call call() {
    return call(intercom.builder());
  }

  private static final class Received implements Callback {
    private final CompletableFuture<Response> response = new CompletableFuture<>();

    @Override
    public void onFailure(Call call, IOException e) {
      response.completeExceptionally(e);
    }

    @Override
    public void onResponse(Call call, Response received) throws IOException {
      response.complete(received);
      throw new IOException("the callback's own");
    }
  }

  private static OkHttpClient.Builder failing(Interceptor interceptor) {
    return new OkHttpClient.Builder().addInterceptor(interceptor);
  }

  @Test
  void aCallIsExecutedOnce() throws IOException {
    intercom.enqueue(200, "{}");
    Call call = call();
    assertThat(call.isExecuted()).isFalse();
    call.execute().close();
    assertThat(call.isExecuted()).isTrue();
    assertThatThrownBy(call::execute)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a call is executed once; clone() it to execute it again");
    assertThatThrownBy(() -> call.enqueue(new Received()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aCloneIsAnIndependentCall() throws IOException {
    intercom.enqueue(200, "{}");
    intercom.enqueue(200, "{}");
    Call call = call();
    call.execute().close();
    Call clone = call.clone();
    assertThat(clone.isExecuted()).isFalse();
    assertThat(clone.request().url()).isEqualTo(call.request().url());
    clone.execute().close();
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  @Test
  void aCallReportsThatItIsCanceled() {
    Call call = call();
    assertThat(call.isCanceled()).isFalse();
    call.cancel();
    assertThat(call.isCanceled()).isTrue();
    assertThatThrownBy(call::execute)
        .isInstanceOf(ApiCall.CarrierException.class)
        .hasMessageStartingWith("canceled (GET /me)");
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void tagsAreThoseOfTheRequest() {
    Call call = call();
    Note kept = new Note("kept");
    assertThat(call.tag(Note.class)).isEqualTo(kept);
    assertThat(call.tag(JvmClassMappingKt.getKotlinClass(Note.class))).isEqualTo(kept);
    assertThat(call.tag(Note.class, () -> new Note("new"))).isEqualTo(kept);
    assertThat(call.tag(JvmClassMappingKt.getKotlinClass(Note.class), () -> new Note("new")))
        .isEqualTo(kept);
    assertThat(call.tag(String.class)).isNull();
    assertThat(call.tag(String.class, () -> "new")).isEqualTo("new");
    assertThat(call.tag(JvmClassMappingKt.getKotlinClass(String.class), () -> "new"))
        .isEqualTo("new");
  }

  @Test
  void anEventListenerIsSetOnTheHttpClientOnly() {
    assertThatThrownBy(() -> call().addEventListener(EventListener.NONE))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("set an event listener on the OkHttpClient instead");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"0, totalTimeout of 5 s", "3, call's own timeout of 3 s"})
  void theTimeInTheQueueCounts(int ownSeconds, String limit) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(1);
    OkHttpClient own =
        failing(
                chain -> {
                  begun.countDown();
                  Threads.await(blocked);
                  return chain.proceed(chain.request());
                })
            .build();
    own.dispatcher().setMaxRequestsPerHost(1);
    Intercom.Builder builder = intercom.builder().client(own).totalTimeout(Duration.ofSeconds(5));
    Intercom client = builder.build();
    ApiCallFactory factory = new ApiCallFactory(client.calls().settings());
    Request request = new Request.Builder().url(intercom.baseUrl() + "me").build();
    intercom.enqueue(200, "{}");
    Received first = new Received();
    Received second = new Received();
    factory.newCall(request).enqueue(first);
    Threads.await(begun);
    okhttp3.Call queued = factory.newCall(request);
    queued.timeout().timeout(ownSeconds, TimeUnit.SECONDS);
    queued.enqueue(second);
    intercom.timing.advance(Duration.ofSeconds(6));
    blocked.countDown();
    assertThat(second.response)
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("not sent within the " + limit + " (GET /me)");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void theTimeBeforeACallIsEnqueuedDoesNotCount() {
    intercom.enqueue(200, "{}");
    Call call = call(intercom.builder().totalTimeout(Duration.ofSeconds(5)));
    intercom.timing.advance(Duration.ofSeconds(6));
    Received received = new Received();
    call.enqueue(received);
    assertThat(received.response).succeedsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void aFailingCallbackStillGotItsResponse() {
    intercom.enqueue(200, "{}");
    Received received = new Received();
    call().enqueue(received);
    assertThat(received.response)
        .succeedsWithin(10, TimeUnit.SECONDS)
        .satisfies(response -> assertThat(response.code()).isEqualTo(200));
  }

  @Test
  void anExceptionOfUserCodeReachesTheCallback() {
    OkHttpClient own =
        failing(
                chain -> {
                  throw new IllegalStateException("own");
                })
            .build();
    Received received = new Received();
    call(intercom.builder().client(own)).enqueue(received);
    assertThat(received.response)
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(ApiCall.CarrierException.class)
        .withMessageContaining(
            "no response after 4 attempts (GET /me): java.lang.IllegalStateException");
  }

  @Test
  void anErrorReachesTheCallbackAndTheUncaughtExceptionHandler() {
    CompletableFuture<Throwable> handled = new CompletableFuture<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> handled.complete(e));
    try {
      OkHttpClient own =
          failing(
                  chain -> {
                    throw new LinkageError("own");
                  })
              .build();
      Received received = new Received();
      call(intercom.builder().client(own)).enqueue(received);
      assertThat(received.response)
          .failsWithin(10, TimeUnit.SECONDS)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(ApiCall.CarrierException.class)
          .withMessageContaining("unexpected failure: java.lang.LinkageError: own (GET /me)");
      assertThat(handled)
          .succeedsWithin(10, TimeUnit.SECONDS)
          .satisfies(e -> assertThat(e).isInstanceOf(LinkageError.class));
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }
}
