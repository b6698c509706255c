package io.github.intercomobjects;

import io.github.intercomobjects.client.model.ErrorItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exception for a call that Intercom rejected or failed to execute.
 *
 * <pre>{@code
 * try {
 *   orders.upsert(order);
 * } catch (ApiException e) { // Intercom rejected it, or failed
 *   out.println(e.getStatus() + " " + e.getErrors() + " request " + e.getRequestId());
 * }
 * }</pre>
 *
 * <p>There are subclasses for failures that callers treat differently; all others, such as 5xx, are
 * of this class. The message has Intercom's codes and texts, but never the complete body or the
 * token. Only the first 16 KiB of a body are read.
 */
public class ApiException extends IntercomException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient List<ErrorItem> errors;

  /** The models are not serializable. */
  private final String errorsAsJson;

  private final @Nullable String requestId;
  private final String method;
  private final String pathTemplate;
  private final @Nullable String version;

  ApiException(Details details) {
    super(details.message(), null, details.outcome(), details.attempts());
    this.status = details.status();
    this.errors = details.errors();
    this.errorsAsJson = ErrorBody.toJson(errors);
    this.requestId = details.requestId();
    this.method = details.method();
    this.pathTemplate = details.path();
    this.version = details.version() == null ? null : details.version().getValue();
  }

  /** Returns the HTTP status. */
  public int getStatus() {
    return status;
  }

  /** Returns Intercom's errors as an unmodifiable list, which may be empty. */
  @SuppressWarnings("ConstantConditions") // Null after deserialization.
  public List<ErrorItem> getErrors() {
    return errors == null ? ErrorBody.fromJson(errorsAsJson) : errors;
  }

  /** Returns the id of the request in Intercom's logs, or null if the response has none. */
  public @Nullable String getRequestId() {
    return requestId;
  }

  /** Returns the HTTP method of the call. */
  public String getMethod() {
    return method;
  }

  /** Returns the path with parameter names, such as {@code /contacts/{contact_id}}. */
  public String getPathTemplate() {
    return pathTemplate;
  }

  /** Returns the Intercom-Version of the call, or null if the header was left out. */
  public @Nullable ApiVersion getVersion() {
    return version == null ? null : ApiVersion.of(version);
  }

  /** The parts of an {@link ApiException}; the path has parameter names. */
  record Details(
      String message,
      int status,
      List<ErrorItem> errors,
      @Nullable String requestId,
      String method,
      String path,
      @Nullable ApiVersion version,
      Outcome outcome,
      int attempts) {
    /** Returns a copy with another outcome. */
    Details with(Outcome newOutcome) {
      return new Details(
          message, status, errors, requestId, method, path, version, newOutcome, attempts);
    }
  }
}
