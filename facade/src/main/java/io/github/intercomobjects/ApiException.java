package io.github.intercomobjects;

import io.github.intercomobjects.client.model.ErrorItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Intercom refused a call, or failed.
 *
 * <pre>{@code
 * try {
 *   orders.upsert(order);
 * } catch (ApiException e) { // Intercom refused it, or failed
 *   out.println(e.getStatus() + " " + e.getErrors() + " request " + e.getRequestId());
 * }
 * }</pre>
 *
 * <p>Subclasses exist where callers react in different ways; everything else, failures of Intercom
 * (5xx) included, is this class. The message holds Intercom's codes and texts, never the whole body
 * and never the token. Of a body beyond 16 KiB only the beginning is read.
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

  /** The HTTP status. */
  public int getStatus() {
    return status;
  }

  /** The reasons that Intercom gave, none if it gave none; cannot be changed. */
  @SuppressWarnings("ConstantConditions") // Null after deserialization.
  public List<ErrorItem> getErrors() {
    return errors == null ? ErrorBody.fromJson(errorsAsJson) : errors;
  }

  /**
   * The id of the request in Intercom's logs, for their support; null where the answer has none.
   */
  public @Nullable String getRequestId() {
    return requestId;
  }

  /** The HTTP method of the call. */
  public String getMethod() {
    return method;
  }

  /** The path of the call with its parameters as names: {@code /contacts/{contact_id}}. */
  public String getPathTemplate() {
    return pathTemplate;
  }

  /** The Intercom-Version that was sent; null where the header was left out. */
  public @Nullable ApiVersion getVersion() {
    return version == null ? null : ApiVersion.of(version);
  }

  /**
   * The parts of an {@link ApiException}.
   *
   * @param path the path with its parameters as names
   */
  record Details(
      String message,
      int status,
      List<ErrorItem> errors,
      @Nullable String requestId,
      String method,
      String path,
      @Nullable ApiVersion version,
      Outcome outcome,
      int attempts) {}
}
