package io.github.intercomobjects;

import io.github.intercomobjects.RateLimitException.RateLimit;
import io.github.intercomobjects.client.model.ErrorItem;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes exceptions of refusals and failures, and of calls not sent that would be refused. */
final class Failures {
  /**
   * The address of the contact that another was merged into. Its id becomes a part of an address
   * again, so only what needs no encoding is taken for an id.
   */
  private static final Pattern CANONICAL =
      Pattern.compile(
          "<[^<>]*/contacts/([\\w-]+)>\\s*(?:;[^,<>]*)?;\\s*rel=\"?canonical\\b",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_LINKS = 2000;

  private Failures() {}

  static ApiException of(
      BufferedResponse answer, @Nullable ApiVersion version, CallState state, Timing timing) {
    Operation operation = state.operation();
    Response response = answer.response();
    ErrorBody error = ErrorBody.of(answer.body(), response.header("X-Request-Id"), state.token());
    List<ErrorItem> errors = error.errors();
    String requestId = error.requestId();
    int status = response.code();
    ApiException.Details details =
        new ApiException.Details(
            ErrorMessage.of(
                answer, errors, operation, version, requestId, advice(status, errors, state)),
            status,
            errors,
            requestId,
            operation.method(),
            operation.path(),
            version,
            outcome(status, state),
            state.attempts());
    if (ErrorMessage.isVersionInvalid(errors)) {
      return new UnsupportedVersionException(details, operation.required(answer.request()));
    }
    return switch (status) {
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

  private static @Nullable String advice(int status, List<ErrorItem> errors, CallState state) {
    return status == 400 || status == 422 ? state.advice(errors) : null;
  }

  /** A call that was not sent because it would exceed the window. */
  static RateLimitException windowUsedUp(
      @Nullable ApiVersion version, CallState state, @Nullable Integer limit, Duration wait) {
    Operation operation = state.operation();
    String message =
        "not sent: the "
            + (limit == null ? "" : limit + " ")
            + "calls of this window are used up and there is a place in "
            + Times.text(wait)
            + ", longer than maxWait or totalTimeout allow ("
            + ErrorMessage.describe(operation, version, null)
            + ")";
    return new RateLimitException(
        new ApiException.Details(
            message,
            429,
            List.of(),
            null,
            operation.method(),
            operation.path(),
            version,
            state.outcomeOfFailure(),
            state.attempts()),
        new RateLimit(limit, wait));
  }

  /** An object that does not exist, where the answer's status is no failure. */
  static NotFoundException missing(String what, @Nullable ApiVersion version, CallState state) {
    Operation operation = state.operation();
    return new NotFoundException(
        new ApiException.Details(
            ForeignText.of(what) + " (" + ErrorMessage.describe(operation, version, null) + ")",
            200,
            List.of(),
            null,
            operation.method(),
            operation.path(),
            version,
            state.outcomeOfFailure(),
            state.attempts()));
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

  /** A success that a converter could not read. */
  static DecodingException unreadable(CallState state, Exception failure) {
    return unreadable(
        state, "cannot be read: " + ForeignText.reason(failure, state.token()), failure);
  }

  static DecodingException unreadable(CallState state, String why, @Nullable Exception e) {
    Operation operation = state.operation();
    return new DecodingException(
        "the answer to "
            + operation.method()
            + " "
            + operation.path()
            + " was a success, but "
            + why
            + (operation.isRead() ? "" : "; Intercom has applied the call"),
        ForeignText.cause(e, state.token()),
        operation.isRead()
            ? IntercomException.Outcome.NOT_APPLIED
            : IntercomException.Outcome.APPLIED,
        state.attempts());
  }
}
