package io.github.intercomobjects.card;

import com.squareup.moshi.Json;
import io.github.intercomobjects.ExternalId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order of a contact. Each attribute may be null, because Intercom holds what others stored.
 *
 * @param refundKey the key of the click that refunded it, so that the click is done once
 */
record Order(
    @ExternalId @Nullable String number,
    @Nullable String items,
    @Nullable String status,
    @Json(name = "total_amount") @Nullable BigDecimal total,
    @Nullable String currency,
    @Json(name = "placed_at") @Nullable Instant placedAt,
    @Json(name = "refunded_by") @Nullable String refundedBy,
    @Json(name = "refunded_at") @Nullable Instant refundedAt,
    @Json(name = "refund_key") @Nullable String refundKey) {
  static final String REFUNDED = "refunded";

  boolean isRefunded() {
    return REFUNDED.equals(status);
  }

  boolean isRefundable() {
    return !isRefunded() && number != null && total != null && total.signum() > 0;
  }
}
