package io.github.intercomobjects.kotlin

import com.squareup.moshi.Json
import io.github.intercomobjects.Attributes
import io.github.intercomobjects.DecodingException
import io.github.intercomobjects.ExternalId
import io.github.intercomobjects.IntercomException.Outcome
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowableOfType
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** Tests of messages about Kotlin classes, whose remedies are those of Kotlin. */
class MappingTest {
  data class Strict(@ExternalId val number: String, val status: String)

  data class Flagged(@ExternalId val number: String, val gift: Boolean, val count: Int = 7)

  data class WithDefault(@ExternalId val number: String, val status: String = "placed")

  enum class Status {
    @Json(name = "placed") PLACED
  }

  data class WithEnum(@ExternalId val number: String, val status: Status?)

  data class Renamed(@param:Json(name = "order_number") @ExternalId val number: String)

  private val shop = Shop()

  @AfterEach fun close() = shop.close()

  private fun store(vararg attributes: Pair<String, Any>) {
    val builder = Attributes.builder()
    attributes.forEach { (name, value) -> builder.set(name, value) }
    runBlocking { shop.orders.upsert("ORDER-1", builder.build()) }
  }

  private inline fun <reified T : Any> failure(): DecodingException {
    val found = shop.intercom.customObjects<T>("Order").getByExternalId("ORDER-1")
    return catchThrowableOfType(DecodingException::class.java) { found.value }
  }

  @Test
  fun `a missing value of a property that takes no null is reported with the type to declare`() {
    store("total_amount" to 7)

    assertThat(failure<Strict>())
      .hasMessageStartingWith("Order 1 (external id ORDER-1): attribute status is ")
      .hasMessageContaining("(declare it as a type that takes null, String?)")
    assertThat(failure<Flagged>())
      .hasMessageContaining("attribute gift is absent")
      .hasMessageContaining("(declare it as a type that takes null, Boolean?)")
    assertThat(failure<Strict>().outcome).isEqualTo(Outcome.NOT_APPLIED)
  }

  @Test
  fun `the message about a null says that a default value does not replace it`() {
    store("total_amount" to 7)
    runBlocking { shop.orders.upsert("ORDER-1", Attributes.builder().clear("status").build()) }

    assertThat(failure<WithDefault>())
      .hasMessageContaining(
        "(declare it as a type that takes null, String?; a default value does not replace a null)"
      )
  }

  @Test
  fun `an option that the enum lacks is reported with its attribute`() {
    store("status" to "shipped")

    assertThat(failure<WithEnum>()).hasMessageContaining("attribute status is a string")
  }

  @Test
  fun `an external id that is renamed for Moshi only is reported with the remedy`() {
    val orders = shop.intercom.customObjects<Renamed>("Order")

    val failure =
      catchThrowableOfType(IllegalArgumentException::class.java) {
        orders.upsert(Renamed("ORDER-1"))
      }

    assertThat(failure).hasMessageContaining("@field:Json(name = ..)")
  }
}
