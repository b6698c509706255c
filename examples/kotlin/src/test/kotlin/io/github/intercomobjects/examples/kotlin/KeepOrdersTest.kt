package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.AuthenticationException
import io.github.intercomobjects.CustomObjects
import io.github.intercomobjects.NotFoundException
import io.github.intercomobjects.Parent
import io.github.intercomobjects.sandbox.Sandbox
import io.github.intercomobjects.sandbox.Workspace
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.math.BigDecimal
import java.time.Instant
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowableOfType
import org.assertj.core.api.Assertions.entry
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

class KeepOrdersTest {
  private val workspace: Workspace = shopWorkspace()
  private val contactId: String = workspace.addContact("customer-7", "zoe@example.com", "Zoë").id
  private val conversationId: String = workspace.addConversation().id
  private val sandbox: Sandbox = Sandbox.start(workspace)
  private val intercom = connect(sandbox.baseUrl, sandbox.token)
  private val orders: CustomObjects<Order> = intercom.orders()

  @AfterEach
  fun close() {
    intercom.close()
    sandbox.close()
  }

  @Test
  fun `the example leaves one shipped order with its customer`() {
    keepOrders(sandbox.baseUrl, sandbox.token, contactId, conversationId)

    val left = workspace.getInstances("Order").single()
    assertThat(left.id).isEqualTo("1")
    assertThat(left.externalId).isEqualTo("ORDER-1")
    assertThat(left.externalCreatedAt).isEqualTo(Instant.parse("2026-01-31T09:30:00Z"))
    assertThat(left.attributes)
      .containsOnly(
        entry("status", "shipped"),
        entry("total_amount", BigDecimal("99.90")),
        entry("customer", listOf(contactId)),
      )
    assertThat(workspace.getInstancesReferencingContact("Order", contactId)).containsExactly("1")
    assertThat(workspace.getConversationLinks(conversationId, "orders")).isEmpty()
    assertThat(workspace.getConversationLinks(conversationId, "main_order")).isEmpty()
  }

  @Test
  fun `the example sends exactly these writes`() {
    keepOrders(sandbox.baseUrl, sandbox.token, contactId, conversationId)

    val writes = sandbox.calls.filter { it.method != "GET" }
    assertThat(writes.map { "${it.method} ${it.path}" })
      .containsExactly(
        "POST /custom_object_instances/Order",
        "POST /custom_object_instances/Order",
        "POST /custom_object_instances/Order",
        "POST /custom_object_instances/Order",
        "PUT /conversations/$conversationId",
        "PUT /conversations/$conversationId",
        "PUT /conversations/$conversationId",
        "PUT /conversations/$conversationId",
        "PUT /conversations/$conversationId",
        "PUT /conversations/$conversationId",
        "DELETE /custom_object_instances/Order?external_id=ORDER-2",
        "DELETE /custom_object_instances/Order/3",
      )
    assertThat(writes.map { it.body })
      .containsExactly(
        """{"external_id":"ORDER-1","external_created_at":1769851800,"custom_attributes":""" +
          """{"status":"placed","total_amount":99.90,"customer":"$contactId"}}""",
        """{"external_id":"ORDER-2","external_created_at":1769851800,"custom_attributes":""" +
          """{"status":"lost in space","total_amount":99.90,"customer":"$contactId"}}""",
        """{"external_id":"ORDER-3","external_created_at":1769851800,"custom_attributes":""" +
          """{"status":"placed","total_amount":99.90,"customer":"$contactId"}}""",
        """{"external_id":"ORDER-1","custom_attributes":{"status":"shipped","coupon":null}}""",
        """{"custom_attributes":{"orders":["1","2"]}}""",
        """{"custom_attributes":{"orders":["1","2","3"]}}""",
        """{"custom_attributes":{"orders":["1","3"]}}""",
        """{"custom_attributes":{"main_order":"3"}}""",
        """{"custom_attributes":{"orders":[]}}""",
        """{"custom_attributes":{"main_order":null}}""",
        "",
        "",
      )
  }

  @Test
  fun `links are those of the last change`() {
    val ids = listOf("A", "B", "C").map { store(orders, order(it, "placed", contactId)) }

    val linked = link(orders, Parent.conversation(conversationId), ids[0], ids[1], ids[2])

    assertThat(linked).containsExactly(ids[0], ids[2])
    assertThat(workspace.getConversationLinks(conversationId, "orders")).isEqualTo(linked)
    assertThat(workspace.getConversationLinks(conversationId, "main_order"))
      .containsExactly(ids[2])
  }

  @Test
  fun `an order is described from its properties`() {
    store(orders, order("ORDER-1", "placed", contactId))
    store(orders, order("ORDER-2", null, contactId))

    assertThat(describe(orders, "ORDER-1")).isEqualTo("ORDER-1 (1): placed, no carrier")
    assertThat(describe(orders, "ORDER-2")).isEqualTo("ORDER-2 (2): no status, no carrier")
    assertThat(describe(orders, "ORDER-9")).isEqualTo("no ORDER-9")
  }

  @Test
  fun `a sequence over the list fetches only the pages that it needs`() {
    repeat(160) { store(orders, order("ORDER-$it", "shipped", contactId)) }

    val hits = shipped(orders)

    assertThat(hits).hasSize(10).doesNotHaveDuplicates()
    assertThat(sandbox.calls.filter { it.method == "GET" }.map { it.path })
      .containsExactly("/custom_object_instances/Order?page=1&per_page=150")
    assertThat(ordersOf(orders, contactId)).hasSize(160).doesNotHaveDuplicates()
  }

  @Test
  fun `deleting returns true only if an object was deleted`() {
    val id = store(orders, order("ORDER-1", "placed", contactId))
    store(orders, order("ORDER-2", "placed", contactId))

    assertThat(delete(orders, "ORDER-2", id)).isTrue()
    assertThat(delete(orders, "ORDER-2", id)).isFalse()
    assertThat(workspace.getInstances("Order")).isEmpty()
  }

  @Test
  fun `a rejected call is explained by its codes, a missing object by its id`() {
    val missing =
      catchThrowableOfType(NotFoundException::class.java) { orders.getByExternalId("ORDER-9") }
    assertThat(explain(missing))
      .startsWith("not there: there is no Order with external id ORDER-9")

    val rejected =
      connect(sandbox.baseUrl, "a-token-of-nobody").use { stranger ->
        catchThrowableOfType(AuthenticationException::class.java) {
          store(stranger.orders(), order("ORDER-9", "placed", contactId))
        }
      }
    assertThat(explain(rejected)).matches("rejected: \\[[a-z_]+], request [^ ]+")
    assertThat(workspace.getInstances("Order")).isEmpty()
  }

  @Test
  fun `a derived client sends its own version, and can be closed separately`() {
    intercom.preview().use { assertThat(describe(it.orders(), "ORDER-1")).isEqualTo("no ORDER-1") }
    assertThat(intercom.european("another-token").baseUrl)
      .isEqualTo("https://api.eu.intercom.io/")
    assertThat(describe(orders, "ORDER-1")).isEqualTo("no ORDER-1")

    assertThat(sandbox.calls.map { it.version }).containsExactly("Preview", "2.16")
  }

  @Test
  fun `main runs with its own sandbox and prints its results`() {
    assertThat(printedBy { main() })
      .containsExactly(
        "ORDER-2 is stored without status=lost in space",
        "ORDER-1 (1): shipped, no carrier",
        "linked: [1, 3]",
        "of the customer: [ORDER-3, ORDER-2, ORDER-1], shipped: [ORDER-1]",
        "not there: there is no Order with external id ORDER-2 (GET /custom_object_instances/" +
          "{custom_object_type_identifier}, Intercom-Version 2.16)",
      )
    assertThat(sandbox.calls).isEmpty()
  }

  private fun printedBy(action: () -> Unit): List<String> {
    val standard = System.out
    val printed = ByteArrayOutputStream()
    System.setOut(PrintStream(printed, true, Charsets.UTF_8))
    try {
      action()
    } finally {
      System.setOut(standard)
    }
    return printed.toString(Charsets.UTF_8).trim().lines()
  }
}
