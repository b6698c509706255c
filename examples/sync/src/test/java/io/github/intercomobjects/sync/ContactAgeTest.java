package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.UpdateContactRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of contacts that an earlier run found, and that have changed since. */
class ContactAgeTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private final Shop shop = new Shop();
  private Instant now = Instant.parse("2026-11-29T02:30:00Z");

  @AfterEach
  void close() {
    shop.close();
  }

  private Command sync(String by, String... rows) throws Exception {
    Path file = directory.resolve("orders.csv");
    Files.writeString(file, "no,c\n" + String.join("\n", rows) + "\n");
    return Command.at(
        Clock.fixed(now, ZoneOffset.UTC),
        Map.of(Shell.TOKEN, shop.sandbox.getToken()),
        "sync",
        file.toString(),
        "--key=no",
        "--contact=c",
        "--contact-by=" + by,
        "--live",
        "--base-url=" + shop.sandbox.getBaseUrl());
  }

  private void pass(String duration) {
    now = now.plus(Duration.parse(duration));
  }

  private @Nullable Object customer(String key) {
    return shop.order(key).getAttributes().get("customer");
  }

  private void update(String id, UpdateContactRequest.Builder change) throws Exception {
    try (Connection byHand = Connection.to(shop.sandbox.getBaseUrl(), shop.sandbox.getToken())) {
      byHand
          .intercom()
          .execute(byHand.intercom().api(ContactsApi.class).updateContact(id, change.build()));
    }
  }

  @Test
  void addressWithAnotherOwnerIsLookedUpAgainInTheNextNight() throws Exception {
    sync("email", "1,zoe@example.com");
    update(shop.zoe.getId(), UpdateContactRequest.builder().email("new@example.com"));
    update(shop.lukasz.getId(), UpdateContactRequest.builder().email("zoe@example.com"));
    pass("PT20H");
    sync("email", "1,zoe@example.com", "2,zoe@example.com");
    assertThat(customer("2")).isEqualTo(List.of(shop.zoe.getId()));
    pass("PT1S");
    sync("email", "1,zoe@example.com", "2,zoe@example.com", "3,zoe@example.com");
    assertThat(customer("3")).isEqualTo(List.of(shop.lukasz.getId()));
  }

  @Test
  void externalIdWithAnotherOwnerIsLookedUpAgainAfterAWeek() throws Exception {
    sync("external_id", "1,customer-1");
    update(shop.zoe.getId(), UpdateContactRequest.builder().externalId("customer-9"));
    update(shop.lukasz.getId(), UpdateContactRequest.builder().externalId("customer-1"));
    pass("P7D");
    sync("external_id", "1,customer-1", "2,customer-1");
    assertThat(customer("2")).isEqualTo(List.of(shop.zoe.getId()));
    pass("PT1S");
    sync("external_id", "1,customer-1", "2,customer-1", "3,customer-1");
    assertThat(customer("3")).isEqualTo(List.of(shop.lukasz.getId()));
  }

  @Test
  void unchangedRowsNeedNoLookupHoweverOldTheirContactIs() throws Exception {
    sync("email", "1,zoe@example.com");
    int before = shop.calls().size();
    pass("P30D");
    sync("email", "1,zoe@example.com");
    assertThat(shop.calls()).hasSize(before);
  }
}
