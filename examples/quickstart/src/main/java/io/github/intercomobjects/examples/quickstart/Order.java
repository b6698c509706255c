package io.github.intercomobjects.examples.quickstart;

import com.squareup.moshi.Json;
import io.github.intercomobjects.ExternalCreatedAt;
import io.github.intercomobjects.ExternalId;
import io.github.intercomobjects.References;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

record Order(
    @ExternalId String number, // not an attribute
    @ExternalCreatedAt Instant placedAt,
    @Nullable String status,
    @Json(name = "total_amount") @Nullable BigDecimal totalAmount,
    @Json(name = "customer") @Nullable References customer) {} // links without an extra call
