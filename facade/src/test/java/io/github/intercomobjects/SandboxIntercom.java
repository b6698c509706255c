package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Faults;
import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import io.github.intercomobjects.spec.SpecValidator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A workspace in memory and a client of it, whose clock is the test's; at its end every request
 * must be as described.
 */
final class SandboxIntercom implements AutoCloseable {
  final FakeTiming timing = new FakeTiming();
  private final Workspace workspace;
  private final Sandbox sandbox;
  private final Intercom client;

  SandboxIntercom(Workspace.Builder workspace) {
    this(workspace.build());
  }

  /** A workspace that may hold something already, which {@link #reset} goes back to. */
  SandboxIntercom(Workspace workspace) {
    this.workspace = workspace;
    // Every call is validated in the end, whole.
    this.sandbox =
        Sandbox.builder()
            .workspace(workspace)
            .clock(timing.clock())
            .keptCalls(100_000)
            .keptBodyBytes(1 << 20)
            .start();
    this.client = builder().build();
  }

  Intercom.Builder builder() {
    return Intercom.builder()
        .accessToken(sandbox.getToken())
        .baseUrl(sandbox.getBaseUrl())
        .timing(timing);
  }

  String token() {
    return sandbox.getToken();
  }

  /** The one client of most tests. */
  Intercom client() {
    return client;
  }

  CustomObjects<Attributes> orders() {
    return client.customObjects(ObjectType.untyped("Order"));
  }

  CustomObjects<Attributes> orders(Intercom.Builder builder) {
    return builder.build().customObjects(ObjectType.untyped("Order"));
  }

  Workspace workspace() {
    return workspace;
  }

  Faults faults() {
    return sandbox.faults();
  }

  /** How many calls there were in each window so far, in the order of the windows. */
  List<Integer> callsPerWindow() {
    return List.copyOf(sandbox.getCallsPerWindow().values());
  }

  /** The calls so far, as method, path, status and fault. */
  List<String> calls() {
    return recorded().map(RecordedCall::toString).toList();
  }

  /** The bodies of the requests with this method so far. */
  List<String> bodies(String method) {
    return recorded()
        .filter(call -> call.getMethod().equals(method))
        .map(RecordedCall::getBody)
        .toList();
  }

  Stream<RecordedCall> recorded() {
    return sandbox.getCalls().stream();
  }

  /** Back to the workspace as it was defined, without faults and calls, which must be in order. */
  void reset() {
    validate();
    sandbox.reset();
  }

  private void validate() {
    sandbox.getCalls().forEach(SandboxIntercom::assertAsDescribed);
  }

  static void assertAsDescribed(RecordedCall call) {
    String body = call.getBody().isEmpty() ? null : call.getBody();
    assertThat(SpecValidator.get().validateRequest(call.getMethod(), call.getPath(), body))
        .as(call.toString())
        .isEmpty();
  }

  @Override
  public void close() {
    try {
      validate();
    } finally {
      client.close();
      sandbox.close();
    }
  }
}
