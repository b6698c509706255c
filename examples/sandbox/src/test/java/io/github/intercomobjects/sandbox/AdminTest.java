package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class AdminTest {
  @Test
  void theOwnerOfATokenHasAnAvatarAndAnAppWithItsSecurity() {
    try (Sandbox sandbox = Sandbox.start()) {
      JsonNode me = new Http(sandbox).get("/me").ok().json();
      assertThat(me.at("/avatar/type").asText()).isEqualTo("avatar");
      assertThat(me.at("/avatar/image_url").isTextual()).isTrue();
      assertThat(me.at("/job_title").isTextual()).isTrue();
      assertThat(me.at("/app/secure").isBoolean()).isTrue();
    }
  }
}
