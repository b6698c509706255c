package io.github.intercomobjects.kotlin

import io.github.intercomobjects.Cancellation
import io.github.intercomobjects.IntercomException
import io.github.intercomobjects.IntercomException.Outcome
import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.resumeWithException
import kotlin.coroutines.suspendCoroutine
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.launch

/**
 * Threads of their own, because calls may wait for the rate limit: they would take those of
 * [Dispatchers.IO] from the rest of the program.
 */
@OptIn(ExperimentalCoroutinesApi::class)
private val threads: CoroutineDispatcher = Dispatchers.IO.limitedParallelism(256)

/**
 * A thread for each run and each writer, which may wait for calls of other coroutines: with a limit,
 * they could take the last thread from the calls that they wait for.
 */
@OptIn(ExperimentalCoroutinesApi::class)
private val threadsOfRuns: CoroutineDispatcher =
  Dispatchers.IO.limitedParallelism(Int.MAX_VALUE)

/**
 * Thrown by a suspending call whose coroutine was cancelled. Like any [CancellationException], it is
 * to be thrown again.
 *
 * A coroutine that is cancelled has no result, so the outcome is known inside of it only:
 * ```
 * try {
 *   orders.create(order)
 * } catch (e: CallCancelledException) {
 *   if (e.outcome != Outcome.NOT_APPLIED) check(order)
 *   throw e
 * }
 * ```
 */
public class CallCancelledException
internal constructor(
  message: String,
  /**
   * Whether Intercom applied the call that was cancelled. Calls that the same block of [intercomCall]
   * made before were applied.
   */
  public val outcome: Outcome,
  cause: Throwable?,
) : CancellationException(message) {
  init {
    initCause(cause)
  }
}

/**
 * Runs blocking calls of the library, and suspends meanwhile: for those without a suspending
 * function of their own.
 *
 * ```
 * val ticket = intercomCall { intercom.tickets().create(request) }
 * ```
 *
 * If the coroutine is cancelled, the call in flight is cancelled at once, with any `OkHttpClient`,
 * and so are waits for the rate limit, for a retry or for a lock. The function returns when the
 * block has ended: with the result if there is one, else with [CallCancelledException].
 *
 * The block runs on a thread for such calls, of which there are 256 at most, with the context of the
 * coroutine. It must not wait for another coroutine that makes calls, which may need the last of these
 * threads: [CoroutineBulk] and [CoroutineWriter] have threads of their own.
 */
public suspend fun <T> intercomCall(block: () -> T): T = call(threads, block)

/** Does what [intercomCall] does, for a bulk run or a writer, which waits for other calls. */
internal suspend fun <T> intercomRun(block: () -> T): T = call(threadsOfRuns, block)

private suspend fun <T> call(threads: CoroutineDispatcher, block: () -> T): T {
  val context = currentCoroutineContext()
  context.ensureActive()
  return suspendCoroutine { RunningCall(block, it).start(context + threads) }
}

/** A call that some thread runs, and that resumes a coroutine when it has ended. */
private class RunningCall<T>(
  private val block: () -> T,
  private val continuation: Continuation<T>,
) {
  private val cancellation = Cancellation()
  private val isStarted = AtomicBoolean()

  @Volatile private var isCancelled = false

  fun start(context: CoroutineContext) {
    // A child is cancelled at once with the coroutine, which itself waits for the end of the call.
    val watch = Job(context[Job])
    watch.invokeOnCompletion { if (it != null) cancel() }
    CoroutineScope(context.minusKey(Job)).launch {
      if (isStarted.compareAndSet(false, true)) {
        val result = result()
        watch.complete()
        continuation.resumeWith(result)
      }
    }
  }

  private fun result(): Result<T> {
    val result = runCatching { cancellation.run(block) }
    val failure = result.exceptionOrNull()
    return if (isCancelled && (failure is IntercomException || failure is InterruptedException)) {
      val outcome = (failure as? IntercomException)?.outcome ?: Outcome.UNKNOWN
      Result.failure(CallCancelledException(failure.message ?: "interrupted", outcome, failure))
    } else {
      result
    }
  }

  private fun cancel() {
    isCancelled = true
    if (isStarted.compareAndSet(false, true)) {
      // It waits for a thread, and so would the coroutine.
      continuation.resumeWithException(
        CallCancelledException("cancelled before anything was sent", Outcome.NOT_APPLIED, null)
      )
    } else {
      cancellation.cancel()
    }
  }
}
