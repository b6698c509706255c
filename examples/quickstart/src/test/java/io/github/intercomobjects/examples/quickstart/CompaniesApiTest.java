package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.examples.quickstart.CompaniesApi.Company;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** A test with a mock server, because the sandbox has no companies. */
final class CompaniesApiTest {
  @Test
  void ownCallIsRetriedAndHasTokenAndVersion() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After", "0").build());
      server.enqueue(
          new MockResponse.Builder()
              .addHeader("Content-Type", "application/json")
              .body("{\"type\":\"company\",\"company_id\":\"c-1\",\"name\":\"Acme\"}")
              .build());
      try (Intercom intercom =
          Intercom.builder().accessToken("token").baseUrl(server.url("/").toString()).build()) {
        assertThat(run(intercom)).isEqualTo(new Company("c-1", "Acme"));
      }
      server.takeRequest();
      RecordedRequest second = server.takeRequest();
      assertThat(second.getTarget()).isEqualTo("/companies");
      assertThat(second.getHeaders().get("Authorization")).isEqualTo("Bearer token");
      assertThat(second.getHeaders().get("Intercom-Version")).isEqualTo("2.16");
      assertThat(second.getBody().utf8()).isEqualTo("{\"company_id\":\"c-1\",\"name\":\"Acme\"}");
    }
  }

  private static Company run(Intercom intercom) {
    CompaniesApi companies = intercom.api(CompaniesApi.class);
    return intercom.execute(companies.createOrUpdate(new Company("c-1", "Acme")));
  }
}
