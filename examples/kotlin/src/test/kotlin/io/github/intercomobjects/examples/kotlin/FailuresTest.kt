package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.ApiException
import io.github.intercomobjects.ApiVersion
import io.github.intercomobjects.Attributes
import io.github.intercomobjects.AuthenticationException
import io.github.intercomobjects.ConflictException
import io.github.intercomobjects.ConnectionException
import io.github.intercomobjects.ContactMergedException
import io.github.intercomobjects.DecodingException
import io.github.intercomobjects.DroppedAttributesException
import io.github.intercomobjects.IncompleteAssociationsException
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.IntercomException
import io.github.intercomobjects.IntercomException.Outcome
import io.github.intercomobjects.InvalidRequestException
import io.github.intercomobjects.NotFoundException
import io.github.intercomobjects.ObjectType
import io.github.intercomobjects.PermissionException
import io.github.intercomobjects.RateLimitException
import io.github.intercomobjects.UnsupportedVersionException
import io.github.intercomobjects.client.api.ContactsApi
import io.github.intercomobjects.client.model.CreateContactRequest
import io.github.intercomobjects.examples.kotlin.DataClassMappingTest.StrictOrder
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowableOfType
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** Each failure has a type, and its properties say what can be done. */
class FailuresTest {
  // The sandbox's clock stands still, so that its window does not end on the way.
  private val nextWindow = Instant.ofEpochSecond((Instant.now().epochSecond / 10 + 1) * 10)
  private val shop =
    Shop(Clock.fixed(nextWindow, ZoneOffset.UTC)) { rateLimit(20, Duration.ofSeconds(10)) }
  private val intercom = shop.intercom

  @AfterEach
  fun close() {
    shop.close()
  }

  private inline fun <reified E : IntercomException> failure(crossinline action: () -> Unit): E =
    catchThrowableOfType(E::class.java) { action() } ?: error("no ${E::class.simpleName}")

  /** What a program does about a failure; the most special first. */
  private fun remedy(failure: IntercomException): String =
    when (failure) {
      is AuthenticationException -> "check the token"
      is PermissionException -> "tick a permission"
      is NotFoundException -> "check the id"
      is InvalidRequestException -> "mend ${failure.errors.map { it.field }}"
      is ConflictException -> "take the one that exists"
      is ContactMergedException -> "go on with ${failure.mergedIntoId ?: "nobody"}"
      is RateLimitException -> "wait"
      is UnsupportedVersionException -> "use ${failure.requiredVersion ?: "a newer version"}"
      is ApiException -> "ask Intercom about ${failure.requestId ?: "it"}"
      is ConnectionException -> if (failure.outcome == Outcome.UNKNOWN) "look" else "repeat"
      is DecodingException -> "report it"
      is DroppedAttributesException -> "check options and ids"
      is IncompleteAssociationsException -> "replace the whole set"
      else -> "give up"
    }

  @Test
  fun `a refusal tells status, reasons, request, call and version`() {
    val refused: InvalidRequestException = failure {
      shop.untyped.upsert("ORDER-1", Attributes.builder().set("total_amount", "much").build())
    }

    assertThat(refused.status).isEqualTo(400)
    assertThat(refused.errors.single().code).isEqualTo("parameter_invalid")
    assertThat(refused.requestId).isNotBlank()
    assertThat(refused.method).isEqualTo("POST")
    assertThat(refused.pathTemplate)
      .isEqualTo("/custom_object_instances/{custom_object_type_identifier}")
    assertThat(refused.version).isEqualTo(ApiVersion.V2_16)
    assertThat(refused.outcome).isEqualTo(Outcome.NOT_APPLIED)
    assertThat(refused.attempts).isEqualTo(1)
    assertThat(remedy(refused)).isEqualTo("mend [total_amount]")
  }

  @Test
  fun `tokens fail in two ways`() {
    fun remedyWith(token: String): String =
      shop.client { accessToken(token) }.use { remedy(failure { it.orders().getById("1") }) }

    assertThat(remedyWith("a-token-of-nobody")).isEqualTo("check the token")
    assertThat(remedyWith("reads-contacts-only")).isEqualTo("tick a permission")
  }

  @Test
  fun `what is not there, and what is there already`() {
    val contacts = intercom.api(ContactsApi::class.java)
    val twin = CreateContactRequest.builder().externalId("customer-7").build()

    val missing: NotFoundException = failure { shop.orders.getByExternalId("ORDER-9") }
    val conflict: ConflictException = failure { intercom.execute(contacts.createContact(twin)) }

    assertThat(remedy(missing)).isEqualTo("check the id")
    assertThat(conflict.status).isEqualTo(409)
    assertThat(conflict.errors.single().message).endsWith(shop.customerId)
    assertThat(remedy(conflict)).isEqualTo("take the one that exists")
  }

  @Test
  fun `a contact that was merged names the other`() {
    val duplicate = shop.workspace.addContact("customer-8", null, null).id
    shop.workspace.mergeContacts(duplicate, shop.customerId)

    val merged: ContactMergedException = failure { intercom.contacts().get(duplicate) }

    assertThat(remedy(merged)).isEqualTo("go on with ${shop.customerId}")
  }

  @Test
  fun `a window that is used up tells when to come back`() {
    val impatient = intercom.newBuilder().maxWait(Duration.ZERO).build()
    repeat(20) { intercom.contacts().get(shop.customerId) }

    val limited: RateLimitException = failure { impatient.contacts().get(shop.customerId) }

    assertThat(limited.attempts).isZero()
    assertThat(limited.rateLimit.limit ?: 0).isEqualTo(20)
    assertThat(limited.rateLimit.retryAfter)
      .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20))
    assertThat(remedy(limited)).isEqualTo("wait")
  }

  @Test
  fun `a version that is too old names the one that would do`() {
    val older: Intercom = intercom.withVersion(ApiVersion.V2_14)

    val unsupported: UnsupportedVersionException = failure { older.orders().list() }
    val incomplete: IncompleteAssociationsException = failure {
      older.orders().associations(shop.customer, "orders").add("1")
    }

    assertThat(unsupported.requiredVersion).isEqualTo(ApiVersion.V2_16)
    assertThat(remedy(unsupported)).isEqualTo("use 2.16")
    assertThat(incomplete.outcome).isEqualTo(Outcome.NOT_APPLIED)
    assertThat(remedy(incomplete)).isEqualTo("replace the whole set")
  }

  @Test
  fun `a success can be unreadable, or less than was asked for`() {
    val strict = intercom.customObjects(ObjectType.of("Order", StrictOrder::class.java))
    val saved = strict.upsert(StrictOrder("ORDER-1", "lost in space"))

    val dropped: DroppedAttributesException = failure { saved.orThrow() }
    val unreadable: DecodingException = failure { saved.stored.value }

    assertThat(dropped.outcome).isEqualTo(Outcome.APPLIED)
    assertThat(unreadable.outcome).isEqualTo(Outcome.APPLIED)
    assertThat(listOf(dropped, unreadable).map(::remedy))
      .containsExactly("check options and ids", "report it")
  }

  @Test
  fun `where nobody answers, the outcome says whether to look`() {
    shop.client { maxAttempts(1) }.use {
      shop.sandbox.close()

      val failed: ConnectionException = failure { it.contacts().get(shop.customerId) }

      assertThat(failed.outcome).isEqualTo(Outcome.NOT_APPLIED)
      assertThat(failed.cause).isNotNull()
      assertThat(remedy(failed)).isEqualTo("repeat")
    }
  }
}
