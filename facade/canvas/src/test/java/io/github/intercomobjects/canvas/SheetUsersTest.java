package io.github.intercomobjects.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.intercomobjects.canvas.model.Contact;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SheetUsersTest {
  private static final String JSON = "{\"type\":\"contact\",\"id\":\"1\",\"name\":\"Zoë 🚲\"}";

  private static byte[] encrypt(String secret, String json) throws Exception {
    byte[] vector = "0123456789ab".getBytes(StandardCharsets.US_ASCII);
    byte[] key =
        MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, vector));
    byte[] plain = json.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[vector.length + cipher.getOutputSize(plain.length)];
    System.arraycopy(vector, 0, all, 0, vector.length);
    cipher.doFinal(plain, 0, plain.length, all, vector.length);
    return all;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void theContactOfASheetIsDecrypted() throws Exception {
    String user = base64(encrypt("s3cr3t", JSON));
    Contact expected = Contact.builder().id("1").name("Zoë 🚲").build();
    assertThat(SheetUsers.of("s3cr3t").decrypt(user))
        .satisfies(contact -> assertThat(contact.getName()).isEqualTo(expected.getName()));
    assertThat(SheetUsers.of("new-s3cr3t", "s3cr3t").decrypt(user))
        .satisfies(contact -> assertThat(contact.getId()).isEqualTo(expected.getId()));
  }

  @Test
  void theEncryptedTextMayHaveLineBreaksAndNothingElse() throws Exception {
    SheetUsers users = SheetUsers.of("s3cr3t");
    String user = base64(encrypt("s3cr3t", JSON));
    String start = user.substring(0, 60);
    String rest = user.substring(60);
    for (String encrypted :
        List.of(start + "\n" + rest + "\n", start + "\r\n" + rest, user.replace("=", ""))) {
      assertThat(users.decrypt(encrypted)).extracting("id").isEqualTo("1");
    }
    for (String encrypted : List.of(start + " " + rest, start + "!" + rest, user + "?")) {
      assertThat(users.decrypt(encrypted)).isNull();
    }
  }

  @Test
  void anAlteredContactIsRejected() throws Exception {
    SheetUsers users = SheetUsers.of("s3cr3t");
    byte[] user = encrypt("s3cr3t", JSON);
    for (int i = 0; i < user.length; i++) {
      byte[] altered = user.clone();
      altered[i] ^= 1;
      assertThat(users.decrypt(base64(altered))).as("byte %s", i).isNull();
    }
    for (int length = 0; length < user.length; length++) {
      assertThat(users.decrypt(base64(Arrays.copyOf(user, length)))).isNull();
    }
    assertThat(SheetUsers.of("other").decrypt(base64(user))).isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "?", "AAAA", "{\"id\":\"1\"}"})
  void anyOtherTextIsRejected(String user) {
    assertThat(SheetUsers.of("s3cr3t").decrypt(user)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{\"id\":", ""})
  void whatIsNoContactIsRejected(String json) throws Exception {
    assertThat(SheetUsers.of("s3cr3t").decrypt(base64(encrypt("s3cr3t", json)))).isNull();
  }

  @Test
  void aSecretIsNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(SheetUsers::of)
        .withMessage(
            "there is no client secret: pass the one that the Developer Hub shows for the app");
    assertThat(SheetUsers.of("s3cr3t")).hasToString("SheetUsers");
  }
}
