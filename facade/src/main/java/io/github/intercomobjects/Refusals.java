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
final class Refusals {
  /**
   * The address of the contact that another was merged into. Its id becomes a part of an address
   * again, so only what needs no encoding is taken for an id.
   */
  private static final Pattern CANONICAL =
      Pattern.compile(
          "<[^<>]*/contacts/([\\w-]+)>\\s*(?:;[^,<>]*)?;\\s*rel=\"?canonical\\b",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_LINKS = 2000;

  private Refusals() {}

  static ApiException of(
      Answer answer, @Nullable ApiVersion version, CallState state, Timing timing) {
    Operation operation = state.operation();
    Response response = answer.response();
    ErrorBody error = ErrorBody.of(answer.body(), response.header("X-Request-Id"), state.token());
    List<ErrorItem> errors = error.errors();
    String requestId = error.requestId();
    int status = response.code();
    Refusal refusal =
        new Refusal(
            RefusalMessage.of(
                answer, errors, operation, version, requestId, advice(status, errors, state)),
            status,
            errors,
            requestId,
            operation.method(),
            operation.path(),
            version,
            outcome(status, state),
            state.attempts());
    if (RefusalMessage.isVersionInvalid(errors)) {
      return new UnsupportedVersionException(refusal, operation.required(answer.request()));
    }
    return switch (status) {
      case 400, 422 -> new InvalidRequestException(refusal);
      case 401 -> new AuthenticationException(refusal);
      case 403 -> new PermissionException(refusal);
      case 404 -> new NotFoundException(refusal);
      case 409 -> new ConflictException(refusal);
      case 410 -> new ContactMergedException(refusal, mergedInto(response, state.token()));
      case 429 -> {
        Duration wait = Backoff.untilReset(response, timing);
        Long limit = Headers.wholeNumber(response, "X-RateLimit-Limit");
        yield new RateLimitException(
            refusal,
            new RateLimit(
                limit == null ? null : (int) Math.min(limit, Integer.MAX_VALUE),
                wait == null ? RateLimiter.WINDOW : wait));
      }
      default -> new ApiException(refusal);
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
            + RefusalMessage.describe(operation, version, null)
            + ")";
    return new RateLimitException(
        new Refusal(
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

  /** A call that was not sent because Intercom does not know it in the client's version. */
  static UnsupportedVersionException tooOld(
      Operation operation,
      String what,
      ApiVersion version,
      ApiVersion required,
      @Nullable String remedy) {
    return new UnsupportedVersionException(
        new Refusal(
            what
                + " needs Intercom-Version "
                + required
                + " or later, was "
                + version
                + (remedy == null ? "" : "; " + remedy),
            400,
            List.of(),
            null,
            operation.method(),
            operation.path(),
            version,
            IntercomException.Outcome.NOT_APPLIED,
            0),
        required);
  }

  /** An object that does not exist, where the answer's status is no failure. */
  static NotFoundException missing(String what, @Nullable ApiVersion version, CallState state) {
    Operation operation = state.operation();
    return new NotFoundException(
        new Refusal(
            ForeignText.of(what) + " (" + RefusalMessage.describe(operation, version, null) + ")",
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
}
