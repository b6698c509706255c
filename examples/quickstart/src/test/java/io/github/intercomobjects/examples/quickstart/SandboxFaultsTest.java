package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ConnectionException;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Faults;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tests of the README's example of faults, with a client that does not retry. */
final class SandboxFaultsTest {
  private final Workspace workspace =
      Workspace.builder()
          .objectType(ObjectTypeDefinition.builder("Order").text("status").build())
          .build();

  @AutoClose private final Sandbox sandbox = Sandbox.start(workspace);

  @AutoClose
  private final Intercom intercom =
      Intercom.builder()
          .accessToken(sandbox.getToken())
          .baseUrl(sandbox.getBaseUrl())
          .maxAttempts(1)
          .build();

  private final CustomObjects<Attributes> orders =
      intercom.customObjects(ObjectType.untyped("Order"));

  @Test
  void callsFailAsChosen() {
    sandbox.faults().onNext(Fault.lostAnswer());
    sandbox.faults().on("POST", "/custom_object_instances/Order").times(3).fail(Fault.status(500));
    Faults.Rule slow = sandbox.faults().onAny().every(10).fail(Fault.delay(Duration.ofMillis(200)));

    assertThat(catchThrowableOfType(ConnectionException.class, this::upsert)).isNotNull();
    assertThat(workspace.findInstance("Order", "ORDER-1")).isPresent();
    for (int i = 0; i < 3; i++) {
      assertThat(catchThrowableOfType(ApiException.class, this::upsert).getStatus()).isEqualTo(500);
    }
    for (int i = 0; i < 10; i++) {
      upsert();
    }
    assertThat(slow.getStruck()).isEqualTo(1);
  }

  private void upsert() {
    orders.upsert("ORDER-1", Attributes.builder().set("status", "open").build());
  }
}
