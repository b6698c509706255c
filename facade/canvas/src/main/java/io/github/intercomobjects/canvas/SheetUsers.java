package io.github.intercomobjects.canvas;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.canvas.model.Contact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the contact who opens a sheet, whom Intercom encrypts with the client secret of the
 * app.
 *
 * <p>Immutable and thread-safe.
 */
public final class SheetUsers {
  private static final int VECTOR_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final JsonAdapter<Contact> CONTACTS =
      new Moshi.Builder().build().adapter(Contact.class);

  private final List<SecretKeySpec> keys;

  private SheetUsers(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * Returns a reader.
   *
   * @param secrets the client secret of the app. While it is replaced, pass the new and the old
   *     one.
   */
  public static SheetUsers of(String... secrets) {
    return new SheetUsers(Secrets.check(secrets).stream().map(SheetUsers::key).toList());
  }

  private static SecretKeySpec key(byte[] secret) {
    try {
      return new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(secret), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /**
   * Returns the contact, or null if the text was not encrypted with any of the secrets: it was
   * altered, or is not from Intercom. Do not trust anything else in such a request.
   *
   * @param encrypted the {@code user} of the request
   */
  public @Nullable Contact decrypt(@Nullable String encrypted) {
    if (encrypted == null) {
      return null;
    }
    byte[] bytes;
    try {
      // Some encoders break lines.
      bytes = Base64.getDecoder().decode(encrypted.replaceAll("[\r\n]", ""));
    } catch (IllegalArgumentException e) {
      return null;
    }
    for (SecretKeySpec key : keys) {
      Contact contact = decrypt(bytes, key);
      if (contact != null) {
        return contact;
      }
    }
    return null;
  }

  private static @Nullable Contact decrypt(byte[] bytes, SecretKeySpec key) {
    if (bytes.length < VECTOR_BYTES + TAG_BITS / 8) {
      return null;
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, bytes, 0, VECTOR_BYTES));
      byte[] json = cipher.doFinal(bytes, VECTOR_BYTES, bytes.length - VECTOR_BYTES);
      return CONTACTS.fromJson(new String(json, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IOException | JsonDataException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "SheetUsers";
  }
}
