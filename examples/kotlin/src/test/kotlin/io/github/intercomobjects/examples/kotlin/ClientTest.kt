package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.ApiVersion
import io.github.intercomobjects.Attributes
import io.github.intercomobjects.Cancellation
import io.github.intercomobjects.ConnectionException
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.Region
import io.github.intercomobjects.client.api.ContactsApi
import io.github.intercomobjects.client.model.Contact
import io.github.intercomobjects.client.model.CreateTicketRequest
import io.github.intercomobjects.client.model.ReplyToTicketRequest
import io.github.intercomobjects.client.model.TicketContact
import io.github.intercomobjects.client.model.UpdateTicketRequest
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger
import kotlin.jvm.optionals.getOrNull
import okhttp3.OkHttpClient
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowableOfType
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import retrofit2.Call
import retrofit2.http.GET

/** Tests of the client, and of contacts, conversations and tickets. */
class ClientTest {
  /** A user's interface. Its Kotlin class needs only Moshi's Kotlin support. */
  interface MeApi {
    data class Me(val id: String, val email: String?)

    @GET("me") fun me(): Call<Me>
  }

  private val shop = Shop()
  private val intercom = shop.intercom

  @AfterEach
  fun close() {
    shop.close()
  }

  @Test
  fun `all options of the builder can be set`() {
    val requests = AtomicInteger()
    val client =
      OkHttpClient.Builder()
        .addInterceptor { chain ->
          requests.incrementAndGet()
          chain.proceed(chain.request())
        }
        .build()
    val strict =
      shop.client {
        apiVersion(ApiVersion.V2_15)
        client(client)
        requestTimeout(Duration.ofSeconds(5))
        totalTimeout(Duration.ofSeconds(10))
        maxWait(Duration.ZERO)
        maxAttempts(1)
        rateLimitShare(0.5)
      }

    strict.use { assertThat(it.contacts().get(shop.customerId).name).isEqualTo("Zoë") }
    assertThat(requests).hasValue(1)
    assertThat(shop.sandbox.calls.single().version).isEqualTo("2.15")
  }

  @Test
  fun `a lambda provides the token of every call`() {
    val asked = AtomicInteger()
    val rotating = shop.client {
      accessToken {
        asked.incrementAndGet()
        shop.sandbox.token
      }
    }

    rotating.use { repeat(2) { _ -> it.check() } }

    assertThat(asked.get()).isGreaterThanOrEqualTo(2)
  }

  @Test
  fun `calls of a thread are cancelled by a handle`() {
    val cancellation = Cancellation()
    cancellation.cancel() // by any thread, before the run or during it

    val failure =
      catchThrowableOfType(ConnectionException::class.java) { cancellation.run { intercom.check() } }

    assertThat(failure).hasMessageStartingWith("canceled (")
    assertThat(shop.sandbox.calls).isEmpty()
  }

  @Test
  fun `a client has a version, or leaves it to Intercom`() {
    assertThat(intercom.version).isEqualTo(ApiVersion.V2_16)
    assertThat(intercom.baseUrl).isEqualTo(shop.sandbox.baseUrl)
    assertThat(intercom.withVersion(ApiVersion.V2_13).version?.value).isEqualTo("2.13")
    val unpinned = intercom.newBuilder().withoutApiVersion().build()
    assertThat(unpinned.version).isNull()

    unpinned.contacts().get(shop.customerId)
    assertThat(shop.sandbox.calls.single().version).isNull()
  }

  @Test
  fun `versions compare with the operators of the language`() {
    val known = listOf(ApiVersion.PREVIEW, ApiVersion.V2_14, ApiVersion.V2_16, ApiVersion.V2_13)

    assertThat(ApiVersion.V2_16 >= ApiVersion.V2_15).isTrue()
    assertThat(ApiVersion.of("2.17") in ApiVersion.V2_16..ApiVersion.PREVIEW).isTrue()
    assertThat(known.sorted().map { it.value }).containsExactly("2.13", "2.14", "2.16", "Preview")
    assertThat(ApiVersion.of("2.16")).isEqualTo(ApiVersion.V2_16)
  }

  @Test
  fun `each region has its base URL`() {
    fun host(region: Region): String =
      when (region) {
        Region.US -> "api.intercom.io"
        Region.EU -> "api.eu.intercom.io"
        Region.AU -> "api.au.intercom.io"
      }

    for (region in Region.entries) {
      assertThat(region.baseUrl).isEqualTo("https://${host(region)}/")
      Intercom.builder().accessToken("token").region(region).build().use {
        assertThat(it.baseUrl).isEqualTo(region.baseUrl)
      }
    }
  }

  @Test
  fun `a check reports the workspace of the token`() {
    val check = intercom.check()

    assertThat(check.workspaceName).isEqualTo("Sandbox")
    assertThat(check.workspaceId).isEqualTo("sandbox")
    assertThat(check.admin.email).contains("@")
    assertThat(check.region).isEqualTo(Region.US)
    assertThat(check.isRightRegion).isTrue()
  }

  @Test
  fun `calls of generated interfaces and of a user's interface are executed`() {
    val contacts = intercom.api(ContactsApi::class.java)

    val zoe: Contact = intercom.execute(contacts.showContactByExternalId("customer-7"))
    val me: MeApi.Me = intercom.execute(intercom.api(MeApi::class.java).me())

    assertThat(zoe.id).isEqualTo(shop.customerId)
    assertThat(me.email).isEqualTo(intercom.check().admin.email)
  }

  @Test
  fun `a contact is found, changed, archived, blocked and deleted`() {
    val contacts = intercom.contacts()

    val zoe = contacts.findByExternalId("customer-7").getOrNull()
    assertThat(zoe?.email).isEqualTo("zoe@example.com")
    assertThat(contacts.findByExternalId("customer-8").getOrNull()).isNull()
    val gold = Attributes.builder().set("tier", "gold").build()
    assertThat(contacts.updateAttributes(shop.customerId, gold).customAttributes)
      .containsEntry("tier", "gold")
    assertThat(contacts.archive(shop.customerId).archived).isTrue()
    assertThat(contacts.block(shop.customerId).blocked).isTrue()
    assertThat(contacts.delete(shop.customerId)).isTrue()
    assertThat(contacts.delete(shop.customerId)).isFalse()
  }

  @Test
  fun `a merged contact is followed by clients that ask for it`() {
    val duplicate = shop.workspace.addContact("customer-8", null, "Zoë again").id
    shop.workspace.mergeContacts(duplicate, shop.customerId)

    val following = intercom.newBuilder().followMergedContacts(true).build()

    assertThat(following.contacts().get(duplicate).id).isEqualTo(shop.customerId)
  }

  @Test
  fun `a conversation is read, changed and deleted`() {
    val conversations = intercom.conversations()
    val other = shop.workspace.addConversation().id

    assertThat(conversations.get(shop.conversationId).id).isEqualTo(shop.conversationId)
    val refunded = Attributes.builder().set("refunded", true).build()
    assertThat(conversations.updateAttributes(other, refunded).customAttributes)
      .containsEntry("refunded", true)
    assertThat(conversations.delete(other)).isTrue()
    assertThat(conversations.delete(other)).isFalse()
    assertThat(conversations.delete(shop.conversationId, false)).isTrue()
  }

  @Test
  fun `a ticket is created, read, replied to, closed and deleted`() {
    val tickets = intercom.tickets()

    val ticket =
      tickets.create(
        CreateTicketRequest.builder()
          .ticketTypeId("1")
          .contacts(listOf(TicketContact.builder().id(shop.customerId).build()))
          .ticketAttributes(mapOf("_default_title_" to "The parcel came open"))
          .skipNotifications(true)
          .build()
      )
    val note =
      tickets.reply(
        ticket.id,
        ReplyToTicketRequest.builder()
          .type("admin")
          .adminId("1")
          .messageType("note")
          .body("A new one is on its way.")
          .build(),
      )
    val closed = tickets.update(ticket.id, UpdateTicketRequest.builder().open(false).build())

    assertThat(ticket.ticketAttributes).containsEntry("_default_title_", "The parcel came open")
    assertThat(note.partType?.value).isEqualTo("note")
    assertThat(closed.open).isFalse()
    assertThat(tickets.get(ticket.id)).isEqualTo(closed)
    assertThat(tickets.delete(ticket.id)).isTrue()
    assertThat(tickets.delete(ticket.id)).isFalse()
  }
}
