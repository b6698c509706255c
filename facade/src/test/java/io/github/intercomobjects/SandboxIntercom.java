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
 * A workspace in memory and its client, whose clock belongs to the test. Every request must conform
 * to the description when it is closed.
 */
final class SandboxIntercom implements AutoCloseable {
  final FakeTiming timing = new FakeTiming();
  private final Workspace workspace;
  private final Sandbox sandbox;
  private final Intercom client;

  SandboxIntercom(Workspace.Builder workspace) {
    this(workspace.build());
  }

  /** Creates a workspace with initial contents, which {@link #reset} restores. */
  SandboxIntercom(Workspace workspace) {
    this.workspace = workspace;
    // Every call is completely validated at the end.
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

  /** Returns the client, which is the only one in most tests. */
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

  /** Returns the number of calls in each window, in the order of the windows. */
  List<Integer> callsPerWindow() {
    return List.copyOf(sandbox.getCallsPerWindow().values());
  }

  /** Returns the calls as method, path, status and fault. */
  List<String> calls() {
    return recorded().map(RecordedCall::toString).toList();
  }

  /** Returns the bodies of the requests with this method. */
  List<String> bodies(String method) {
    return recorded()
        .filter(call -> call.getMethod().equals(method))
        .map(RecordedCall::getBody)
        .toList();
  }

  Stream<RecordedCall> recorded() {
    return sandbox.getCalls().stream();
  }

  /** Restores the initial contents, without faults and calls, which must conform. */
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
