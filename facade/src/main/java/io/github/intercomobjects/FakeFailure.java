package io.github.intercomobjects;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.api.CustomObjectInstancesApi;
import io.github.intercomobjects.client.model.CreateOrUpdateCustomObjectInstanceRequest;
import io.github.intercomobjects.client.model.ErrorItem;
import io.github.intercomobjects.client.model.ErrorList;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import okhttp3.Protocol;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * The settings of an exception of {@link Fakes}. It is created from a response, or from a call
 * without one, by the code that creates it for a client.
 */
final class FakeFailure {
  private static final String ID = "22";

  /** The usual response of each class of exceptions. */
  private record Usual(int status, String code, String message) {
    ErrorItem error() {
      return ErrorItem.builder().code(code).message(message).build();
    }
  }

  private static final Map<Class<?>, Usual> USUAL =
      Map.of(
          ApiException.class, new Usual(500, "server_error", "Internal server error"),
          InvalidRequestException.class, new Usual(400, "parameter_invalid", "Invalid parameter"),
          AuthenticationException.class, new Usual(401, "unauthorized", "Access Token Invalid"),
          PermissionException.class, new Usual(403, "forbidden", "Missing permission"),
          NotFoundException.class, new Usual(404, "not_found", "Object not found"),
          ConflictException.class, new Usual(409, "conflict", "A contact matching exists already"),
          ContactMergedException.class,
              new Usual(410, "contact_merged", "The contact was merged into another"),
          RateLimitException.class,
              new Usual(429, "rate_limit_exceeded", "Exceeded rate limit of 83 in 10_seconds"));

  /** The classes whose outcome and attempts do not depend on the call. */
  private static final Set<Class<?>> FIXED =
      Set.of(
          DroppedAttributesException.class,
          IncompleteAssociationsException.class,
          BulkException.class);

  private final Class<? extends IntercomException> type;
  final List<ErrorItem> errors = new ArrayList<>();
  @Nullable Integer status;
  @Nullable String requestId;
  ApiVersion version;
  Duration retryAfter = RateLimiter.WINDOW;
  @Nullable Integer limit;
  @Nullable String mergedIntoId;
  ApiVersion requiredVersion = ApiVersion.V2_16;
  BulkReport report = Fakes.report().complete(false).build();
  private @Nullable Exception cause;
  private @Nullable Outcome outcome;
  private @Nullable Integer attempts;

  FakeFailure(Class<? extends IntercomException> type) {
    this.type = type;
    this.version = is(UnsupportedVersionException.class) ? ApiVersion.V2_13 : ApiVersion.DEFAULT;
  }

  private boolean is(Class<? extends IntercomException> wanted) {
    return wanted.isAssignableFrom(type);
  }

  /** Returns this, or throws because the setting is not one of this class of exceptions. */
  FakeFailure only(Class<? extends IntercomException> wanted, String setting) {
    if (!is(wanted)) {
      throw new IllegalArgumentException(
          "%s has no %s; it is a setting of %s"
              .formatted(type.getSimpleName(), setting, wanted.getSimpleName()));
    }
    return this;
  }

  /** Returns this, for a setting of exceptions with an error response. */
  FakeFailure response(String setting) {
    return only(ApiException.class, setting);
  }

  void cause(Exception newCause) {
    if (is(ApiException.class) || (FIXED.contains(type) && !is(BulkException.class))) {
      throw new IllegalArgumentException(type.getSimpleName() + " has no cause");
    }
    cause = newCause;
  }

  void outcome(Outcome newOutcome) {
    requireFree("outcome");
    outcome = newOutcome;
  }

  void attempts(int newAttempts) {
    requireFree("number of attempts");
    if (newAttempts < 0) {
      throw new IllegalArgumentException("attempts must be 0 or more, was " + newAttempts);
    }
    attempts = newAttempts;
  }

  private void requireFree(String setting) {
    if (FIXED.contains(type)) {
      throw new IllegalArgumentException(
          "the %s of a %s is always the same".formatted(setting, type.getSimpleName()));
    }
  }

  IntercomException create() {
    try (Intercom client = Intercom.builder().accessToken("fake").apiVersion(version).build()) {
      Call<?> call = call(client);
      CallState state = ApiCall.stateOf(call);
      prepare(state, is(UnsupportedVersionException.class) ? 0 : 1);
      return create(client, call, state);
    }
  }

  private void prepare(CallState state, int usualAttempts) {
    int count = attempts == null ? usualAttempts : attempts;
    for (int i = 0; i < count; i++) {
      state.beginAttempt("");
    }
    if (outcome == Outcome.UNKNOWN || (outcome == null && is(ConnectionException.class))) {
      state.markMayBeApplied();
    }
  }

  private Call<?> call(Intercom client) {
    CustomObjectInstancesApi objects = client.api(CustomObjectInstancesApi.class);
    if (is(UnsupportedVersionException.class)) {
      return objects.listCustomObjectInstances("Order", null, null, 1, 1);
    }
    if (is(ContactMergedException.class)) {
      return client.api(ContactsApi.class).showContact(ID);
    }
    return is(NotFoundException.class) || (is(DecodingException.class) && isNotApplied())
        ? objects.getCustomObjectInstanceById("Order", ID)
        : objects.createOrUpdateCustomObjectInstance(
            "Order", CreateOrUpdateCustomObjectInstanceRequest.builder().externalId(ID).build());
  }

  private boolean isNotApplied() {
    return outcome == Outcome.NOT_APPLIED || outcome == Outcome.UNKNOWN;
  }

  private IntercomException create(Intercom client, Call<?> call, CallState state) {
    if (is(UnsupportedVersionException.class)) {
      return unsupported(state);
    }
    if (is(ApiException.class)) {
      ApiException missed = despiteSuccess(client, state);
      return missed == null ? rejected(call, state) : missed;
    }
    if (is(DecodingException.class)) {
      return Failures.unreadable(
          state, causeOr(new JsonDataException("Expected a string but was NULL at path $.id")));
    }
    if (is(DroppedAttributesException.class)) {
      return dropped();
    }
    if (is(IncompleteAssociationsException.class)) {
      Parent parent = Parent.contact("63a07ddf05a32042dffac965");
      return client
          .customObjects(ObjectType.untyped("Order"))
          .associations(parent, "orders")
          .incomplete(
              "adding to ",
              Fakes.linked(parent, "orders", List.of(ID), false, List.of(), List.of()));
    }
    if (is(BulkException.class)) {
      BulkEnd end = new BulkEnd();
      end.fail(
          "the source or stopWhen failed",
          causeOr(new IllegalStateException("the source is closed")));
      return Objects.requireNonNull(end.failure(report));
    }
    return unsent(state);
  }

  private Exception causeOr(Exception usual) {
    return cause == null ? usual : cause;
  }

  private static DroppedAttributesException dropped() {
    try {
      Upserted<Attributes> unused =
          Fakes.upserted(
                  Fakes.customObject(
                      ObjectType.untyped("Order"), ID, "ORDER-1", Attributes.builder().build()),
                  Fakes.dropped("status", "lost in space"))
              .orThrow();
      throw new AssertionError("nothing was dropped");
    } catch (DroppedAttributesException e) {
      return e;
    }
  }

  private UnsupportedVersionException unsupported(CallState state) {
    Operation operation = state.operation();
    return new UnsupportedVersionException(
        new ApiException.Details(
            new Operation.Need(null, requiredVersion).message("listing") + ", was " + version,
            status == null ? 400 : status,
            List.copyOf(errors),
            requestId,
            operation.method(),
            operation.path(),
            version,
            outcome == null ? Outcome.NOT_APPLIED : outcome,
            state.attempts()),
        requiredVersion);
  }

  /** Returns the exception that this library throws after a success; null if it throws none. */
  private @Nullable ApiException despiteSuccess(Intercom client, CallState state) {
    boolean isSuccess = status != null && status == 200;
    if (!isSuccess || !errors.isEmpty() || requestId != null || outcome == Outcome.APPLIED) {
      return null;
    }
    if (is(ConflictException.class)) {
      return new Contacts(client.calls().observedBy(call -> prepare(call.state(), 0)))
          .ambiguous(ContactKey.email("zoe@example.com"), List.of("7", "8"));
    }
    return is(NotFoundException.class)
        ? Failures.missing("there is no Order with id " + ID, state)
        : null;
  }

  private ApiException rejected(Call<?> call, CallState state) {
    Usual usual = Objects.requireNonNull(USUAL.get(type));
    ErrorList.Builder body =
        ErrorList.builder()
            .requestId(requestId)
            .errors(errors.isEmpty() ? List.of(usual.error()) : errors);
    Response.Builder response =
        new Response.Builder()
            .request(call.request())
            .protocol(Protocol.HTTP_1_1)
            .code(status == null ? usual.status() : status)
            .message("");
    if (mergedIntoId != null) {
      response.header("Link", "</contacts/" + mergedIntoId + ">; rel=\"canonical\"");
    }
    BufferedResponse buffered =
        new BufferedResponse(
            call.request(),
            response.build(),
            new Buffer()
                .writeUtf8(
                    new Moshi.Builder().build().adapter(ErrorList.class).toJson(body.build())));
    ApiException.Details usualDetails = Failures.details(buffered, state);
    ApiException.Details details = outcome == null ? usualDetails : usualDetails.with(outcome);
    ApiException result = Failures.of(details, buffered, state, Timing.SYSTEM);
    if (!type.isInstance(result)) {
      throw new IllegalArgumentException(
          "a call with status %s and these errors throws %s and not %s"
              .formatted(
                  details.status(), result.getClass().getSimpleName(), type.getSimpleName()));
    }
    return result instanceof RateLimitException
        ? new RateLimitException(details, new RateLimitException.RateLimit(limit, retryAfter))
        : result;
  }

  /** Returns the exception of a call without a response, or one that was not sent. */
  private IntercomException unsent(CallState state) {
    String hint =
        state.mayBeApplied()
            ? "; it is not known whether Intercom applied it"
            : "; Intercom did not apply it";
    int count = state.attempts();
    Outcome end = outcome == null ? state.outcomeOfFailure() : outcome;
    if (is(GuardedException.class)) {
      String message = count == 0 ? "not sent" : "not sent again";
      return new GuardedException(
          message + ": its guard refused it (" + state.operation() + ")" + hint, cause, end, count);
    }
    Exception reason = causeOr(new SocketTimeoutException("timeout"));
    String message =
        "no response after %s (%s): %s%s"
            .formatted(
                count == 1 ? "1 attempt" : count + " attempts",
                state.operation(),
                ForeignText.of(reason),
                hint);
    return is(ConnectionException.class)
        ? new ConnectionException(message, ForeignText.cause(reason, ""), end, count)
        : new IntercomException(message, ForeignText.cause(reason, ""), end, count);
  }
}
