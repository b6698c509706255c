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

/** Tests of the types of failures and their properties. */
class FailuresTest {
  // The sandbox's clock is fixed, so that its window does not end during a test.
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

  /** Returns the reaction of a program to a failure. The most specific types come first. */
  private fun remedy(failure: IntercomException): String =
    when (failure) {
      is AuthenticationException -> "check the token"
      is PermissionException -> "tick a permission"
      is NotFoundException -> "check the id"
      is InvalidRequestException -> "fix ${failure.errors.map { it.field }}"
      is ConflictException -> "use the existing one"
      is ContactMergedException -> "continue with ${failure.mergedIntoId ?: "nobody"}"
      is RateLimitException -> "wait"
      is UnsupportedVersionException -> "use ${failure.requiredVersion ?: "a newer version"}"
      is ApiException -> "ask Intercom about ${failure.requestId ?: "it"}"
      is ConnectionException -> if (failure.outcome == Outcome.UNKNOWN) "look" else "retry"
      is DecodingException -> "report it"
      is DroppedAttributesException -> "check options and ids"
      is IncompleteAssociationsException -> "replace all links"
      else -> "give up"
    }

  @Test
  fun `a rejected request has status, reasons, request, call and version`() {
    val rejected: InvalidRequestException = failure {
      shop.untyped.upsert("ORDER-1", Attributes.builder().set("total_amount", "much").build())
    }

    assertThat(rejected.status).isEqualTo(400)
    assertThat(rejected.errors.single().code).isEqualTo("parameter_invalid")
    assertThat(rejected.requestId).isNotBlank()
    assertThat(rejected.method).isEqualTo("POST")
    assertThat(rejected.pathTemplate)
      .isEqualTo("/custom_object_instances/{custom_object_type_identifier}")
    assertThat(rejected.version).isEqualTo(ApiVersion.V2_16)
    assertThat(rejected.outcome).isEqualTo(Outcome.NOT_APPLIED)
    assertThat(rejected.attempts).isEqualTo(1)
    assertThat(remedy(rejected)).isEqualTo("fix [total_amount]")
  }

  @Test
  fun `an invalid token and a missing permission are different failures`() {
    fun remedyWith(token: String): String =
      shop.client { accessToken(token) }.use { remedy(failure { it.orders().getById("1") }) }

    assertThat(remedyWith("a-token-of-nobody")).isEqualTo("check the token")
    assertThat(remedyWith("reads-contacts-only")).isEqualTo("tick a permission")
  }

  @Test
  fun `missing and existing objects are different failures`() {
    val contacts = intercom.api(ContactsApi::class.java)
    val twin = CreateContactRequest.builder().externalId("customer-7").build()

    val missing: NotFoundException = failure { shop.orders.getByExternalId("ORDER-9") }
    val conflict: ConflictException = failure { intercom.execute(contacts.createContact(twin)) }

    assertThat(remedy(missing)).isEqualTo("check the id")
    assertThat(conflict.status).isEqualTo(409)
    assertThat(conflict.errors.single().message).endsWith(shop.customerId)
    assertThat(remedy(conflict)).isEqualTo("use the existing one")
  }

  @Test
  fun `a merged contact names the other`() {
    val duplicate = shop.workspace.addContact("customer-8", null, null).id
    shop.workspace.mergeContacts(duplicate, shop.customerId)

    val merged: ContactMergedException = failure { intercom.contacts().get(duplicate) }

    assertThat(remedy(merged)).isEqualTo("continue with ${shop.customerId}")
  }

  @Test
  fun `an exhausted window reports when to retry`() {
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
  fun `a version that is too old names the required one`() {
    val older: Intercom = intercom.withVersion(ApiVersion.V2_14)

    val unsupported: UnsupportedVersionException = failure { older.orders().list() }
    val incomplete: IncompleteAssociationsException = failure {
      older.orders().associations(shop.customer, "orders").add("1")
    }

    assertThat(unsupported.requiredVersion).isEqualTo(ApiVersion.V2_16)
    assertThat(remedy(unsupported)).isEqualTo("use 2.16")
    assertThat(incomplete.outcome).isEqualTo(Outcome.NOT_APPLIED)
    assertThat(remedy(incomplete)).isEqualTo("replace all links")
  }

  @Test
  fun `a success can be unreadable or incomplete`() {
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
  fun `without a response the outcome shows whether the call may have been applied`() {
    shop.client { maxAttempts(1) }.use {
      shop.sandbox.close()

      val failed: ConnectionException = failure { it.contacts().get(shop.customerId) }

      assertThat(failed.outcome).isEqualTo(Outcome.NOT_APPLIED)
      assertThat(failed.cause).isNotNull()
      assertThat(remedy(failed)).isEqualTo("retry")
    }
  }
}
