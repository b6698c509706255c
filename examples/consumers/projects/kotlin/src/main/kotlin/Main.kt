import com.squareup.moshi.Moshi
import com.squareup.moshi.kotlin.reflect.KotlinJsonAdapterFactory
import io.github.intercomobjects.ExternalId
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.ObjectType
import io.github.intercomobjects.Parent
import io.github.intercomobjects.References
import io.github.intercomobjects.sandbox.Sandbox

data class Order(@ExternalId val number: String, val status: String?, val customer: References?)

/** Stores an order that is linked to its customer; a data class takes the record's place. */
fun main(args: Array<String>) {
  val found = Order::class.java.classLoader.getResources("okhttp3/OkHttpClient.class").toList()
  check(found.size == args[0].toInt()) { "expected ${args[0]} OkHttpClient.class, found $found" }
  Sandbox.start().use { sandbox ->
    Intercom.builder()
      .accessToken(sandbox.token)
      .baseUrl(sandbox.baseUrl)
      .moshi(Moshi.Builder().addLast(KotlinJsonAdapterFactory()).build())
      .build()
      .use { intercom ->
        val orders = intercom.customObjects(ObjectType.of("Order", Order::class.java))
        val customer = intercom.contacts().findByExternalId("customer-7").orElseThrow().id
        orders.upsert(Order("ORDER-1", "shipped", References.one(customer))).orThrow()
        val linked = orders.list(Parent.contact(customer)).map { it.value.number }
        check(linked == listOf("ORDER-1")) { "linked: $linked" }
      }
  }
  println("${args[1]}: a linked order, ${found.size} OkHttpClient.class, Kotlin ${KotlinVersion.CURRENT}")
}
