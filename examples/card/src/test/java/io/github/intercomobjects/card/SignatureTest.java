package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.card.CardScene.Shown;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class SignatureTest {
  private static final String INITIALIZE = "/inbox/initialize";

  @AutoClose
  private final CardScene scene =
      new CardScene(
          Map.of(
              Credentials.SECRET, CardScene.SECRET + ", older", Credentials.SECRET + "_b", "of-b"),
          builder -> builder);

  private int status(byte[] signed, byte[] sent) {
    String signature = Signatures.canvas(CardScene.SECRET).sign(signed);
    return scene.card.handle(INITIALIZE, name -> signature, sent).getStatus();
  }

  @Test
  void aForgedACutAndAReserialisedBodyAreRejected() {
    byte[] body = scene.inbox(scene.id("zoe")).toString().getBytes(StandardCharsets.UTF_8);
    byte[] pretty = scene.inbox(scene.id("zoe")).toPrettyString().getBytes(StandardCharsets.UTF_8);
    byte[] forged = body.clone();
    forged[body.length / 2] ^= 1;
    assertThat(status(body, body)).isEqualTo(200);
    assertThat(status(body, forged)).isEqualTo(401);
    assertThat(status(body, Arrays.copyOf(body, body.length - 1))).isEqualTo(401);
    assertThat(status(body, pretty)).isEqualTo(401);
    assertThat(scene.card.handle(INITIALIZE, name -> null, body).getStatus()).isEqualTo(401);
    assertThat(scene.send(INITIALIZE, "guessed", new String(body, StandardCharsets.UTF_8)))
        .hasToString("CanvasResponse{401, 0 bytes}");
    assertThat(scene.calls()).hasSize(1);
  }

  @Test
  void theOldSecretIsAcceptedWhileItIsReplaced() {
    String request = scene.inbox(scene.id("zoe")).toString();
    assertThat(scene.send(INITIALIZE, "older", request).getStatus()).isEqualTo(200);
  }

  @Test
  void aRequestThatIsReplayedChangesNothing() {
    Shown question = scene.open("zoe").click("A-1015").click("Refund…");
    ObjectNode confirmation = question.requestOf("confirm:" + scene.order("A-1015").getId());
    scene.shown("/inbox/submit", confirmation);
    scene.shown("/inbox/submit", confirmation);
    assertThat(scene.changes()).hasSize(1);
  }

  @Test
  void theSecretOfOneWorkspaceOpensNoOther() {
    ObjectNode request = scene.inbox(scene.id("zoe"));
    assertThat(body("of-b", request)).contains("This workspace has another client secret.");
    assertThat(body(CardScene.SECRET, request.put("workspace_id", "b")))
        .contains("This workspace has another client secret.");
    assertThat(scene.calls()).isEmpty();
    assertThat(body("of-b", request)).contains("A-1015");
  }

  @Test
  void aSecretOfSeveralWorkspacesOpensEachOfThem() {
    try (CardScene shared =
        new CardScene(
            Map.of(Credentials.SECRET, "shared", Credentials.SECRET + "_b", "b-new , shared"),
            builder -> builder)) {
      ObjectNode request = shared.inbox(shared.id("zoe"));
      String other = "This workspace has another client secret.";
      assertThat(body(shared, "shared", request)).contains("A-1015");
      assertThat(body(shared, "b-new", request)).contains(other);
      request.put("workspace_id", "b");
      assertThat(body(shared, "shared", request)).contains("A-1015");
      assertThat(body(shared, "b-new", request)).contains("A-1015");
    }
  }

  private String body(String secret, ObjectNode request) {
    return body(scene, secret, request);
  }

  private static String body(CardScene scene, String secret, ObjectNode request) {
    return new String(
        scene.send(INITIALIZE, secret, request.toString()).getBody(), StandardCharsets.UTF_8);
  }

  @Test
  void credentialsAreRequiredAndNotShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Credentials(Map.of(Credentials.TOKEN, "t")))
        .withMessage(
            "INTERCOM_CLIENT_SECRET is not set, and neither is"
                + " INTERCOM_CLIENT_SECRET_<workspace id>: set one");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Credentials(Map.of(Credentials.TOKEN, "t", Credentials.SECRET, " , ")))
        .withMessageStartingWith("INTERCOM_CLIENT_SECRET is not set");
    assertThat(new Credentials(Map.of(Credentials.TOKEN, "t", Credentials.SECRET, "s")))
        .hasToString("Credentials");
  }
}
