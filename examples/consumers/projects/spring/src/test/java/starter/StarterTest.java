package starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.spring.IntercomWorkspaces;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The application with the starter on a sandbox, under the versions of Spring Boot's parent. */
@ExtendWith(ThreadsEnd.class) // First, so that it comes after the end of the application.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "intercom.client-secret=s3cr3t",
      "management.endpoints.web.exposure.include=health,metrics",
      "management.endpoint.health.show-details=always"
    })
@DirtiesContext
class StarterTest {
  @TestConfiguration(proxyBeanMethods = false)
  static class InSandbox {
    @Bean
    Sandbox sandbox() {
      return Sandbox.start();
    }

    @Bean
    DynamicPropertyRegistrar sandboxProperties(Sandbox sandbox) {
      return properties -> {
        properties.add("intercom.access-token", sandbox::getToken);
        properties.add("intercom.base-url", sandbox::getBaseUrl);
        properties.add("intercom.workspaces.acme.access-token", sandbox::getToken);
      };
    }
  }

  @Autowired Environment environment;
  @Autowired Orders orders;
  @Autowired Sandbox sandbox;
  @Autowired IntercomWorkspaces workspaces;

  private HttpResponse<String> send(String path, HttpRequest.Builder request) throws Exception {
    String port = environment.getProperty("local.server.port");
    return HttpClient.newHttpClient()
        .send(
            request.uri(URI.create("http://localhost:" + port + path)).build(),
            BodyHandlers.ofString());
  }

  private String get(String path) throws Exception {
    HttpResponse<String> response = send(path, HttpRequest.newBuilder());
    assertEquals(200, response.statusCode(), path);
    return response.body();
  }

  @Test
  void ordersAreStoredLinkedShownAndMeasured() throws Exception {
    String customer = orders.customer("customer-7");
    orders.store("ORDER-1", customer);
    assertEquals(2, orders.storeAll(Stream.of("ORDER-2", "ORDER-3"), customer).getStored());
    List<String> all = List.of("ORDER-1", "ORDER-2", "ORDER-3");
    assertEquals(all, orders.ofCustomer(customer).stream().sorted().toList());

    Intercom acme = workspaces.get("acme");
    assertTrue(acme.check().isRightRegion());

    long before = sandbox.getCallCount();
    String health = get("/actuator/health");
    for (int i = 0; i < 50 && health.contains("no response yet"); i++) {
      health = get("/actuator/health");
    }
    assertTrue(health.matches("\\{.*\"intercom\":\\{.*\"acme\":\\{\"status\":\"UP\",.*"), health);
    assertEquals(2, sandbox.getCallCount() - before);
    String calls = get("/actuator/metrics/intercom.calls?tag=client:intercom&tag=result:SUCCESS");
    assertTrue(calls.contains("\"COUNT\""), calls);

    String body = "{\"contact\": {\"id\": \"" + customer + "\"}}";
    String signature =
        Signatures.canvas("s3cr3t").sign(body.getBytes(StandardCharsets.UTF_8));
    String path = "/intercom/canvas/inbox/initialize";
    HttpRequest.Builder signed =
        HttpRequest.newBuilder()
            .header("X-Body-Signature", signature)
            .header("Content-Type", "application/json");
    HttpResponse<String> card = send(path, signed.POST(BodyPublishers.ofString(body)));
    assertEquals(200, card.statusCode(), card.body());
    assertTrue(card.body().contains("ORDER-3"), card.body());
    assertEquals(401, send(path, signed.POST(BodyPublishers.ofString(body + " "))).statusCode());

    System.out.printf("Spring Boot %s: the starter%n", SpringBootVersion.getVersion());
  }
}
