package io.github.intercomobjects.examples.kotlin

import com.squareup.moshi.Json
import io.github.intercomobjects.ExternalCreatedAt
import io.github.intercomobjects.ExternalId
import io.github.intercomobjects.References
import java.math.BigDecimal
import java.time.Instant

/**
 * An order of the shop. Attributes that Intercom may drop or clear are nullable. Otherwise a null in
 * a response would make the order unreadable.
 */
data class Order(
  @ExternalId val number: String, // the shop's key, not an attribute
  @ExternalCreatedAt val placedAt: Instant, // not an attribute either
  val status: String?,
  @Json(name = "total_amount") val totalAmount: BigDecimal?,
  val customer: References?, // links the order to its customer without an extra call
)
