package io.github.intercomobjects.canvas;

import static io.github.intercomobjects.canvas.Requests.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.canvas.model.WebhookNotification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhooksTest {
  private final List<WebhookNotification> handled = new ArrayList<>();
  private final Webhooks webhooks =
      Webhooks.of(Map.of("contact.deleted", handled::add), "new", "old");

  private static int send(Webhooks webhooks, String secret, String json) {
    byte[] body = body(json);
    Signatures signatures = Signatures.webhook(secret);
    return webhooks.handle(
        name -> name.equals("X-Hub-Signature") ? signatures.sign(body) : null, body);
  }

  @Test
  void theHandlerOfTheTopicGetsTheNotification() {
    assertThat(send(webhooks, "old", "{'topic':'contact.deleted','id':'n1'}")).isEqualTo(200);
    assertThat(handled).extracting(WebhookNotification::getId).containsExactly("n1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'topic':'ping'}", "{'topic':'contact.created'}", "{}", "{'topic':7}"})
  void aTopicWithoutAHandlerIsIgnored(String json) {
    assertThat(send(webhooks, "new", json)).isEqualTo(200);
    assertThat(handled).isEmpty();
  }

  @Test
  void aWrongOrAbsentSignatureIsRejected() {
    assertThat(send(webhooks, "other", "{'topic':'contact.deleted'}")).isEqualTo(401);
    assertThat(webhooks.handle(name -> null, body("{'topic':'contact.deleted'}"))).isEqualTo(401);
    assertThat(handled).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{'topic':"})
  void aBodyThatIsNoObjectIsRejected(String body) {
    assertThat(send(webhooks, "new", body)).isEqualTo(400);
  }

  @Test
  void anExceptionOfAHandlerIsThrown() {
    IllegalStateException failure = new IllegalStateException("no queue");
    Webhooks failing =
        Webhooks.of(
            Map.of(
                "contact.deleted",
                notification -> {
                  throw failure;
                }),
            "new");

    assertThatThrownBy(() -> send(failing, "new", "{'topic':'contact.deleted'}")).isSameAs(failure);
  }
}
