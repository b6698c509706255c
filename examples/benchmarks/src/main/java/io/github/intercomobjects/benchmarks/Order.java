package io.github.intercomobjects.benchmarks;

import com.squareup.moshi.Json;
import io.github.intercomobjects.ExternalCreatedAt;
import io.github.intercomobjects.ExternalId;
import io.github.intercomobjects.ExternalUpdatedAt;
import io.github.intercomobjects.References;
import java.math.BigDecimal;
import java.time.Instant;

/** An order of an application: a record with eight attributes. */
record Order(
    @ExternalId String number,
    @ExternalCreatedAt Instant createdAt,
    @ExternalUpdatedAt Instant updatedAt,
    String status,
    @Json(name = "total_amount") BigDecimal totalAmount,
    long parcels,
    boolean gift,
    @Json(name = "placed_at") Instant placedAt,
    String coupon,
    String note,
    References customer) {}
