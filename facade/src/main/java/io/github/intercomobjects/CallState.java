package io.github.intercomobjects;

import io.github.intercomobjects.CallListener.Wait.Reason;
import io.github.intercomobjects.client.model.ErrorItem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of one call. Its {@link ApiCall} is a tag of the request, so the facade can set a
 * deadline and read the result, and the network interceptor can record what was sent. Written by
 * the thread that runs the call; values that are not volatile are read when the call has ended.
 */
final class CallState {
  private static final int NOT_SENT = -1;
  private static final int NO_RESPONSE = 0;

  private final Operation operation;
  private final @Nullable ApiVersion version;
  private int attempts;
  private volatile @Nullable Deadline deadline;
  private volatile @Nullable BooleanSupplier guard;
  private volatile @Nullable Refusal refusal;
  private volatile boolean mayBeApplied;
  private volatile String token = "";
  private @Nullable Function<List<ErrorItem>, @Nullable String> advice;
  private Map<Reason, Duration> waits = Map.of();
  private Duration took = Duration.ZERO;
  private int windowLimit;
  private int rateLimited;

  /** The status of the current attempt, {@link #NOT_SENT} or {@link #NO_RESPONSE}. */
  private volatile int status = NOT_SENT;

  CallState(Operation operation, @Nullable ApiVersion version) {
    this.operation = operation;
    this.version = version;
  }

  Operation operation() {
    return operation;
  }

  /** Returns the Intercom-Version that is sent; null if the header is omitted. */
  @Nullable ApiVersion version() {
    return version;
  }

  @Nullable Deadline deadline() {
    return deadline;
  }

  void deadline(Deadline deadline) {
    this.deadline = deadline;
  }

  /** Sets a function that is asked twice for each attempt: first, and before its first byte. */
  void guard(BooleanSupplier newGuard) {
    guard = newGuard;
  }

  /**
   * Asks the guard, if there is one, whether the attempt may be sent. A guard that throws refuses.
   */
  boolean isAllowed() {
    BooleanSupplier current = guard;
    Refusal now = null;
    try {
      if (current != null && !current.getAsBoolean()) {
        now = new Refusal(null);
      }
    } catch (Exception e) {
      // The guard is the user's code, in Kotlin with undeclared checked exceptions too.
      now = new Refusal(e);
    }
    refusal = now;
    return now == null;
  }

  /** Returns what the guard decided when it was asked last; null if it allowed the attempt. */
  @Nullable Refusal refusal() {
    return refusal;
  }

  /**
   * A refusal of the guard.
   *
   * @param thrown the exception of a guard that failed
   */
  record Refusal(@Nullable Exception thrown) {}

  /** Sets the function that returns advice about the errors of a response. */
  void adviseBy(Function<List<ErrorItem>, @Nullable String> newAdvice) {
    advice = newAdvice;
  }

  /** Returns advice about these errors; null if there is none. */
  @Nullable String advice(List<ErrorItem> errors) {
    return advice == null ? null : advice.apply(errors);
  }

  int attempts() {
    return attempts;
  }

  /** Returns the token of the current attempt, which messages must not contain. */
  String token() {
    return token;
  }

  void beginAttempt(String withToken) {
    token = withToken;
    attempts++;
    status = NOT_SENT;
  }

  /** Takes back the current attempt if the guard refused it before anything of it was sent. */
  boolean dropIfRefused() {
    boolean isDropped = refusal != null && !isSent();
    attempts -= isDropped ? 1 : 0;
    return isDropped;
  }

  /** Returns whether anything of the current attempt was sent to the network. */
  boolean isSent() {
    return status != NOT_SENT;
  }

  /** Returns whether a send cannot apply the call twice: it reads, was not sent or was rejected. */
  boolean isSafeToSend() {
    return operation.isRead()
        || status == NOT_SENT
        || (status != NO_RESPONSE && StatusMeaning.of(status).isNotApplied());
  }

  /** Returns whether Intercom accepted or rejected the last attempt, and did not fail. */
  boolean isHandled() {
    StatusMeaning meaning = StatusMeaning.of(status);
    return meaning == StatusMeaning.SUCCESS || meaning == StatusMeaning.REFUSED;
  }

  void markSent() {
    status = NO_RESPONSE;
  }

  void markResponse(int responseStatus) {
    status = responseStatus;
  }

  /** Returns whether Intercom may have applied one of the attempts. */
  boolean mayBeApplied() {
    return mayBeApplied;
  }

  void markMayBeApplied() {
    mayBeApplied = true;
  }

  /** Records a wait. */
  void waited(Reason reason, Duration span) {
    if (waits.isEmpty()) {
      // Most calls never wait.
      waits = new EnumMap<>(Reason.class);
    }
    waits.merge(reason, span, Duration::plus);
  }

  /** Returns the time that the call has waited, by reason. */
  Map<Reason, Duration> waits() {
    return waits;
  }

  void markRateLimited() {
    rateLimited++;
  }

  /** Returns how many of its responses were a 429. */
  int rateLimited() {
    return rateLimited;
  }

  void took(Duration attempt) {
    took = attempt;
  }

  /** Returns the time that the last attempt took. */
  Duration took() {
    return took;
  }

  void windowLimit(int limit) {
    windowLimit = limit;
  }

  /** Returns the number of calls that its window allows; 0 if unknown. */
  int windowLimit() {
    return windowLimit;
  }

  IntercomException.Outcome outcomeOfFailure() {
    return mayBeApplied ? IntercomException.Outcome.UNKNOWN : IntercomException.Outcome.NOT_APPLIED;
  }
}
