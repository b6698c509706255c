package io.github.intercomobjects;

import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What one call has been through; a tag of its request, so that the facade can give it a deadline
 * and ask afterwards. Written by the thread that runs the call.
 */
final class CallState {
  private final Operation operation;
  private volatile @Nullable Deadline deadline;
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile boolean mayBeApplied;

  CallState(Operation operation) {
    this.operation = operation;
  }

  /** The state of a call made by this library. */
  static CallState of(Request request) {
    CallState state = request.tag(CallState.class);
    if (state == null) {
      throw new IllegalArgumentException(
          "this call was not made by an interface from Intercom.api(..): " + request.url().host());
    }
    return state;
  }

  Operation operation() {
    return operation;
  }

  @Nullable Deadline deadline() {
    return deadline;
  }

  void deadline(Deadline deadline) {
    this.deadline = deadline;
  }

  int attempts() {
    return attempts.get();
  }

  void countAttempt() {
    attempts.incrementAndGet();
  }

  /** Whether an attempt ended without it being known whether Intercom applied it. */
  boolean mayBeApplied() {
    return mayBeApplied;
  }

  void markMayBeApplied() {
    mayBeApplied = true;
  }

  IntercomException.Outcome outcomeOfFailure() {
    return mayBeApplied ? IntercomException.Outcome.UNKNOWN : IntercomException.Outcome.NOT_APPLIED;
  }
}
