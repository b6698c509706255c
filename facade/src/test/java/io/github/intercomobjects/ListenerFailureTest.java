package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A failing listener does not affect calls, and without a listener nothing is logged. */
final class ListenerFailureTest {
  private final FakeIntercom intercom = new FakeIntercom();
  private final List<Throwable> uncaught = new ArrayList<>();

  ListenerFailureTest() {
    Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
  }

  @AfterEach
  void close() {
    Thread.currentThread().setUncaughtExceptionHandler(null);
    intercom.close();
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("unchecked"),
        new AssertionError("an error"),
        new Exception("checked, as Kotlin may throw it"));
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(Throwable failure) throws E {
    throw (E) failure;
  }

  private CustomObjects<Attributes> orders(Throwable failure) {
    CallListener broken =
        new CallListener() {
          @Override
          public void onAttempt(Attempt attempt) {
            ListenerFailureTest.<RuntimeException>sneak(failure);
          }

          @Override
          public void onWait(Wait wait) {
            ListenerFailureTest.<RuntimeException>sneak(failure);
          }

          @Override
          public void onEnd(End end) {
            ListenerFailureTest.<RuntimeException>sneak(failure);
          }

          @Override
          public void onDropped(Dropped dropped) {
            ListenerFailureTest.<RuntimeException>sneak(failure);
          }
        };
    return intercom.builder().listener(broken).build().customObjects(ObjectType.untyped("Order"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aListenerThatThrowsDoesNotBreakTheCall(Throwable failure) {
    intercom.enqueue(503, "");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    Upserted<Attributes> saved =
        orders(failure).upsert("ORDER-1", Attributes.builder().set("coupon", "x").build());
    assertThat(saved.getId()).isEqualTo("22");
    assertThat(saved.getDropped()).hasSize(1);
    // Two attempts, a wait, the end, and the dropped attributes.
    assertThat(uncaught).hasSize(5).containsOnly(failure);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aListenerThatThrowsDoesNotHideTheFailureOfTheCall(Throwable failure) {
    intercom.enqueueError(403, "forbidden", "no");
    assertThatThrownBy(() -> orders(failure).findById("22"))
        .isInstanceOf(PermissionException.class);
    assertThat(uncaught).hasSize(2).containsOnly(failure);
  }

  @Test
  void nothingIsLoggedWithoutAListener() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    try {
      intercom.enqueue(503, "");
      intercom.loseResponse();
      intercom.enqueue(200, FakeIntercom.ORDER_22);
      intercom.enqueueError(403, "forbidden", "no");
      CustomObjects<Attributes> orders = intercom.orders();
      orders.upsert("ORDER-1", Attributes.builder().set("coupon", "x").build());
      assertThatThrownBy(() -> orders.findById("22")).isInstanceOf(PermissionException.class);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    // The test server logs through java.util.logging to the stream that it had at its start.
    assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
