package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import io.github.intercomobjects.spec.SpecValidator;
import java.util.List;

/** A workspace in memory and a client of it; at its end every request must be as described. */
final class SandboxIntercom implements AutoCloseable {
  private final Workspace workspace;
  private final Sandbox sandbox;
  private final Intercom client;

  SandboxIntercom(Workspace.Builder workspace) {
    this.workspace = workspace.build();
    // Every call is validated in the end, whole.
    this.sandbox =
        Sandbox.builder()
            .workspace(this.workspace)
            .keptCalls(100_000)
            .keptBodyBytes(1 << 20)
            .start();
    this.client = builder().build();
  }

  Intercom.Builder builder() {
    return Intercom.builder().accessToken(sandbox.getToken()).baseUrl(sandbox.getBaseUrl());
  }

  /** The one client of most tests. */
  Intercom client() {
    return client;
  }

  CustomObjects<Attributes> orders() {
    return client.customObjects(ObjectType.untyped("Order"));
  }

  Workspace workspace() {
    return workspace;
  }

  /** The calls so far, as method, path and status. */
  List<String> calls() {
    return sandbox.getCalls().stream().map(RecordedCall::toString).toList();
  }

  @Override
  public void close() {
    try {
      for (RecordedCall call : sandbox.getCalls()) {
        assertThat(
                SpecValidator.get()
                    .validateRequest(
                        call.getMethod(),
                        call.getPath(),
                        call.getBody().isEmpty() ? null : call.getBody()))
            .as(call.toString())
            .isEmpty();
      }
    } finally {
      client.close();
      sandbox.close();
    }
  }
}
