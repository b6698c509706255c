import io.github.intercomobjects.ExternalId
import io.github.intercomobjects.Parent
import io.github.intercomobjects.References
import io.github.intercomobjects.kotlin.CoroutineIntercom
import io.github.intercomobjects.kotlin.coroutines
import io.github.intercomobjects.kotlin.intercom
import io.github.intercomobjects.sandbox.Sandbox
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList

data class Order(@ExternalId val number: String, val status: String?, val customer: References?)

/** Stores orders that are linked to their customer, one and many, and links and lists them. */
suspend fun main(args: Array<String>) {
  val found = Order::class.java.classLoader.getResources("okhttp3/OkHttpClient.class").toList()
  check(found.size == args[0].toInt()) { "expected ${args[0]} OkHttpClient.class, found $found" }
  Sandbox.start().use { sandbox ->
    val intercom = intercom {
      token = sandbox.token
      baseUrl = sandbox.baseUrl
    }
    intercom.use { keep(it.coroutines()) }
  }
  println("${args[1]}: a linked order, ${found.size} OkHttpClient.class, Kotlin ${KotlinVersion.CURRENT}")
}

suspend fun keep(intercom: CoroutineIntercom) {
  val orders = intercom.customObjects<Order>("Order")
  val customer = checkNotNull(intercom.contacts().findByExternalId("customer-7")).id
  val saved = orders.upsert(Order("ORDER-1", "shipped", References.one(customer))).orThrow()
  orders.associations(Parent.contact(customer), "orders").replace(listOf(saved.id)).orThrow()

  val numbers = (2..9).asFlow().map { Order("ORDER-$it", "placed", References.one(customer)) }
  val report = orders.bulk().upsertAll(numbers)
  check(report.stored == 8L) { "$report" }

  val linked = orders.list(Parent.contact(customer)).map { it.value.number }.toList()
  check(linked.toSet() == (1..9).map { "ORDER-$it" }.toSet()) { "linked: $linked" }
}
