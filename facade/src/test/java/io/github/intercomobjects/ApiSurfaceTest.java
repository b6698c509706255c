package io.github.intercomobjects;

import io.github.intercomobjects.spec.ApiSurface;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ApiSurfaceTest {
  @Test
  void thePublicSurfaceIsUnchanged() throws IOException {
    ApiSurface.assertAccepted(Intercom.class, "facade");
  }
}
