package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.IntercomException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asContextElement
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.runInterruptible
import okhttp3.Call
import okhttp3.Interceptor
import okhttp3.OkHttpClient
import okhttp3.Response

/**
 * Runs calls in coroutines. An interrupt ends waits for the rate limit or before a retry, and all of
 * a bulk run. With your own `OkHttpClient` it does not end the reading of a response, so this class
 * cancels a call in flight.
 */
class Calls : Interceptor {
  private class Current {
    @Volatile private var call: Call? = null
    @Volatile private var isCancelled = false

    fun begin(call: Call) {
      this.call = call
      if (isCancelled) call.cancel()
    }

    fun cancel() {
      isCancelled = true
      call?.cancel()
    }
  }

  private val current = ThreadLocal<Current?>()

  /** Returns a client for `Intercom.builder().client(..)`. */
  fun newClient(): OkHttpClient = OkHttpClient.Builder().addInterceptor(this).build()

  override fun intercept(chain: Interceptor.Chain): Response {
    current.get()?.begin(chain.call())
    return chain.proceed(chain.request())
  }

  /** Runs [block], and suspends meanwhile. A call cancelled in flight may have been applied. */
  suspend fun <T> io(block: () -> T): T = coroutineScope {
    val mine = Current()
    val guard =
      launch(start = CoroutineStart.UNDISPATCHED) {
        try {
          awaitCancellation()
        } finally {
          if (!this@coroutineScope.isActive) mine.cancel()
        }
      }
    try {
      runInterruptible(Dispatchers.IO + current.asContextElement(mine)) { block() }
    } catch (e: IntercomException) {
      ensureActive() // it failed because it was cancelled
      throw e
    } finally {
      guard.cancel()
    }
  }
}
