package io.github.intercomobjects;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.RateLimitException.RateLimit;
import io.github.intercomobjects.client.model.ErrorItem;
import io.github.intercomobjects.client.model.ErrorList;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Makes exceptions of answers that are no success, whatever their bodies look like. */
final class Refusals {
  private static final JsonAdapter<ErrorList> ERRORS =
      new Moshi.Builder().build().adapter(ErrorList.class);

  /**
   * The address of the contact that another was merged into. Its id becomes a part of an address
   * again, so that only what needs no encoding is taken for one.
   */
  private static final Pattern CANONICAL =
      Pattern.compile(
          "<[^<>]*/contacts/([\\w-]+)>\\s*(?:;[^,<>]*)?;\\s*rel=\"?canonical\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern UNKNOWN_TYPE =
      Pattern.compile("object type .* not found", Pattern.CASE_INSENSITIVE);

  private static final String VERSION_INVALID = "intercom_version_invalid";

  private static final int LONGEST_TEXT = 500;

  private Refusals() {}

  static ApiException of(
      Response response,
      @Nullable ResponseBody body,
      @Nullable ApiVersion version,
      CallState state,
      Timing timing) {
    Operation operation = state.operation();
    ErrorList list = read(body);
    List<ErrorItem> errors = items(list);
    int status = response.code();
    String requestId = list == null ? null : list.getRequestId();
    if (requestId == null) {
      requestId = response.header("X-Request-Id");
    }
    Refusal refusal =
        new Refusal(
            message(response, errors, operation, version, requestId),
            status,
            errors,
            requestId,
            operation,
            version,
            outcome(status, state),
            state.attempts());
    if (errors.stream().anyMatch(e -> VERSION_INVALID.equals(e.getCode()))) {
      return new UnsupportedVersionException(refusal, operation.required(response.request()));
    }
    return switch (status) {
      case 400, 422 -> new InvalidRequestException(refusal);
      case 401 -> new AuthenticationException(refusal);
      case 403 -> new PermissionException(refusal);
      case 404 -> new NotFoundException(refusal);
      case 409 -> new ConflictException(refusal);
      case 410 -> new ContactMergedException(refusal, mergedInto(response));
      case 429 -> {
        Duration wait = Backoff.untilReset(response, timing);
        Long limit = Headers.wholeNumber(response, "X-RateLimit-Limit");
        yield new RateLimitException(
            refusal,
            new RateLimit(
                limit == null ? null : (int) Math.min(limit, Integer.MAX_VALUE),
                wait == null ? Duration.ofSeconds(10) : wait));
      }
      default -> new ApiException(refusal);
    };
  }

  /** A call that was not sent because it would exceed the window. */
  static RateLimitException windowUsedUp(
      @Nullable ApiVersion version, CallState state, @Nullable Integer limit, Duration wait) {
    Operation operation = state.operation();
    String message =
        "not sent: the "
            + (limit == null ? "" : limit + " ")
            + "calls of this window are used up and there is a place in "
            + wait
            + ", longer than maxWait or totalTimeout allow ("
            + describe(operation, version, null)
            + ")";
    return new RateLimitException(
        new Refusal(
            message,
            429,
            List.of(),
            null,
            operation,
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
            operation,
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
            what + " (" + describe(operation, version, null) + ")",
            200,
            List.of(),
            null,
            operation,
            version,
            state.outcomeOfFailure(),
            state.attempts()));
  }

  private static @Nullable ErrorList read(@Nullable ResponseBody body) {
    if (body == null) {
      return null;
    }
    try {
      return ERRORS.fromJson(body.source());
    } catch (IOException | JsonDataException e) {
      // HTML from a proxy, nothing at all, or anything else: the status says what there is to say.
      return null;
    }
  }

  private static List<ErrorItem> items(@Nullable ErrorList list) {
    if (list == null) {
      return List.of();
    }
    List<ErrorItem> errors = list.getErrors();
    if (errors != null && !errors.isEmpty()) {
      return errors;
    }
    if (list.getMessage() == null && list.getErrorKey() == null) {
      return List.of();
    }
    return List.of(ErrorItem.builder().code(list.getErrorKey()).message(list.getMessage()).build());
  }

  private static IntercomException.Outcome outcome(int status, CallState state) {
    boolean tellsNothing = status < 400 || status == 408 || status >= 500;
    return tellsNothing && !state.operation().isRead()
        ? IntercomException.Outcome.UNKNOWN
        : state.outcomeOfFailure();
  }

  private static String message(
      Response response,
      List<ErrorItem> errors,
      Operation operation,
      @Nullable ApiVersion version,
      @Nullable String requestId) {
    StringBuilder message = new StringBuilder("Intercom answered ").append(response.code());
    if (errors.isEmpty()) {
      message.append(" without an error that can be read");
    }
    String separator = " ";
    for (ErrorItem error : errors) {
      message
          .append(separator)
          .append(error.getCode() == null ? "error" : shortened(error.getCode()));
      if (error.getField() != null) {
        message.append(" for ").append(shortened(error.getField()));
      }
      if (error.getMessage() != null) {
        message.append(": ").append(shortened(error.getMessage()));
      }
      separator = "; ";
    }
    String remedy = remedy(response, errors, operation, version);
    if (remedy != null) {
      message.append("; ").append(remedy);
    }
    return message
        .append(" (")
        .append(describe(operation, version, requestId))
        .append(')')
        .toString();
  }

  private static @Nullable String remedy(
      Response response,
      List<ErrorItem> errors,
      Operation operation,
      @Nullable ApiVersion version) {
    if (errors.stream().anyMatch(e -> VERSION_INVALID.equals(e.getCode()))) {
      ApiVersion required = operation.required(response.request());
      return required != null && (version == null || version.compareTo(required) < 0)
          ? operation.needing(response.request())
              + " needs Intercom-Version "
              + required
              + " or later: apiVersion(..) or withVersion(..)"
          : "this library was made for 2.13, 2.14, 2.15, 2.16 and Preview: apiVersion(..) or"
              + " withVersion(..)";
    }
    boolean isPlan = errors.stream().anyMatch(e -> "api_plan_restricted".equals(e.getCode()));
    if (response.code() == 403 && !isPlan && !operation.scopes().isEmpty()) {
      return "token lacks "
          + String.join(" or ", operation.scopes())
          + "; tick it under Developer Hub > Authentication";
    }
    if (response.code() == 401) {
      return "check the token, and that it belongs to a workspace of this region";
    }
    if (response.code() == 404 && operation.path().contains("{contact_id}")) {
      return "the call takes Intercom's id of a contact; ContactsApi.showContactByExternalId finds it";
    }
    if (response.code() == 404
        && errors.stream()
            .anyMatch(e -> UNKNOWN_TYPE.matcher(String.valueOf(e.getMessage())).find())) {
      return "check its identifier under Settings > Data > Custom objects, which does not follow the"
          + " label";
    }
    if (response.isRedirect()) {
      return "redirects are not followed, because the token would go with them: set baseUrl or region"
          + " to where the API is";
    }
    return null;
  }

  private static String describe(
      Operation operation, @Nullable ApiVersion version, @Nullable String requestId) {
    return String.format(
        Locale.ROOT,
        "%s %s, %s%s",
        operation.method(),
        operation.path(),
        version == null ? "no Intercom-Version" : "Intercom-Version " + version,
        requestId == null ? "" : ", request " + shortened(requestId));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  private static @Nullable String mergedInto(Response response) {
    Matcher canonical = CANONICAL.matcher(String.join(", ", response.headers("Link")));
    return canonical.find() ? canonical.group(1) : null;
  }
}
