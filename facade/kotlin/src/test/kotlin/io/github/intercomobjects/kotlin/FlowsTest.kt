package io.github.intercomobjects.kotlin

import io.github.intercomobjects.ApiVersion
import io.github.intercomobjects.InvalidRequestException
import io.github.intercomobjects.UnsupportedVersionException
import io.github.intercomobjects.sandbox.Fault
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import okhttp3.OkHttpClient
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

@Timeout(60, unit = TimeUnit.SECONDS)
class FlowsTest {
  private val shop = Shop()

  @BeforeEach
  fun store(): Unit = runBlocking {
    shop.orders.bulk().upsertAll(flow { (1..320).forEach { emit(order(it)) } })
  }

  @AfterEach fun close() = shop.close()

  private fun fetched() = shop.sandbox.calls.count { it.method == "GET" }

  @Test
  fun `pages are fetched as they are collected, from the beginning each time`(): Unit =
    runBlocking {
      val list = shop.orders.list()
      assertThat(fetched()).isZero()

      assertThat(list.take(150).toList()).hasSize(150)
      assertThat(fetched()).isEqualTo(1)
      assertThat(list.map { it.externalId }.toList().toSet()).hasSize(320)
      assertThat(fetched()).isEqualTo(4)
    }

  @Test
  fun `pages have their totals`(): Unit = runBlocking {
    val pages = shop.orders.pages().toList()

    assertThat(pages.map { it.number }).containsExactly(1, 2, 3)
    assertThat(pages.map { it.objects.size }).containsExactly(150, 150, 20)
    assertThat(shop.orders.pages().first().totalCount).isEqualTo(320)
    assertThat(fetched()).isEqualTo(4)
  }

  @Test
  fun `an object that shifts onto the next page meanwhile is emitted once`(): Unit = runBlocking {
    var hasShifted = false
    val numbers =
      shop.orders
        .list()
        .map {
          if (!hasShifted) shop.orders.upsert(order(1000))
          hasShifted = true
          it.externalId
        }
        .toList()

    assertThat(numbers).hasSize(320).doesNotHaveDuplicates()
  }

  @Test
  fun `the objects of a contact are listed`(): Unit = runBlocking {
    val linked = shop.orders.associations(shop.customer, "orders")
    val id = shop.orders.getByExternalId("ORDER-7").id
    linked.replace(listOf(id))

    assertThat(shop.orders.list(shop.customer).map { it.id }.toList()).containsExactly(id)
    assertThat(shop.orders.pages(shop.customer).first().totalCount).isEqualTo(1)
  }

  @Test
  fun `pages are fetched on other threads than the collector's`(): Unit = runBlocking {
    val threads = ConcurrentHashMap.newKeySet<Thread>()
    val watched =
      shop.client {
        client =
          OkHttpClient.Builder()
            .addInterceptor {
              threads += Thread.currentThread()
              it.proceed(it.request())
            }
            .build()
      }
    watched.use {
      val orders = it.customObjects<Order>("Order").list()
      orders.asFlow().collect { _ -> assertThat(threads).doesNotContain(Thread.currentThread()) }
    }
    assertThat(threads).isNotEmpty()
  }

  @Test
  fun `a cancelled collector ends the call for its page`(): Unit = runBlocking {
    SilentServer().use { server ->
      shop
        .client { baseUrl = server.baseUrl }
        .use { client ->
          val orders = client.coroutines().customObjects<Order>("Order")
          val listing = launch { orders.list().collect {} }
          server.requests.receive()
          listing.cancelAndJoin()
          server.ends.receive()
        }
    }
  }

  @Test
  fun `a failure is thrown to the collector, and the version is checked before`(): Unit =
    runBlocking {
      shop.sandbox.faults().onNext(Fault.status(400))
      assertThat(runCatching { shop.orders.list().first() }.exceptionOrNull())
        .isInstanceOf(InvalidRequestException::class.java)

      val older = shop.client { version = ApiVersion.V2_13 }
      assertThatThrownBy { older.coroutines().customObjects<Order>("Order").list() }
        .isInstanceOf(UnsupportedVersionException::class.java)
    }
}
