package io.github.intercomobjects.kotlin

import com.squareup.moshi.FromJson
import com.squareup.moshi.Moshi
import com.squareup.moshi.ToJson
import io.github.intercomobjects.ApiVersion
import io.github.intercomobjects.ExternalId
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.Region
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.runBlocking
import okhttp3.OkHttpClient
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

class OptionsTest {
  private val shop = Shop()

  @AfterEach fun close() = shop.close()

  /** A class of the user's, which text stands for. */
  data class Status(val name: String)

  data class StatusOrder(@ExternalId val number: String, val status: Status?)

  class StatusAdapter {
    @ToJson fun toJson(status: Status): String = status.name

    @FromJson fun fromJson(name: String): Status = Status(name)
  }

  @Test
  fun `options are those of the builder`() {
    val requests = AtomicInteger()
    val client = shop.client {
      version = ApiVersion.V2_15
      client =
        OkHttpClient.Builder()
          .addInterceptor {
            requests.incrementAndGet()
            it.proceed(it.request())
          }
          .build()
      configure {
        maxAttempts(1)
        maxWait(Duration.ofSeconds(1))
      }
    }
    client.use { runBlocking { it.coroutines().check() } }

    assertThat(requests).hasValue(1)
    assertThat(shop.sandbox.calls.single().version).isEqualTo("2.15")
    assertThat(intercom { token = "token"; region = Region.EU }.baseUrl)
      .isEqualTo(Region.EU.baseUrl)
    assertThat(intercom { token = "token" }.version).isEqualTo(ApiVersion.V2_16)
  }

  @Test
  fun `a client without a token is rejected with the remedy`() {
    assertThatThrownBy { intercom {} }
      .isInstanceOf(IllegalStateException::class.java)
      .hasMessageStartingWith("accessToken is missing: copy one from ")
  }

  @Test
  fun `the user's adapters precede the support of Kotlin classes`(): Unit = runBlocking {
    val client = shop.client { moshi = Moshi.Builder().add(StatusAdapter()).build() }
    val orders = client.coroutines().customObjects<StatusOrder>("Order")

    val saved = orders.upsert(StatusOrder("ORDER-1", Status("placed")))

    assertThat(saved.stored.value.status).isEqualTo(Status("placed"))
    assertThat(shop.sandbox.calls.single().body)
      .isEqualTo("""{"external_id":"ORDER-1","custom_attributes":{"status":"placed"}}""")
  }

  @Test
  fun `a client of the Java builder that lacks the support of Kotlin classes says so`() {
    val client = Intercom.builder().baseUrl(shop.sandbox.baseUrl).accessToken("token").build()

    assertThatThrownBy { client.customObjects<Order>("Order") }
      .isInstanceOf(IllegalArgumentException::class.java)
      .hasMessageStartingWith("${Order::class.java.name} cannot be mapped: ")
      .hasMessageContaining("KotlinJsonAdapterFactory")
  }
}
