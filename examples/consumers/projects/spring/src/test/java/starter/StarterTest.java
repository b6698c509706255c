package starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The application with the starter on a sandbox, under the versions of Spring Boot's parent. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "intercom.client-secret=s3cr3t",
      "management.endpoints.web.exposure.include=health,metrics",
      "management.endpoint.health.show-details=always"
    })
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

  @Autowired ConfigurableApplicationContext context;
  @Autowired Orders orders;
  @Autowired Sandbox sandbox;
  @Autowired IntercomWorkspaces workspaces;

  private HttpResponse<String> send(String path, HttpRequest.Builder request) throws Exception {
    String port = context.getEnvironment().getProperty("local.server.port");
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

  /** One test, because the application starts once and stops at its end. */
  @Test
  void theApplicationWorksFromItsStartToItsEnd() throws Exception {
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

    context.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().matches("(?i)(intercom|canvas).*") || isOfOurs(thread)) {
        thread.join(5_000);
        assertFalse(thread.isAlive(), thread.getName());
      }
    }
    System.out.printf("Spring Boot %s: the starter%n", SpringBootVersion.getVersion());
  }

  /** Those of OkHttp that keep a JVM alive; others end by themselves a minute later. */
  private static boolean isOfOurs(Thread thread) {
    return thread.getName().startsWith("OkHttp") && !thread.isDaemon();
  }
}
