package io.github.intercomobjects.spring;

import io.github.intercomobjects.spec.ApiSurface;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ApiSurfaceTest {
  @Test
  void thePublicSurfaceIsAsAccepted() throws IOException {
    ApiSurface.assertAccepted(IntercomAutoConfiguration.class, "facade/spring");
  }
}
