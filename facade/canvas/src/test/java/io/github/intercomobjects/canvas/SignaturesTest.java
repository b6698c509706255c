package io.github.intercomobjects.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected signatures were computed with another program. */
final class SignaturesTest {
  private static final byte[] BODY =
      "{\"workspace_id\":\"lk7xq2pd\",\"text\":\"Zoë 🚲 \\u003c\"}"
          .getBytes(StandardCharsets.UTF_8);
  private static final String SHA256 =
      "b6b26ff5cd53780ac867416026475d6de257a0b21f6fdc50b24138f0af7d5baa";
  private static final String OLD_SHA256 =
      "a043e35f404d8b8f8279156c72f7ebd5c4808465f9e280a89ba103b05444ca39";
  private static final String SHA1 = "sha1=875e10c74d0231b777674be95e9ebf50fb4e805e";

  @Test
  void aRequestForACardIsSignedWithSha256() {
    Signatures signatures = Signatures.canvas("s3cr3t");
    assertThat(signatures.getHeader()).isEqualTo("X-Body-Signature");
    assertThat(signatures.sign(BODY)).isEqualTo(SHA256);
    assertThat(signatures.matches(SHA256, BODY)).isTrue();
    assertThat(signatures.matches(SHA256.toUpperCase(Locale.ROOT), BODY)).isTrue();
  }

  @Test
  void aNotificationIsSignedWithSha1() {
    Signatures signatures = Signatures.webhook("s3cr3t");
    assertThat(signatures.getHeader()).isEqualTo("X-Hub-Signature");
    assertThat(signatures.sign(BODY)).isEqualTo(SHA1);
    assertThat(signatures.matches(SHA1, BODY)).isTrue();
    assertThat(signatures.matches(SHA1.substring("sha1=".length()), BODY)).isFalse();
  }

  @Test
  void anotherSecretMatchesWhileTheFirstIsReplaced() {
    Signatures signatures = Signatures.canvas("s3cr3t", "old-s3cr3t");
    assertThat(signatures.matches(SHA256, BODY)).isTrue();
    assertThat(signatures.matches(OLD_SHA256, BODY)).isTrue();
    assertThat(signatures.sign(BODY)).isEqualTo(SHA256);
    assertThat(Signatures.canvas("s3cr3t").matches(OLD_SHA256, BODY)).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "b6b2",
        "b6b",
        "b6b26ff5cd53780ac867416026475d6de257a0b21f6fdc50b24138f0af7d5ba",
        "b6b26ff5cd53780ac867416026475d6de257a0b21f6fdc50b24138f0af7d5bab",
        "b6b26ff5cd53780ac867416026475d6de257a0b21f6fdc50b24138f0af7d5baaaa",
        "b6b26ff5cd53780ac867416026475d6de257a0b21f6fdc50b24138f0af7d5ba\n",
        "x6b26ff5cd53780ac867416026475d6de257a0b21f6fdc50b24138f0af7d5baa",
        "６6b26ff5cd53780ac867416026475d6de257a0b21f6fdc50b24138f0af7d5baa",
        "sha1=875e10c74d0231b777674be95e9ebf50fb4e805e",
        "sha1=",
        "sha256=b6b26ff5cd53780ac867416026475d6de257a0b21f6fdc50b24138f0af7d5baa",
      })
  void anyOtherSignatureDoesNotMatch(String signature) {
    assertThat(Signatures.canvas("s3cr3t").matches(signature, BODY)).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "sha1",
        "sha1=",
        "sha1=8",
        "SHA1=875e10c74d0231b777674be95e9ebf50fb4e805e",
        "sha1=zz5e10c74d0231b777674be95e9ebf50fb4e805e",
      })
  void anyOtherSignatureOfANotificationDoesNotMatch(String signature) {
    assertThat(Signatures.webhook("s3cr3t").matches(signature, BODY)).isFalse();
  }

  @Test
  void anotherBodyDoesNotMatch() {
    Signatures signatures = Signatures.canvas("s3cr3t");
    byte[] cut = Arrays.copyOf(BODY, BODY.length - 1);
    assertThat(signatures.matches(SHA256, cut)).isFalse();
    assertThat(signatures.matches(SHA256, new byte[0])).isFalse();
    String text = new String(BODY, StandardCharsets.UTF_8);
    byte[] serializedAgain = text.replace("\\u003c", "<").getBytes(StandardCharsets.UTF_8);
    assertThat(signatures.matches(SHA256, serializedAgain)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "s3cr3t\n", " s3cr3t"})
  void aSecretThatWasReadWronglyIsRejected(String secret) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Signatures.canvas(secret))
        .withMessage(
            "a client secret is empty, or begins or ends with white space: pass it as the"
                + " Developer Hub shows it");
  }

  @Test
  @SuppressWarnings("NullAway") // System.getenv(..) returns null.
  void aSecretThatIsNullIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Signatures.canvas("s3cr3t", null))
        .withMessage(
            "a client secret is null, perhaps because a variable is not set: pass the one that the"
                + " Developer Hub shows for the app");
  }

  @Test
  void aSecretIsNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(Signatures::webhook)
        .withMessage(
            "there is no client secret: pass the one that the Developer Hub shows for the app");
  }

  @Test
  void theTextHasNoSecret() {
    assertThat(Signatures.canvas("s3cr3t")).hasToString("Signatures{X-Body-Signature}");
  }
}
