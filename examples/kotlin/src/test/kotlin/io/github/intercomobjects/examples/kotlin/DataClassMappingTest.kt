package io.github.intercomobjects.examples.kotlin

import com.squareup.moshi.Json
import io.github.intercomobjects.Attributes
import io.github.intercomobjects.CustomObjects
import io.github.intercomobjects.DecodingException
import io.github.intercomobjects.ExternalCreatedAt
import io.github.intercomobjects.ExternalId
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.IntercomException.Outcome
import io.github.intercomobjects.ObjectType
import io.github.intercomobjects.References
import io.github.intercomobjects.sandbox.Sandbox
import io.github.intercomobjects.sandbox.Workspace
import java.math.BigDecimal
import java.time.Instant
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.assertj.core.api.Assertions.catchThrowableOfType
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

class DataClassMappingTest {
  /** An order with properties that are not nullable, although Intercom may have no values. */
  data class StrictOrder(
    @ExternalId val number: String,
    val status: String,
    @Json(name = "total_amount") val totalAmount: BigDecimal = BigDecimal.ZERO,
  )

  private val workspace: Workspace = shopWorkspace()
  private val contactId: String = workspace.addContact("customer-7", null, null).id
  private val sandbox: Sandbox = Sandbox.start(workspace)
  private val intercom: Intercom = connect(sandbox.baseUrl, sandbox.token)
  private val orders: CustomObjects<Order> = intercom.orders()
  private val strictOrders: CustomObjects<StrictOrder> =
    intercom.customObjects(ObjectType.of("Order", StrictOrder::class.java))

  @AfterEach
  fun close() {
    intercom.close()
    sandbox.close()
  }

  @Test
  fun `annotations on constructor properties reach the fields`() {
    val fields = Order::class.java.declaredFields.associateBy { it.name }

    assertThat(fields.getValue("number").isAnnotationPresent(ExternalId::class.java)).isTrue()
    assertThat(fields.getValue("placedAt").isAnnotationPresent(ExternalCreatedAt::class.java))
      .isTrue()
  }

  @Test
  fun `external id and time are not sent as attributes`() {
    val saved = orders.upsert(order("ORDER-1", "placed", contactId))

    assertThat(sandbox.calls.single().body)
      .isEqualTo(
        """{"external_id":"ORDER-1","external_created_at":1769851800,"custom_attributes":""" +
          """{"status":"placed","total_amount":99.90,"customer":"$contactId"}}"""
      )
    assertThat(saved.externalId).isEqualTo("ORDER-1")
    assertThat(saved.dropped).isEmpty()
  }

  @Test
  fun `a value is returned as it was sent`() {
    val order = order("ORDER-1", "placed", contactId)

    assertThat(orders.upsert(order).stored.value).isEqualTo(order)
    assertThat(orders.getByExternalId("ORDER-1").value).isEqualTo(order)
  }

  @Test
  fun `a null clears the attribute`() {
    val full = order("ORDER-1", "placed", contactId)
    orders.upsert(full)

    val saved = orders.upsert(full.copy(status = null, totalAmount = null, customer = null))

    assertThat(sandbox.calls.last().body)
      .isEqualTo(
        """{"external_id":"ORDER-1","external_created_at":1769851800,"custom_attributes":""" +
          """{"status":null,"total_amount":null,"customer":null}}"""
      )
    assertThat(workspace.findInstance("Order", "ORDER-1").orElseThrow().attributes).isEmpty()
    assertThat(saved.dropped).isEmpty()
    assertThat(saved.stored.value)
      .isEqualTo(Order("ORDER-1", Instant.parse("2026-01-31T09:30:00Z"), null, null, null))
  }

  @Test
  fun `attributes without a property keep their values`() {
    orders.upsert("ORDER-1", Attributes.builder().set("carrier", "DHL").build())

    orders.upsert(order("ORDER-1", "placed", contactId))

    assertThat(orders.getByExternalId("ORDER-1").attributes.getText("carrier")).isEqualTo("DHL")
  }

  @Test
  fun `null for a property that is not nullable fails only when the value is read`() {
    val saved = strictOrders.upsert(StrictOrder("ORDER-1", "lost in space", BigDecimal.TEN))

    assertThat(saved.id).isEqualTo("1")
    assertThat(saved.dropped.map { it.name to it.sent })
      .containsExactly("status" to "lost in space")
    assertThat(saved.stored.attributes.get("status")).isNull()
    val failure = catchThrowableOfType(DecodingException::class.java) { saved.stored.value }
    assertThat(failure)
      .hasMessageStartingWith(
        "Order 1 (external id ORDER-1): attribute status is null, as any attribute may be in " +
          "Intercom (declare it as a type that takes null, String?; a default value does not " +
          "replace a null), "
      )
    assertThat(failure.outcome).isEqualTo(Outcome.APPLIED)
  }

  @Test
  fun `an order that cannot be mapped does not prevent a list`() {
    strictOrders.upsert(StrictOrder("ORDER-1", "lost in space"))
    strictOrders.upsert(StrictOrder("ORDER-2", "placed"))

    assertThat(strictOrders.list().map { it.externalId }).containsExactly("ORDER-2", "ORDER-1")
    assertThat(strictOrders.getByExternalId("ORDER-2").value.status).isEqualTo("placed")
    assertThatThrownBy { strictOrders.getByExternalId("ORDER-1").value }
      .isInstanceOf(DecodingException::class.java)
      .hasMessageContaining("'status'")
  }

  @Test
  fun `the message names the attribute, not the property`() {
    orders.upsert(order("ORDER-1", "placed", contactId).copy(totalAmount = null))

    assertThatThrownBy { strictOrders.getByExternalId("ORDER-1").value }
      .isInstanceOf(DecodingException::class.java)
      .hasMessageContaining(": attribute total_amount is null, ")
      .hasMessageContaining("(declare it as a type that takes null, BigDecimal?; a default value ")
    // Order follows this advice.
    assertThat(orders.getByExternalId("ORDER-1").value.totalAmount).isNull()
  }

  @Test
  fun `without Kotlin support in Moshi a data class is rejected before anything is sent`() {
    val builder = Intercom.builder().baseUrl(sandbox.baseUrl).accessToken(sandbox.token)

    builder.build().use { plain ->
      assertThatThrownBy { plain.orders() }
        .isInstanceOf(IllegalArgumentException::class.java)
        .hasMessageStartingWith("${Order::class.java.name} cannot be mapped: ")
        .hasMessageContaining("Kotlin")
        .hasMessageContaining("Intercom.Builder.moshi(..)")
    }
    assertThat(sandbox.calls).isEmpty()
  }

  @Test
  fun `a sent reference equals a returned one`() {
    orders.upsert(order("ORDER-1", "placed", contactId))

    assertThat(orders.getByExternalId("ORDER-1").value.customer)
      .isEqualTo(References.one(contactId))
  }
}
