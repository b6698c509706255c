package io.github.intercomobjects;

import static io.github.intercomobjects.FakeIntercom.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.RetrySafe;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;

/** An exception of a lower layer becomes our exception with an outcome, never a wrong argument. */
final class ForeignExceptionTest {
  private static final Attributes NOTHING = Attributes.builder().build();

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  static Stream<MockResponse.Builder> impossibleResponses() {
    return Stream.of(
        FakeIntercom.json(200, FakeIntercom.ORDER_22).setHeader("Content-Length", "-5"),
        FakeIntercom.json(200, FakeIntercom.ORDER_22).status("HTTP/1.1 -20 Odd"),
        FakeIntercom.json(200, FakeIntercom.ORDER_22).status("HTTP/1.1 -20"));
  }

  @ParameterizedTest
  @MethodSource("impossibleResponses")
  void anInvalidHttpResponseLeavesTheOutcomeOfACreateUnknown(MockResponse.Builder odd) {
    intercom.enqueue(odd);
    assertThatThrownBy(() -> intercom.orders().create(NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e.getCause()).isInstanceOf(RuntimeException.class);
            })
        .hasMessageStartingWith("no response after 1 attempt (POST ")
        .hasMessageEndingWith("; it is not known whether Intercom applied it");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("impossibleResponses")
  void anInvalidHttpResponseIsRetriedIfThatIsSafe(MockResponse.Builder odd) {
    intercom.enqueue(odd);
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(intercom.orders().upsert("ORDER-1", NOTHING).getId()).isEqualTo("22");
    for (int i = 0; i < 4; i++) {
      intercom.enqueue(odd);
    }
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              assertThat(e.getAttempts()).isEqualTo(4);
            });
  }

  private CustomObjects<Attributes> ordersBy(Interceptor interceptor) {
    return orders(
        intercom.builder().client(new OkHttpClient.Builder().addInterceptor(interceptor).build()));
  }

  @Test
  void anInterceptorThatThrowsUncheckedBeforeSendingAppliesNothing() {
    IllegalArgumentException thrown = new IllegalArgumentException("a bug of the user's");
    CustomObjects<Attributes> orders =
        ordersBy(
            chain -> {
              throw thrown;
            });
    assertThatThrownBy(() -> orders.create(NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e.getCause()).isSameAs(thrown);
            })
        .hasMessageContaining(": java.lang.IllegalArgumentException: a bug of the user's;");
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void anInterceptorThatThrowsUncheckedAfterSendingLeavesTheOutcomeUnknown() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    CustomObjects<Attributes> orders =
        ordersBy(
            chain -> {
              chain.proceed(chain.request()).close();
              throw new IllegalStateException("a bug of the user's");
            });
    assertThatThrownBy(() -> orders.create(NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(e.getAttempts()).isEqualTo(1);
            });
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aMissInsideAnInterceptorIsNotAMissOfTheOuterCall() {
    intercom.respondBy(
        request -> FakeIntercom.json(404, "{\"errors\":[{\"code\":\"not_found\"}]}"));
    Intercom other = intercom.builder().build();
    CustomObjects<Attributes> orders =
        ordersBy(
            chain -> {
              other.contacts().get("7");
              return chain.proceed(chain.request());
            });
    assertThatThrownBy(() -> orders.findById("22"))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getCause()).isInstanceOf(NotFoundException.class);
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
            });
  }

  @Test
  void aMissInsideTheTokenSupplierIsNotAMissOfTheOuterCall() {
    intercom.enqueue(
        404, "{\"errors\":[{\"code\":\"not_found\",\"message\":\"Object not found\"}]}");
    CustomObjects<Attributes> vault = intercom.orders();
    CustomObjects<Attributes> orders =
        orders(
            intercom
                .builder()
                .accessToken(() -> "" + vault.getById("1").getAttributes().getText("token")));
    assertThatThrownBy(() -> orders.findById("22"))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getCause()).isInstanceOf(NotFoundException.class);
              assertThat(e.getAttempts()).isZero();
            });
  }

  @Test
  void anEventListenerThatCannotBeCreatedIsAFailureOfTheAttempt() {
    OkHttpClient own =
        new OkHttpClient.Builder()
            .eventListenerFactory(
                call -> {
                  throw new IllegalStateException("no listener");
                })
            .build();
    Recorder recorder = new Recorder();
    assertThatThrownBy(
            () ->
                orders(intercom.builder().client(own).listener(recorder))
                    .upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(4);
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
            });
    assertThat(recorder.events).filteredOn(CallListener.Attempt.class::isInstance).hasSize(4);
  }

  @Test
  void anEventListenerThatThrowsDuringTheCallIsAFailureOfTheAttempt() {
    OkHttpClient own =
        new OkHttpClient.Builder()
            .eventListener(
                new EventListener() {
                  @Override
                  public void responseBodyStart(Call call) {
                    throw new IllegalStateException("a bug of the user's");
                  }
                })
            .build();
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThatThrownBy(() -> orders(intercom.builder().client(own)).create(NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN));
  }

  private static ResponseBody failing(ResponseBody body) {
    BufferedSource source =
        Okio.buffer(
            new ForwardingSource(body.source()) {
              @Override
              public long read(Buffer sink, long byteCount) {
                throw new UnsupportedOperationException("cannot be decompressed");
              }
            });
    return ResponseBody.create(source, body.contentType(), body.contentLength());
  }

  @Test
  void aBodyThatCannotBeDecodedIsAFailureOfTheAttempt() {
    for (int i = 0; i < 4; i++) {
      intercom.enqueue(200, FakeIntercom.ORDER_22);
    }
    CustomObjects<Attributes> orders =
        ordersBy(
            chain -> {
              okhttp3.Response response = chain.proceed(chain.request());
              return response.newBuilder().body(failing(response.body())).build();
            });
    assertThatThrownBy(() -> orders.upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(4);
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            })
        .hasMessageContaining("cannot be decompressed");
  }

  @Test
  void anErrorIsThrownUnchanged() {
    LinkageError thrown = new LinkageError("broken");
    Recorder recorder = new Recorder();
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw thrown;
                })
            .build();
    assertThatThrownBy(
            () -> orders(intercom.builder().client(own).listener(recorder)).create(NOTHING))
        .isSameAs(thrown);
    assertThat(recorder.events)
        .filteredOn(CallListener.End.class::isInstance)
        .singleElement()
        .satisfies(
            end -> assertThat(((CallListener.End) end).getOutcome()).isEqualTo(Outcome.UNKNOWN));
  }

  private record Tag(String name) {}

  /** An adapter that always throws. */
  private static final class Broken extends JsonAdapter<Tag> {
    @Override
    public Tag fromJson(JsonReader reader) {
      throw new IllegalArgumentException("a bug in reading");
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Tag value) throws IOException {
      if (value == null || value.name.equals("unwritable")) {
        throw new IllegalStateException("a bug in writing");
      }
      writer.value(value.name);
    }
  }

  private interface Tags {
    @GET("tags/1")
    retrofit2.Call<Tag> show();

    @POST("tags")
    retrofit2.Call<Tag> make(@Body Tag tag);

    @POST("tags")
    CompletableFuture<Tag> makeLater(@Body Tag tag);

    @POST("tags")
    @RetrySafe(RetrySafe.WITH_EXTERNAL_ID)
    retrofit2.Call<Tag> send(@Body RequestBody body);
  }

  private Intercom.Builder withBrokenAdapter() {
    return intercom.builder().moshi(new Moshi.Builder().add(Tag.class, new Broken()).build());
  }

  private static void assertAppliedAndUnreadable(Throwable failure) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.APPLIED);
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e.getCause()).isInstanceOf(IllegalArgumentException.class);
            })
        .hasMessage(
            "the response to POST /tags was a success, but cannot be read:"
                + " java.lang.IllegalArgumentException: a bug in reading; Intercom has applied the"
                + " call");
  }

  @Test
  void anAdapterThatThrowsWhileReadingIsADecodingException() {
    Intercom client = withBrokenAdapter().build();
    intercom.enqueue(200, "{}");
    assertThatThrownBy(() -> client.execute(client.api(Tags.class).make(new Tag("new"))))
        .satisfies(ForeignExceptionTest::assertAppliedAndUnreadable);
    intercom.enqueue(200, "{}");
    assertThatThrownBy(() -> client.execute(client.api(Tags.class).show()))
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED));
  }

  @Test
  void anAdapterThatThrowsWhileReadingIsADecodingExceptionForExecutedCallsToo() {
    intercom.enqueue(200, "{}");
    retrofit2.Call<Tag> call = withBrokenAdapter().build().api(Tags.class).make(new Tag("new"));
    assertThatThrownBy(call::execute)
        .isInstanceOf(IOException.class)
        .cause()
        .satisfies(ForeignExceptionTest::assertAppliedAndUnreadable);
    assertThatThrownBy(call::execute)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Already executed.");
  }

  @Test
  void anAdapterThatThrowsWhileReadingIsADecodingExceptionForEnqueuedCallsToo() {
    intercom.enqueue(200, "{}");
    intercom.enqueue(200, "{}");
    Tags tags = withBrokenAdapter().build().api(Tags.class);
    Received<Tag> received = new Received<>();
    tags.make(new Tag("new")).enqueue(received);
    for (CompletableFuture<?> future : List.of(received.response, tags.makeLater(new Tag("new")))) {
      assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(IOException.class)
          .cause()
          .satisfies(ForeignExceptionTest::assertAppliedAndUnreadable);
    }
  }

  @Test
  void malformedJsonIsADecodingExceptionForExecutedAndEnqueuedCalls() {
    intercom.enqueue(200, "{");
    intercom.enqueue(200, "{");
    Intercom client = intercom.builder().build();
    assertThatThrownBy(() -> client.api(Tags.class).show().execute())
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(DecodingException.class);
    Received<Tag> received = new Received<>();
    client.api(Tags.class).show().enqueue(received);
    assertThat(received.response)
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .satisfies(e -> assertThat(e.getCause()).hasCauseInstanceOf(DecodingException.class));
  }

  @Test
  void anAdapterThatThrowsWhileWritingIsAnIllegalArgumentAndNothingIsSent() {
    Intercom client = withBrokenAdapter().build();
    assertThatThrownBy(() -> client.execute(client.api(Tags.class).make(new Tag("unwritable"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the request of this call cannot be created: java.lang.IllegalStateException: a bug in"
                + " writing");
    CustomObjects<Tag> tags =
        client.customObjects(
            ObjectType.builder("Tag", new Broken()).externalId(tag -> tag.name).build());
    assertThatThrownBy(() -> tags.upsert(new Tag("unwritable")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a value for Tag cannot be mapped: java.lang.IllegalStateException: a bug in writing");
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void aBodyThatThrowsWhileItIsSentIsAFailureOfTheAttempt() {
    Intercom client = intercom.builder().build();
    RequestBody broken =
        new RequestBody() {
          @Override
          public @Nullable MediaType contentType() {
            return null;
          }

          @Override
          public void writeTo(BufferedSink sink) {
            throw new IllegalStateException("a bug in writing");
          }
        };
    assertThatThrownBy(() -> client.execute(client.api(Tags.class).send(broken)))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(e.getAttempts()).isEqualTo(1);
            });
  }
}
