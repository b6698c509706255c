package io.github.intercomobjects.examples.kotlin

import com.sun.net.httpserver.HttpServer
import io.github.intercomobjects.canvas.Signatures
import io.github.intercomobjects.sandbox.Sandbox
import io.github.intercomobjects.sandbox.Workspace
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

class CardTest {
  private val workspace: Workspace = shopWorkspace()
  private val contactId: String = workspace.addContact("customer-7", "zoe@example.com", "Zoë").id
  private val sandbox: Sandbox = Sandbox.start(workspace)
  private val intercom = connect(sandbox.baseUrl, sandbox.token)
  private val app = ordersCard(intercom.orders(), "s3cr3t")
  private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)

  @AfterEach
  fun close() {
    server.stop(0)
    app.close()
    intercom.close()
    sandbox.close()
  }

  private fun send(path: String, body: String, secret: String = "s3cr3t"): HttpResponse<String> =
    HttpClient.newHttpClient()
      .send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:${server.address.port}$path"))
          .header("X-Body-Signature", Signatures.canvas(secret).sign(body.toByteArray()))
          .POST(HttpRequest.BodyPublishers.ofString(body))
          .build(),
        HttpResponse.BodyHandlers.ofString(),
      )

  @Test
  fun `a card shows the orders of the contact and the details of one`() {
    val id = store(intercom.orders(), order("ORDER-1", "placed", contactId))
    server.createContext("/") { respond(app, it) }
    server.start()
    val contact = """"contact":{"id":"$contactId"}"""

    assertThat(send("/inbox/initialize", "{$contact}").body())
      .contains(""""title":"ORDER-1"""", """"subtitle":"placed"""")
    assertThat(send("/inbox/submit", """{$contact,"component_id":"order:$id"}""").body())
      .contains(""""value":"99.90"""", """"label":"Back"""")
    assertThat(send("/inbox/initialize", "{$contact}", "guessed").statusCode()).isEqualTo(401)
  }

  @Test
  fun `a body that is too long is cut off and rejected`() {
    server.createContext("/") { respond(app, it) }
    server.start()

    assertThat(send("/inbox/initialize", "{}".padEnd((1 shl 20) + 1)).statusCode()).isEqualTo(401)
  }
}
