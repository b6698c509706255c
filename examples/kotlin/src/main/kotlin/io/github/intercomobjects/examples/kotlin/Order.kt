package io.github.intercomobjects.examples.kotlin

import com.squareup.moshi.Json
import io.github.intercomobjects.ExternalCreatedAt
import io.github.intercomobjects.ExternalId
import io.github.intercomobjects.References
import java.math.BigDecimal
import java.time.Instant

/**
 * An order of the shop. What Intercom may drop or clear is nullable: a null in an answer for a
 * property that is not would make the whole order unreadable.
 */
data class Order(
  @ExternalId val number: String, // the shop's own key: sent beside the attributes
  @ExternalCreatedAt val placedAt: Instant, // likewise
  val status: String?,
  @Json(name = "total_amount") val totalAmount: BigDecimal?,
  val customer: References?, // links the order to its customer without a further call
)
