package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.api.ContactsApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import mockwebserver3.MockResponse;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Call;
import retrofit2.http.GET;

/** Responses around the size limit, which are small on the wire. */
final class LargeResponseTest {
  private static final int LIMIT = 64 << 20;

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  /** Returns a body of this many bytes: blanks, then {@code json}. */
  private static MockResponse.Builder blanks(int status, int size, String json) throws IOException {
    byte[] blanks = new byte[1 << 20];
    Arrays.fill(blanks, (byte) ' ');
    Buffer compressed = new Buffer();
    try (BufferedSink body = Okio.buffer(new GzipSink(compressed))) {
      int left = size - json.length();
      for (; left > 0; left -= blanks.length) {
        body.write(blanks, 0, Math.min(left, blanks.length));
      }
      body.writeUtf8(json);
    }
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .addHeader("Content-Encoding", "gzip")
        .body(compressed);
  }

  /** Writing one large buffer takes minutes, small parts only a second. */
  @Test
  @Timeout(60)
  void aResponseUpToTheLimitIsRead() throws IOException {
    intercom.enqueue(blanks(200, LIMIT, FakeIntercom.ORDER_22));
    assertThat(intercom.orders().getById("22").getExternalId()).isEqualTo("ORDER-1");
  }

  @Test
  void aReadWithALargerResponseFailsAndIsNotRetried() throws IOException {
    intercom.enqueue(blanks(200, LIMIT + 1, FakeIntercom.ORDER_22));
    assertThatThrownBy(() -> intercom.orders().getById("22"))
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              assertThat(e.getAttempts()).isEqualTo(1);
            })
        .hasMessage(
            "the response to GET /custom_object_instances/{custom_object_type_identifier}"
                + "/{custom_object_instance_id} was a success, but is larger than 64 MiB");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void aWriteWithALargerResponseIsAppliedAndNotRetried(int status) throws IOException {
    Recorder recorder = new Recorder();
    CustomObjects<Attributes> orders = FakeIntercom.orders(intercom.builder().listener(recorder));
    intercom.enqueue(blanks(status, LIMIT + 1, FakeIntercom.ORDER_22));
    assertThatThrownBy(() -> orders.upsert("ORDER-1", Attributes.builder().build()))
        .isInstanceOfSatisfying(
            DecodingException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.APPLIED))
        .hasMessageEndingWith("is larger than 64 MiB; Intercom has applied the call");
    assertThat(intercom.requestCount()).isEqualTo(1);
    assertThat(recorder.all(CallListener.Attempt.class))
        .extracting(CallListener.Attempt::getStatus)
        .containsExactly(status);
    assertThat(recorder.end().getResult()).isEqualTo(CallListener.Result.UNREADABLE);
    assertThat(recorder.end().getOutcome()).isEqualTo(Outcome.APPLIED);
  }

  /** Returns an object with an attribute that lists {@code item} this many times. */
  private static String listOf(int count, String item) {
    return "{\"id\":\"22\",\"custom_attributes\":{\"x\":["
        + (item + ",").repeat(count - 1)
        + item
        + "]}}";
  }

  private void respondsCompressed(int status, String json) throws IOException {
    intercom.enqueue(blanks(status, json.length(), json));
  }

  @Test
  void aResponseOfMoreThanAMillionValuesFailsAndIsNotRetried() throws IOException {
    respondsCompressed(200, listOf(600_000, "[]"));
    assertThatThrownBy(() -> intercom.orders().getById("22"))
        .isInstanceOfSatisfying(
            DecodingException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED))
        .hasMessageEndingWith(" was a success, but has more than 1,000,000 JSON values");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aWriteWithTooManyValuesInItsResponseIsApplied() throws IOException {
    respondsCompressed(200, listOf(600_000, "{}"));
    assertThatThrownBy(() -> intercom.orders().upsert("ORDER-1", Attributes.builder().build()))
        .isInstanceOfSatisfying(
            DecodingException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.APPLIED))
        .hasMessageEndingWith("1,000,000 JSON values; Intercom has applied the call");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void valuesAreCountedNotCharactersOfTexts() throws IOException {
    CustomObjects<Attributes> orders = intercom.orders();
    String text = "\"a \\\"quoted\\\" [,{\\\\\"";
    // The object, its attributes, the list, and the first of its items.
    respondsCompressed(200, listOf(1_000_000 - 4, "1"));
    assertThat(orders.getById("22").getId()).isEqualTo("22");
    respondsCompressed(200, listOf(1_000_000, "1"));
    assertThatThrownBy(() -> orders.getById("22")).isInstanceOf(DecodingException.class);
    respondsCompressed(200, listOf(500_000, text));
    assertThat(orders.getById("22").getId()).isEqualTo("22");
  }

  interface Files {
    @GET("export")
    Call<ResponseBody> export();
  }

  @Test
  void responsesThatAreNotReadAsJsonAreNotCounted() throws IOException {
    Intercom client = intercom.builder().build();
    respondsCompressed(200, ",".repeat(2_000_000));
    try (ResponseBody body = client.execute(client.api(Files.class).export())) {
      assertThat(body.bytes()).hasSize(2_000_000);
    }
  }

  /** The largest responses that are read, and those that need the most memory. */
  public static final class SmallHeap {
    private SmallHeap() {}

    public static void main(String[] args) throws IOException {
      String contacts = "{\"type\":\"list\",\"data\":[";
      try (FakeIntercom intercom = new FakeIntercom()) {
        Intercom client = intercom.builder().build();
        String lists = listOf(19_900_000, "[]");
        intercom.enqueue(blanks(200, lists.length(), lists));
        try {
          intercom.orders().getById("22");
        } catch (DecodingException e) {
          System.out.println(e.getMessage());
        }
        lists = contacts + "{\"id\":\"1\"},".repeat(499_990) + "{\"id\":\"2\"}]}";
        intercom.enqueue(blanks(200, lists.length(), lists));
        System.out.println(
            client.execute(client.api(ContactsApi.class).listContacts()).getData().size());
      }
    }
  }

  @Test
  @Timeout(120)
  void theLargestResponseFitsIntoAHeapOf512Megabytes() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(said).isZero();
    assertThat(said).contains("has more than 1,000,000 JSON values").contains("499991");
  }

  @Test
  void aFailureWithALargerResponseKeepsItsStatus() throws IOException {
    intercom.enqueue(blanks(400, LIMIT + 1, "{}"));
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("Intercom returned 400 without a readable error (GET ");
  }

  @Test
  void theClientContinuesAfterALargerResponse() throws IOException {
    CustomObjects<Attributes> orders = intercom.orders();
    intercom.enqueue(blanks(503, LIMIT + 1, "{}"));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(orders.findById("22")).isPresent();
  }
}
