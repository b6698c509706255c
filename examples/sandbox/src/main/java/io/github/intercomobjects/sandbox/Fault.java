package io.github.intercomobjects.sandbox;

import java.time.Duration;
import java.util.Locale;

/**
 * A way in which a call fails on demand. {@link Faults} chooses the calls.
 *
 * <pre>{@code
 * sandbox.faults().onNext(Fault.lostAnswer());
 * sandbox.faults().onNext(Fault.status(500));
 * sandbox.faults().onNext(Fault.badGateway().applied());
 * }</pre>
 *
 * <p>Some faults fail a call before it is applied: the sandbox does not check its access token and
 * does not count it in the rate window. Others apply the call first, which may itself be rejected,
 * and disturb only the response. Methods throw an {@link IllegalArgumentException} if a number is
 * out of range. Immutable.
 */
public final class Fault {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Kind kind;
  private final Duration duration;
  private final int status;
  private final boolean applied;

  private Fault(Kind kind, Duration duration, int status, boolean applied) {
    this.kind = kind;
    this.duration = duration;
    this.status = status;
    this.applied = applied;
  }

  /**
   * Returns a fault that applies the call at once and delays the response. If the delay is longer
   * than the caller's timeout, the caller sees a failure.
   *
   * @param duration the delay, from 1 ms to 1 hour
   */
  public static Fault delay(Duration duration) {
    return new Fault(Kind.DELAY, checked("The duration of a delay", duration), 0, true);
  }

  /** Returns a fault that resets the connection; the call is not applied. */
  public static Fault reset() {
    return new Fault(Kind.RESET, Duration.ZERO, 0, false);
  }

  /** Returns a fault that applies the call and resets the connection instead of responding. */
  public static Fault lostAnswer() {
    return new Fault(Kind.LOST_ANSWER, Duration.ZERO, 0, true);
  }

  /** Returns a fault that applies the call and closes the connection after half of the response. */
  public static Fault cutBody() {
    return new Fault(Kind.CUT_BODY, Duration.ZERO, 0, true);
  }

  /**
   * Returns a fault that applies the call and sends the response body slowly, in small pieces.
   *
   * @param duration the time until the last piece, from 1 ms to 1 hour
   */
  public static Fault slowBody(Duration duration) {
    return new Fault(Kind.SLOW_BODY, checked("The duration of a slow body", duration), 0, true);
  }

  /**
   * Returns a fault that responds with a status, such as 408, 500 or 503, and an error body in
   * Intercom's format; the call is not applied.
   *
   * @param status from 300 to 599
   */
  public static Fault status(int status) {
    if (status < 300 || status > 599) {
      throw new IllegalArgumentException(
          "status must be from 300 to 599: "
              + status
              + "; to disturb a success, use cut_body, malformed_json or empty_body");
    }
    return new Fault(Kind.STATUS, Duration.ZERO, status, false);
  }

  /**
   * Returns a fault that responds with 429 and the headers {@code X-RateLimit-*} of an exhausted
   * rate window; the call is not applied. The actual window of the workspace does not change.
   */
  public static Fault rateLimited() {
    return new Fault(Kind.RATE_LIMITED, Duration.ZERO, 429, false);
  }

  /** Returns a fault that responds with 429 without rate headers; the call is not applied. */
  public static Fault rateLimitedWithoutHeaders() {
    return new Fault(Kind.RATE_LIMITED_WITHOUT_HEADERS, Duration.ZERO, 429, false);
  }

  /** Returns a fault that responds with 502 and an HTML page; the call is not applied. */
  public static Fault badGateway() {
    return new Fault(Kind.BAD_GATEWAY, Duration.ZERO, 502, false);
  }

  /** Returns a fault that applies the call and responds with truncated JSON in valid HTTP. */
  public static Fault malformedJson() {
    return new Fault(Kind.MALFORMED_JSON, Duration.ZERO, 0, true);
  }

  /** Returns a fault that applies the call and responds with its status and an empty body. */
  public static Fault emptyBody() {
    return new Fault(Kind.EMPTY_BODY, Duration.ZERO, 0, true);
  }

  /**
   * Returns this fault, but the workspace applies the call first; the caller still sees a failure.
   *
   * @throws IllegalStateException for a 429, which always means that the call was not applied
   */
  public Fault applied() {
    if (status == 429) {
      throw new IllegalStateException(
          "A call with the fault "
              + this
              + " is never applied; use applied() with reset, bad_gateway or another status");
    }
    return kind == Kind.RESET ? lostAnswer() : new Fault(kind, duration, status, true);
  }

  Kind kind() {
    return kind;
  }

  Duration duration() {
    return duration;
  }

  int status() {
    return status;
  }

  /** Returns whether the workspace applies the call. */
  boolean isApplied() {
    return applied;
  }

  /** Returns the kind and its parameters, such as {@code status 500, applied}. */
  @Override
  public String toString() {
    return switch (kind) {
      case DELAY, SLOW_BODY -> kind + " " + duration.toMillis() + " ms";
      case STATUS -> kind + " " + status + (applied ? ", applied" : "");
      case BAD_GATEWAY -> kind + (applied ? ", applied" : "");
      default -> kind.toString();
    };
  }

  private static Duration checked(String what, Duration duration) {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(what + " must be from 1 ms to 1 hour: " + duration);
    }
    return duration;
  }

  /** The kinds of faults, named after the methods above. */
  enum Kind {
    DELAY,
    RESET,
    LOST_ANSWER,
    CUT_BODY,
    SLOW_BODY,
    STATUS,
    RATE_LIMITED,
    RATE_LIMITED_WITHOUT_HEADERS,
    BAD_GATEWAY,
    MALFORMED_JSON,
    EMPTY_BODY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
