package io.github.intercomobjects.card;

import com.squareup.moshi.Json;
import io.github.intercomobjects.ExternalId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A subscription of a contact. Each attribute may be null. */
record Subscription(
    @ExternalId @Nullable String number,
    @Nullable String plan,
    @Nullable String status,
    @Nullable BigDecimal price,
    @Nullable String currency,
    @Json(name = "renews_at") @Nullable Instant renewsAt) {}
