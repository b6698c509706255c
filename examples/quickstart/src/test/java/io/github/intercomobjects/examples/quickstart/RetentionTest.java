package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.BulkReport;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Sandbox;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class RetentionTest {
  private static final Instant LAST_YEAR = Instant.parse("2025-06-01T00:00:00Z");
  private static final Instant THIS_YEAR = Instant.parse("2026-01-01T00:00:00Z");

  @AutoClose private final Sandbox sandbox = Sandbox.start();

  @AutoClose
  private final Intercom intercom =
      Intercom.builder().accessToken(sandbox.getToken()).baseUrl(sandbox.getBaseUrl()).build();

  private final CustomObjects<Attributes> orders =
      intercom.customObjects(ObjectType.untyped("Order"));

  private static Attributes.Builder order(String status) {
    return Attributes.builder().set("status", status);
  }

  @Test
  void onlyOldDeliveredOrdersAreDeletedOnAllPages() {
    for (int i = 0; i < 301; i++) { // three pages
      orders.upsert("OLD-" + i, order("delivered").externalCreatedAt(LAST_YEAR).build());
    }
    orders.upsert("OLD-OPEN", order("pending").externalCreatedAt(LAST_YEAR).build());
    orders.upsert("NEW", order("delivered").externalCreatedAt(THIS_YEAR).build());
    orders.upsert("TIMELESS", order("delivered").build());

    BulkReport report = new Retention(orders).deleteDelivered(THIS_YEAR);

    assertThat(report.getDeleted()).isEqualTo(301);
    assertThat(sandbox.getWorkspace().getInstances("Order"))
        .extracting(one -> one.getExternalId())
        .containsExactlyInAnyOrder("OLD-OPEN", "NEW", "TIMELESS");
    assertThat(new Retention(orders).deleteDelivered(THIS_YEAR).getDeleted()).isZero();
  }
}
