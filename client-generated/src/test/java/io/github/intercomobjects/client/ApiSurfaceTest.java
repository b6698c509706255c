package io.github.intercomobjects.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.spec.ApiSurface;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ApiSurfaceTest {
  @Test
  void thePublicSurfaceIsAsAccepted() throws IOException {
    ApiSurface.assertAccepted(Since.class, "client-generated");
  }

  @Test
  void linesShowNullnessTypeArgumentsAndDefaultMethods() throws IOException {
    assertThat(ApiSurface.lines(Since.class))
        .contains(
            "Since annotation",
            "model.Contact final class",
            "model.Contact.getEmail(): @Nullable String",
            "model.Contact.getUnknownFields(): Map<String, @Nullable Object>",
            "model.Contact.builder(): Contact.Builder (static)",
            "api.ContactsApi.listContacts(): Call<ContactList> (default)")
        .noneMatch(line -> line.contains("JsonAdapter final class"));
  }
}
