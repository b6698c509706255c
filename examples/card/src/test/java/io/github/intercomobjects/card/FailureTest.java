package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.intercomobjects.ConnectionException;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.card.CardScene.Shown;
import io.github.intercomobjects.sandbox.Fault;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailureTest {
  private final AtomicBoolean slow = new AtomicBoolean();
  private final AtomicBoolean missingOption = new AtomicBoolean();

  /** Times out at once when the API is slow, so that nobody waits for it. */
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .addInterceptor(
              chain -> {
                if (slow.get()) {
                  throw new SocketTimeoutException("timeout");
                }
                Request request = chain.request();
                return chain.proceed(missingOption.get() ? misspelled(request) : request);
              })
          .build();

  @AutoClose
  private final CardScene scene =
      new CardScene(
          Map.of(Credentials.SECRET, CardScene.SECRET),
          // A retry would wait first.
          builder -> builder.client(client).maxWait(Duration.ZERO));

  private static Request misspelled(Request request) throws IOException {
    RequestBody body = request.body();
    if (body == null) {
      return request;
    }
    Buffer json = new Buffer();
    body.writeTo(json);
    String changed = json.readUtf8().replace("\"refunded\"", "\"no option\"");
    return request
        .newBuilder()
        .method(request.method(), RequestBody.create(changed, body.contentType()))
        .build();
  }

  private static Fault fault(String name) {
    return switch (name) {
      case "down" -> Fault.status(503);
      case "reset" -> Fault.reset();
      case "token" -> Fault.status(401);
      case "permission" -> Fault.status(403);
      default -> Fault.badGateway();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          down       | Intercom's API failed.
          gateway    | Intercom's API failed.
          reset      | Intercom's API cannot be reached.
          token      | Intercom does not accept the access token of this app. Its administrator has to replace the token.
          permission | The access token of this app lacks a permission. Its administrator has to add it.
          """)
  void aFailureOfTheApiIsShownWithAButtonThatTriesAgain(String name, String text) {
    scene.sandbox.faults().onAny().fail(fault(name));
    Shown shown = scene.open("yan");
    assertThat(shown.lines()).containsExactly(text, "[Try again]");
    assertThat(scene.failures).hasSize(1);
    scene.sandbox.faults().clear();
    assertThat(shown.click("Try again").lines()).startsWith("Orders", "A-1012 | shipped | €84.00");
  }

  @Test
  void aRateLimitIsShownWithTheTimeToWait() {
    scene.sandbox.faults().onAny().fail(Fault.rateLimited());
    assertThat(scene.open("yan").lines().get(0))
        .matches("Intercom's rate limit is used up\\. Please try again in \\d+ s\\.");
  }

  @Test
  void anOptionThatIsMissingInTheSettingsIsReported() {
    Shown question = scene.open("zoe").click("A-1015").click("Refund…");
    missingOption.set(true);
    assertThat(question.click("Refund €2,249.00").lines())
        .containsExactly(
            "Intercom did not store all of it. The administrator of this app has to compare the"
                + " attributes of the object type with the README.",
            "[Try again]");
  }

  @Test
  void anOrderThatWasDeletedMeanwhileIsReported() {
    Shown question = scene.open("zoe").click("A-1015").click("Refund…");
    scene.seed.customObjects(ObjectType.untyped("Order")).deleteByExternalId("A-1015");
    assertThat(question.click("Refund €2,249.00").lines())
        .containsExactly(
            "Intercom does not have this object, or not its object type.", "[Try again]");
  }

  @Test
  void aSlowApiIsShownAndTheSamePageIsTriedAgain() {
    Shown second = scene.open("zoe").click("Subscriptions");
    Shown first = scene.open("yan");
    slow.set(true);
    Shown shown = first.click("Subscriptions");
    assertThat(shown.lines())
        .containsExactly("Intercom's API takes longer than usual.", "[Try again]");
    slow.set(false);
    assertThat(shown.click("Try again").lines()).startsWith("Subscriptions");
    assertThat(second.lines()).startsWith("Subscriptions");
  }

  @Test
  void theCallsOfAClickEndBeforeThreeSeconds() {
    assertThat(Card.PATIENCE).isLessThan(Duration.ofSeconds(3));
    scene.sandbox.faults().onAny().fail(Fault.delay(Duration.ofSeconds(30)));
    Duration patience = Duration.ofMillis(50);
    try (Intercom impatient =
        Card.patient(scene.seed.newBuilder().accessToken(scene.sandbox.getToken()), patience)
            .build()) {
      long start = System.nanoTime();
      assertThat(catchThrowable(() -> impatient.contacts().get(scene.id("zoe"))))
          .isInstanceOf(ConnectionException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aWorkspaceWithoutATokenIsReported() {
    try (CardScene other =
        new CardScene(
            Map.of(
                Credentials.SECRET,
                CardScene.SECRET,
                Credentials.TOKEN,
                " ",
                "INTERCOM_ACCESS_TOKEN_b",
                "t"),
            builder -> builder)) {
      assertThat(other.open("yan").lines())
          .containsExactly("This app has no access token for this workspace.", "[Try again]");
    }
  }

  @Test
  void aFailureIsNotKept() {
    scene.sandbox.faults().onNext(Fault.status(500));
    scene.open("yan");
    assertThat(scene.open("yan").lines()).startsWith("Orders");
  }
}
