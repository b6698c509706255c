package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.SandboxExtension;
import io.github.intercomobjects.sandbox.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An example of a user's test, with the extension of the sandbox and a workspace from a file. */
final class OwnTestsTest {
  @RegisterExtension
  static final SandboxExtension sandbox =
      SandboxExtension.of(Workspace.load(Path.of("../sandbox/shop.json")));

  @Test
  void anOrderIsStored() {
    try (Intercom intercom =
        Intercom.builder().accessToken(sandbox.getToken()).baseUrl(sandbox.getBaseUrl()).build()) {
      intercom
          .customObjects(ObjectType.untyped("Order"))
          .upsert("ORDER-1", Attributes.builder().set("status", "shipped").build())
          .orThrow();
    }
    assertThat(sandbox.getSandbox().getWorkspace().findInstance("Order", "ORDER-1")).isPresent();
  }

  @Test
  void everyTestStartsWithTheDefinedWorkspace(Sandbox injected) {
    assertThat(injected.getCalls()).isEmpty();
    assertThat(injected.getWorkspace().getInstances("Order")).isEmpty();
  }
}
