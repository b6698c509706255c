package io.github.intercomobjects.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rejection of a call with an error status; thrown by the code that finds the reason. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String NOT_ACCEPTABLE = "media_type_not_acceptable";

  private final int status;
  private final String code;
  private final String reason;
  private final @Nullable String field;
  private final @Nullable String link;

  Refusal(int status, String code, String reason, @Nullable String field) {
    this(status, code, reason, field, null);
  }

  private Refusal(
      int status, String code, String reason, @Nullable String field, @Nullable String link) {
    // Neither suppression nor a stack trace: this is a response, not a failure of the sandbox.
    super(reason, null, false, false);
    this.status = status;
    this.code = code;
    this.reason = reason;
    this.field = field;
    this.link = link;
  }

  /** Returns the rejection of a parameter or attribute with an invalid value. */
  static Refusal invalid(String field, String reason) {
    return new Refusal(400, "parameter_invalid", reason, field);
  }

  static Refusal missing(String parameter) {
    return new Refusal(400, "parameter_missing", parameter + " is required", parameter);
  }

  static Refusal notFound(String reason) {
    return new Refusal(404, "not_found", reason, null);
  }

  static Refusal version(String reason) {
    return new Refusal(400, "intercom_version_invalid", reason, null);
  }

  /** Returns the rejection of a token that has none of the required permissions. */
  static Refusal forbidden(List<String> scopes) {
    return new Refusal(
        403,
        "forbidden",
        scopes.size() == 1
            ? "The access token lacks the scope " + scopes.get(0)
            : "The access token needs one of the scopes " + String.join(", ", scopes),
        null);
  }

  /** Returns the rejection of a call for a contact that was merged into another. */
  static Refusal merged(String canonicalId) {
    return new Refusal(
        410,
        "contact_merged",
        "The contact was merged into another; see the Link header",
        null,
        "</contacts/" + canonicalId + ">; rel=\"canonical\"");
  }

  /** Returns the rejection of an {@code Accept} header that excludes JSON; it has no request id. */
  static Refusal notAcceptable() {
    return new Refusal(
        406,
        NOT_ACCEPTABLE,
        "The Accept header should send a media type of application/json",
        null);
  }

  static Refusal tooLarge(int maxBytes) {
    return new Refusal(
        413, "payload_too_large", "The body is larger than " + maxBytes + " bytes", null);
  }

  static Refusal noRoom() {
    return new Refusal(
        503,
        "service_unavailable",
        "Other requests fill the memory that the sandbox has for bodies; retry this one, or start"
            + " Java with a larger -Xmx",
        null);
  }

  static Refusal lateBody(Duration deadline) {
    return new Refusal(
        408, "request_timeout", "The body did not end within " + deadline.toMillis() + " ms", null);
  }

  static Refusal outOfMemory() {
    return new Refusal(
        500,
        "server_error",
        "The sandbox ran out of memory; start Java with a larger -Xmx, or store less",
        null);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String reason() {
    return reason;
  }

  @Nullable String field() {
    return field;
  }

  /** Returns whether the body has a request id. */
  boolean showsRequestId() {
    return !code.equals(NOT_ACCEPTABLE);
  }

  /** Returns the headers that this response has in addition to the usual ones. */
  Map<String, String> headers() {
    return link == null ? Map.of() : Map.of("Link", link);
  }
}
