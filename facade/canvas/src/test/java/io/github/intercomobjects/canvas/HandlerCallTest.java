package io.github.intercomobjects.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class HandlerCallTest {
  @Test
  void anAbandonedCallDoesNotStart() {
    HandlerCall call =
        new HandlerCall(
            () -> {
              throw new AssertionError("called");
            });
    assertThat(call.abandon()).isFalse();
    call.run();
    assertThat(call.getResponse()).isNull();
    assertThat(call.getDone().getCount()).isEqualTo(1);
  }

  @Test
  void aCallThatFailsIsDone() {
    HandlerCall call =
        new HandlerCall(
            () -> {
              throw new IllegalStateException("x");
            });
    assertThatIllegalStateException().isThrownBy(call::run);
    assertThat(call.getResponse()).isNull();
    assertThat(call.getDone().getCount()).isZero();
  }

  @Test
  void aCallThatStartedKeepsItsResponse() {
    HandlerCall call = new HandlerCall(() -> "json");
    call.run();
    assertThat(call.abandon()).isTrue();
    assertThat(call.getResponse()).isEqualTo("json");
    assertThat(call.getDone().getCount()).isZero();
  }
}
