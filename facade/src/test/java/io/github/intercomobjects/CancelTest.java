package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.UpdateContactRequest;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retrofit2.Call;

/** A canceled call ends at once and reports what is known of its outcome. */
final class CancelTest {
  private static final String CONTACT = "{\"type\":\"contact\",\"id\":\"7\"}";

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private static Call<Contact> update(Intercom client) {
    return client
        .api(ContactsApi.class)
        .updateContact("7", UpdateContactRequest.builder().name("Zoe").build());
  }

  private static void assertCanceled(
      Intercom client, Call<Contact> call, int attempts, Outcome outcome) {
    assertThatThrownBy(() -> client.execute(call))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(attempts);
              assertThat(e.getOutcome()).isEqualTo(outcome);
            })
        .hasMessageStartingWith("canceled (PUT /contacts/{contact_id})")
        .hasMessageEndingWith(
            outcome == Outcome.UNKNOWN
                ? "; it is not known whether Intercom applied it"
                : "; Intercom did not apply it");
  }

  @Test
  void aCallCanceledBeforeItStartsSendsNothing() {
    Intercom client = intercom.builder().build();
    Call<Contact> call = update(client);
    call.cancel();
    assertCanceled(client, call, 0, Outcome.NOT_APPLIED);
    assertThat(intercom.requestCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"408, UNKNOWN", "429, NOT_APPLIED", "500, UNKNOWN", "503, UNKNOWN"})
  void aCallCanceledDuringAWaitIsNotRetried(int status, Outcome outcome) {
    intercom.enqueue(status, "{}");
    Intercom client = intercom.builder().build();
    Call<Contact> call = update(client);
    intercom.timing.onSleep(call::cancel);
    assertCanceled(client, call, 1, outcome);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void theGuardOfACancelledCallIsNotAsked() {
    intercom.enqueue(FakeIntercom.limited(1, 0, 7));
    Intercom client = intercom.builder().build();
    client.execute(update(client));
    AtomicInteger asked = new AtomicInteger();
    Call<Contact> before = update(client);
    Call<Contact> during = update(client);
    for (Call<Contact> call : List.of(before, during)) {
      ApiCall.stateOf(call).guard(() -> asked.incrementAndGet() == 1);
    }
    before.cancel();
    assertCanceled(client, before, 0, Outcome.NOT_APPLIED);
    assertThat(asked).hasValue(0);
    intercom.timing.onSleep(during::cancel);
    assertCanceled(client, during, 0, Outcome.NOT_APPLIED);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aCallCanceledWhileWaitingForTheWindowSendsNothing() {
    intercom.enqueue(FakeIntercom.limited(1, 0, 7));
    Intercom client = intercom.builder().build();
    client.execute(update(client));
    Call<Contact> call = update(client);
    intercom.timing.onSleep(call::cancel);
    assertCanceled(client, call, 0, Outcome.NOT_APPLIED);
    assertThat(intercom.requestCount()).isEqualTo(1);
    // The next window, which allows one call, is free again.
    intercom.timing.onSleep(() -> {});
    intercom.enqueue(200, CONTACT);
    client.execute(update(client));
    assertThat(intercom.timing.sleeps()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aCallCanceledBeforeItIsSentIsNotApplied() {
    Call<?>[] call = new Call<?>[1];
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  call[0].cancel();
                  return chain.proceed(chain.request());
                })
            .build();
    Intercom client = intercom.builder().client(own).build();
    Call<Contact> update = update(client);
    call[0] = update;
    assertCanceled(client, update, 1, Outcome.NOT_APPLIED);
    assertThat(intercom.timing.sleeps()).isEmpty();
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void aCallCanceledBeforeItsResponseIsReadMayBeApplied() {
    intercom.enqueue(200, CONTACT + " ".repeat(1_000_000));
    Call<?>[] call = new Call<?>[1];
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  Response response = chain.proceed(chain.request());
                  call[0].cancel();
                  return response;
                })
            .build();
    Intercom client = intercom.builder().client(own).build();
    Call<Contact> update = update(client);
    call[0] = update;
    assertCanceled(client, update, 1, Outcome.UNKNOWN);
    assertThat(intercom.timing.sleeps()).isEmpty();
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void anEnqueuedCallCanceledDuringAWaitFailsThroughItsCallback() {
    intercom.enqueue(503, "");
    Intercom client = intercom.builder().build();
    Call<Contact> call = update(client);
    intercom.timing.onSleep(call::cancel);
    Received<Contact> received = new Received<>();
    call.enqueue(received);
    assertThat(received.response)
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .havingRootCause()
        .isInstanceOfSatisfying(
            ConnectionException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN))
        .withMessageStartingWith("canceled (PUT /contacts/{contact_id})");
    assertThat(call.isCanceled()).isTrue();
  }

  @Test
  void aCloneOfACanceledCallIsNotCanceled() {
    intercom.enqueue(200, CONTACT);
    Intercom client = intercom.builder().build();
    Call<Contact> call = update(client);
    call.cancel();
    assertThat(client.execute(call.clone()).getId()).isEqualTo("7");
  }
}
