package io.github.intercomobjects;

import io.github.intercomobjects.CallListener.Wait.Reason;
import io.github.intercomobjects.client.model.ErrorItem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one call has been through; a tag of its request, so that the facade can give it a deadline
 * and ask afterwards, and the network can tell what was sent. Written by the thread that runs the
 * call.
 */
final class CallState {
  private static final int NOT_SENT = -1;
  private static final int NOT_ANSWERED = 0;

  private final Operation operation;
  private int attempts;
  private volatile @Nullable Deadline deadline;
  private volatile boolean mayBeApplied;
  private volatile String token = "";
  private @Nullable Function<List<ErrorItem>, @Nullable String> advice;
  private Map<Reason, Duration> waits = Map.of();
  private Duration took = Duration.ZERO;
  private int windowLimit;
  private int rateLimited;

  /**
   * Of the present attempt: the status of its answer, {@link #NOT_SENT} or {@link #NOT_ANSWERED}.
   */
  private volatile int status = NOT_SENT;

  CallState(Operation operation) {
    this.operation = operation;
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

  /** Sets what makes advice of the errors of a refusal. */
  void adviseBy(Function<List<ErrorItem>, @Nullable String> newAdvice) {
    advice = newAdvice;
  }

  /** What may help against a refusal with these errors; null if nothing is known to. */
  @Nullable String advice(List<ErrorItem> errors) {
    return advice == null ? null : advice.apply(errors);
  }

  int attempts() {
    return attempts;
  }

  /** The token of the present attempt, to be kept out of messages. */
  String token() {
    return token;
  }

  void beginAttempt(String withToken) {
    token = withToken;
    attempts++;
    status = NOT_SENT;
  }

  /** Whether anything of the present attempt has gone to the network. */
  boolean isSent() {
    return status != NOT_SENT;
  }

  /** Whether sending now cannot apply the call twice: it reads, was not sent, or was refused. */
  boolean mayBeSentNow() {
    return operation.isRead()
        || status == NOT_SENT
        || (status != NOT_ANSWERED && StatusMeaning.of(status).isNotApplied());
  }

  void markSent() {
    status = NOT_ANSWERED;
  }

  void markAnswered(int answer) {
    status = answer;
  }

  /** Whether an attempt ended without it being known whether Intercom applied it. */
  boolean mayBeApplied() {
    return mayBeApplied;
  }

  void markMayBeApplied() {
    mayBeApplied = true;
  }

  /** Says that the call has waited. */
  void waited(Reason reason, Duration span) {
    if (waits.isEmpty()) {
      // Most calls never wait.
      waits = new EnumMap<>(Reason.class);
    }
    waits.merge(reason, span, Duration::plus);
  }

  /** How long the call has waited, by reason; to be read when it has ended. */
  Map<Reason, Duration> waits() {
    return waits;
  }

  void markRateLimited() {
    rateLimited++;
  }

  /** How often it was answered with 429; to be read when it has ended. */
  int rateLimited() {
    return rateLimited;
  }

  void took(Duration attempt) {
    took = attempt;
  }

  /** How long the last attempt took; to be read when the call has ended. */
  Duration took() {
    return took;
  }

  void windowLimit(int limit) {
    windowLimit = limit;
  }

  /** How many calls its window allows, 0 if unknown; to be read when it has ended. */
  int windowLimit() {
    return windowLimit;
  }

  IntercomException.Outcome outcomeOfFailure() {
    return mayBeApplied ? IntercomException.Outcome.UNKNOWN : IntercomException.Outcome.NOT_APPLIED;
  }
}
