package io.github.intercomobjects;

import io.github.intercomobjects.RateLimitException.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The exceptions for error responses, for unreadable ones, and for calls that are not sent. */
final class Failures {
  /**
   * The URL of the contact that another was merged into. Its id becomes part of a URL again, so
   * only an id that needs no encoding matches.
   */
  private static final Pattern CANONICAL =
      Pattern.compile(
          "<[^<>]*/contacts/([\\w-]+)>\\s*(?:;[^,<>]*)?;\\s*rel=\"?canonical\\b",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_LINKS = 2000;

  private Failures() {}

  static ApiException of(BufferedResponse buffered, CallState state, Timing timing) {
    return of(details(buffered, state), buffered, state, timing);
  }

  /** Returns the exception with these parts for an error response. */
  static ApiException of(
      ApiException.Details details, BufferedResponse buffered, CallState state, Timing timing) {
    Response response = buffered.response();
    if (ErrorMessage.isVersionInvalid(details.errors())) {
      Operation.Need need = state.operation().need(buffered.request());
      return new UnsupportedVersionException(details, need == null ? null : need.since());
    }
    return switch (details.status()) {
      case 400, 422 -> new InvalidRequestException(details);
      case 401 -> new AuthenticationException(details);
      case 403 -> new PermissionException(details);
      case 404 -> new NotFoundException(details);
      case 409 -> new ConflictException(details);
      case 410 -> new ContactMergedException(details, mergedInto(response, state.token()));
      case 429 -> {
        Duration wait = Backoff.untilReset(response, timing);
        Long limit = Headers.wholeNumber(response, "X-RateLimit-Limit");
        yield new RateLimitException(
            details,
            new RateLimit(
                limit == null ? null : (int) Math.min(limit, Integer.MAX_VALUE),
                wait == null ? RateLimiter.WINDOW : wait));
      }
      default -> new ApiException(details);
    };
  }

  /** Returns the parts of the exception for an error response. */
  static ApiException.Details details(BufferedResponse buffered, CallState state) {
    Response response = buffered.response();
    ErrorBody error = ErrorBody.of(buffered.body(), response.header("X-Request-Id"), state.token());
    Operation operation = state.operation();
    return new ApiException.Details(
        ErrorMessage.of(buffered, error, state),
        response.code(),
        error.errors(),
        error.requestId(),
        operation.method(),
        operation.path(),
        state.version(),
        outcome(response.code(), state),
        state.attempts());
  }

  /** Returns the exception for a call that was not sent because its window is used up. */
  static RateLimitException windowUsedUp(
      CallState state, RateLimiter.UsedUp usedUp, Duration wait) {
    String message =
        ("%s: the %s calls %s are used up; the next call is possible in %s, which is longer"
                + " than maxWait or totalTimeout allows")
            .formatted(
                state.attempts() == 0 ? "not sent" : "not sent again",
                usedUp.calls(),
                usedUp.whose(),
                Times.text(wait));
    return new RateLimitException(
        details(message, 429, state), new RateLimit(usedUp.calls(), wait));
  }

  /** Returns the exception for an object that does not exist, although the status is 200. */
  static NotFoundException missing(String what, CallState state) {
    return new NotFoundException(details(ForeignText.of(what), 200, state));
  }

  /** Returns the exception for a key that several things have, although the status is 200. */
  static ConflictException ambiguous(String what, CallState state) {
    return new ConflictException(details(ForeignText.of(what), 200, state));
  }

  private static ApiException.Details details(String message, int status, CallState state) {
    Operation operation = state.operation();
    return new ApiException.Details(
        message + " (" + ErrorMessage.describe(state, null) + ")",
        status,
        List.of(),
        null,
        operation.method(),
        operation.path(),
        state.version(),
        state.outcomeOfFailure(),
        state.attempts());
  }

  private static IntercomException.Outcome outcome(int status, CallState state) {
    return StatusMeaning.of(status).isNotApplied() || state.operation().isRead()
        ? state.outcomeOfFailure()
        : IntercomException.Outcome.UNKNOWN;
  }

  static @Nullable String mergedInto(Response response, String token) {
    String links = ForeignText.withoutToken(String.join(", ", response.headers("Link")), token);
    Matcher canonical =
        CANONICAL.matcher(links.substring(0, Math.min(links.length(), LONGEST_LINKS)));
    return canonical.find() ? canonical.group(1) : null;
  }

  static DecodingException unreadable(CallState state, Exception failure) {
    return unreadable(
        state, "cannot be read: " + ForeignText.reason(failure, state.token()), failure);
  }

  static DecodingException unreadable(CallState state, String reason, @Nullable Exception e) {
    Operation operation = state.operation();
    return new DecodingException(
        "the response to %s was a success, but %s%s"
            .formatted(
                operation, reason, operation.isRead() ? "" : "; Intercom has applied the call"),
        ForeignText.cause(e, state.token()),
        operation.isRead() ? state.outcomeOfFailure() : IntercomException.Outcome.APPLIED,
        state.attempts());
  }
}
