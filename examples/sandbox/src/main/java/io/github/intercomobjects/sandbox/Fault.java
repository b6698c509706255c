package io.github.intercomobjects.sandbox;

import java.time.Duration;
import java.util.Locale;

/**
 * What goes wrong with a call, on demand; {@link Faults} says with which.
 *
 * <pre>{@code
 * sandbox.faults().onNext(Fault.lostAnswer());
 * sandbox.faults().onNext(Fault.status(500));
 * sandbox.faults().onNext(Fault.badGateway().applied());
 * }</pre>
 *
 * <p>A call that is not applied is not looked at: it is answered, or not, before its token is read
 * and without taking a place in its window. One that is applied is treated as ever, and may be
 * refused; only its answer suffers. A number out of range is refused with an {@link
 * IllegalArgumentException}. Immutable.
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
   * The call is applied at once and answered as ever, but only after a while; with a longer while
   * than the caller waits, its answer is lost.
   *
   * @param duration from 1 ms to 1 hour
   */
  public static Fault delay(Duration duration) {
    return new Fault(Kind.DELAY, checked("The duration of a delay", duration), 0, true);
  }

  /** The call is not applied, and the connection is reset without an answer. */
  public static Fault reset() {
    return new Fault(Kind.RESET, Duration.ZERO, 0, false);
  }

  /** The call is applied, but its answer is lost: the connection is reset in its place. */
  public static Fault lostAnswer() {
    return new Fault(Kind.LOST_ANSWER, Duration.ZERO, 0, true);
  }

  /** The call is applied, and the connection is closed after half of the body of the answer. */
  public static Fault cutBody() {
    return new Fault(Kind.CUT_BODY, Duration.ZERO, 0, true);
  }

  /**
   * The call is applied, and the body of the answer comes in small pieces over a while.
   *
   * @param duration until the last piece, from 1 ms to 1 hour
   */
  public static Fault slowBody(Duration duration) {
    return new Fault(Kind.SLOW_BODY, checked("The duration of a slow body", duration), 0, true);
  }

  /**
   * The call is not applied and refused with a status, such as 408, 500 or 503, in Intercom's shape
   * for errors.
   *
   * @param status from 300 to 599
   */
  public static Fault status(int status) {
    if (status < 300 || status > 599) {
      throw new IllegalArgumentException(
          "status must be from 300 to 599: "
              + status
              + "; for a success that is none there are cut_body, malformed_json and empty_body");
    }
    return new Fault(Kind.STATUS, Duration.ZERO, status, false);
  }

  /**
   * The call is not applied and refused with 429 and the headers {@code X-RateLimit-*} of a window
   * that is used up. The window of the workspace is left as it is.
   */
  public static Fault rateLimited() {
    return new Fault(Kind.RATE_LIMITED, Duration.ZERO, 429, false);
  }

  /** The call is not applied and refused with 429, and no header says for how long. */
  public static Fault rateLimitedWithoutHeaders() {
    return new Fault(Kind.RATE_LIMITED_WITHOUT_HEADERS, Duration.ZERO, 429, false);
  }

  /** The call is not applied, and a gateway answers 502 with a page of HTML. */
  public static Fault badGateway() {
    return new Fault(Kind.BAD_GATEWAY, Duration.ZERO, 502, false);
  }

  /**
   * The call is applied, and the JSON of the answer ends in the middle, though HTTP is in order.
   */
  public static Fault malformedJson() {
    return new Fault(Kind.MALFORMED_JSON, Duration.ZERO, 0, true);
  }

  /** The call is applied, and the answer has its status but no body: an empty 200 for a success. */
  public static Fault emptyBody() {
    return new Fault(Kind.EMPTY_BODY, Duration.ZERO, 0, true);
  }

  /**
   * The same with the call applied before: it is done, and the caller is told otherwise.
   *
   * @throws IllegalStateException for a 429, which always says that nothing was applied
   */
  public Fault applied() {
    if (kind == Kind.RATE_LIMITED || kind == Kind.RATE_LIMITED_WITHOUT_HEADERS) {
      throw new IllegalStateException(
          "A call that is " + kind + " is never applied; applied() is for status and bad_gateway");
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

  /** Whether the workspace gets to see the call. */
  boolean isApplied() {
    return applied;
  }

  /** Its kind and what was chosen, such as {@code status 500, applied}. */
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

  /** The kinds, which have the names of the methods above. */
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
