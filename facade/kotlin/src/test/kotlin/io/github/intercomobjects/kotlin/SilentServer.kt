package io.github.intercomobjects.kotlin

import java.io.IOException
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.net.SocketException
import kotlin.concurrent.thread
import kotlinx.coroutines.channels.Channel

/** A server that receives requests and never responds, and notices when a client hangs up. */
class SilentServer : AutoCloseable {
  private val server = ServerSocket(0, 500, InetAddress.getLoopbackAddress())

  val baseUrl: String = "http://127.0.0.1:${server.localPort}/"

  /** An element for each connection on which a request has arrived. */
  val requests: Channel<Unit> = Channel(Channel.UNLIMITED)

  /** An element for each of them that the client has closed. */
  val ends: Channel<Unit> = Channel(Channel.UNLIMITED)

  init {
    thread(isDaemon = true) {
      try {
        while (true) {
          val accepted = server.accept()
          thread(isDaemon = true) { serve(accepted) }
        }
      } catch (e: IOException) {
        // It is closed.
      }
    }
  }

  private fun serve(accepted: Socket) = accepted.use {
    it.inputStream.read()
    requests.trySend(Unit)
    try {
      it.inputStream.readAllBytes()
    } catch (e: SocketException) {
      // A reset is an end too.
    }
    ends.trySend(Unit)
  }

  override fun close() = server.close()
}
