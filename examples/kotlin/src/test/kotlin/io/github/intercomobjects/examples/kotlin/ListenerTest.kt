package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.ApiVersion
import io.github.intercomobjects.Attributes
import io.github.intercomobjects.CallListener
import io.github.intercomobjects.CallListener.Result
import io.github.intercomobjects.CallListener.Wait.Reason
import io.github.intercomobjects.IntercomException.Outcome
import io.github.intercomobjects.NotFoundException
import io.github.intercomobjects.ObjectType
import java.time.Duration
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicInteger
import okhttp3.OkHttpClient
import okhttp3.Protocol
import okhttp3.Response
import okhttp3.ResponseBody.Companion.toResponseBody
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowable
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** Tests of a listener, which is an object that overrides some methods. */
class ListenerTest {
  private val shop = Shop()
  private val attempts = ConcurrentLinkedQueue<CallListener.Attempt>()
  private val waits = ConcurrentLinkedQueue<CallListener.Wait>()
  private val ends = ConcurrentLinkedQueue<CallListener.End>()
  private val dropped = ConcurrentLinkedQueue<CallListener.Dropped>()
  private val failuresToCome = AtomicInteger()

  private val listener =
    object : CallListener {
      override fun onAttempt(attempt: CallListener.Attempt) {
        attempts += attempt
      }

      override fun onWait(wait: CallListener.Wait) {
        waits += wait
      }

      override fun onEnd(end: CallListener.End) {
        ends += end
      }

      override fun onDropped(dropped: CallListener.Dropped) {
        this@ListenerTest.dropped += dropped
      }
    }

  /** A client whose first calls fail, while [failuresToCome] is positive. */
  private val unsteady: OkHttpClient =
    OkHttpClient.Builder()
      .addInterceptor { chain ->
        if (failuresToCome.getAndDecrement() > 0) {
          Response.Builder()
            .request(chain.request())
            .protocol(Protocol.HTTP_1_1)
            .code(503)
            .message("Service Unavailable")
            .body("".toResponseBody())
            .build()
        } else {
          chain.proceed(chain.request())
        }
      }
      .build()

  private val intercom = shop.client {
    client(unsteady)
    listener(listener)
  }

  @AfterEach
  fun close() {
    intercom.close()
    shop.close()
  }

  private fun needsAlarm(result: Result): Boolean =
    when (result) {
      Result.SUCCESS,
      Result.REFUSED -> false
      Result.RATE_LIMITED,
      Result.FAILED,
      Result.NO_ANSWER,
      Result.UNREADABLE -> true
    }

  private fun isCausedByClient(reason: Reason): Boolean =
    when (reason) {
      Reason.WINDOW,
      Reason.RATE_LIMITED,
      Reason.LOCK -> true
      Reason.FAILED,
      Reason.NO_ANSWER -> false
    }

  @Test
  fun `a retried call has two attempts, a wait and an end`() {
    failuresToCome.set(1)

    intercom.contacts().get(shop.customerId)

    assertThat(attempts.map { it.number }).containsExactly(1, 2)
    assertThat(attempts.map { it.status }).containsExactly(503, 200)
    assertThat(attempts.map { it.result }).containsExactly(Result.FAILED, Result.SUCCESS)
    assertThat(attempts.map { it.duration }).allMatch { it > Duration.ZERO }

    val wait = waits.single()
    assertThat(wait.reason).isEqualTo(Reason.FAILED)
    assertThat(isCausedByClient(wait.reason)).isFalse()
    assertThat(wait.duration).isLessThan(Duration.ofSeconds(30))

    val end = ends.single()
    assertThat(end.operation).isEqualTo("showContact")
    assertThat(end.version).isEqualTo(ApiVersion.V2_16)
    assertThat(end.result).isEqualTo(Result.SUCCESS)
    assertThat(needsAlarm(end.result)).isFalse()
    assertThat(end.outcome).isEqualTo(Outcome.NOT_APPLIED)
    assertThat(end.attempts).isEqualTo(2)
    assertThat(end.failure).isNull()
    assertThat(end.duration).isGreaterThanOrEqualTo(wait.duration)
  }

  @Test
  fun `the listener and the caller receive the same failure`() {
    val thrown = catchThrowable { intercom.contacts().get("nobody") }

    assertThat(ends.single().failure).isSameAs(thrown).isInstanceOf(NotFoundException::class.java)
    assertThat(ends.single().result).isEqualTo(Result.REFUSED)
  }

  @Test
  fun `dropped attributes are reported by name`() {
    val orders = intercom.customObjects(ObjectType.untyped("Order"))

    orders.upsert("ORDER-1", Attributes.builder().set("status", "lost in space").build())

    assertThat(dropped.single().names).containsExactly("status")
    assertThat(dropped.single().operation).isEqualTo("createOrUpdateCustomObjectInstance")
    assertThat(ends.single().outcome).isEqualTo(Outcome.APPLIED)
  }

  @Test
  fun `results and reasons can be handled exhaustively`() {
    assertThat(Result.entries.filterNot(::needsAlarm))
      .containsExactly(Result.SUCCESS, Result.REFUSED)
    assertThat(Reason.entries.filterNot(::isCausedByClient))
      .containsExactly(Reason.FAILED, Reason.NO_ANSWER)
  }
}
