package io.github.intercomobjects;

import static java.util.stream.Collectors.joining;

import io.github.intercomobjects.client.model.ErrorItem;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message of an error response: Intercom's text, a remedy and the call. The caller has removed
 * the token from the errors and the request id.
 */
final class ErrorMessage {
  private static final Pattern UNKNOWN_TYPE =
      Pattern.compile("object type .* not found", Pattern.CASE_INSENSITIVE);

  private static final int MOST_ERRORS = 5;

  private ErrorMessage() {}

  static String of(BufferedResponse response, ErrorBody error, CallState state) {
    List<ErrorItem> errors = error.errors();
    StringBuilder message = new StringBuilder("Intercom returned ").append(response.status());
    if (errors.isEmpty()) {
      message.append(" without a readable error");
    }
    String separator = " ";
    for (ErrorItem item : errors.subList(0, Math.min(errors.size(), MOST_ERRORS))) {
      message
          .append(separator)
          .append(item.getCode() == null ? "error" : ForeignText.of(item.getCode()));
      if (item.getField() != null) {
        message.append(" for ").append(ForeignText.of(item.getField()));
      }
      if (item.getMessage() != null) {
        message.append(": ").append(ForeignText.of(item.getMessage()));
      }
      separator = "; ";
    }
    if (errors.size() > MOST_ERRORS) {
      message.append("; and ").append(errors.size() - MOST_ERRORS).append(" more");
    }
    String remedy = remedy(response, errors, state);
    if (remedy != null) {
      message.append("; ").append(remedy);
    }
    return message + " (" + describe(state, error.requestId()) + ")";
  }

  private static @Nullable String remedy(
      BufferedResponse response, List<ErrorItem> errors, CallState state) {
    Operation operation = state.operation();
    ApiVersion version = state.version();
    if (isVersionInvalid(errors)) {
      Operation.Need need = operation.need(response.request());
      return need != null && (version == null || version.compareTo(need.since()) < 0)
          ? need.message(operation.name()) + "; set it with apiVersion(..) or withVersion(..)"
          : "this library supports %s; set one with apiVersion(..) or withVersion(..)"
              .formatted(
                  ApiVersion.KNOWN.stream().map(ApiVersion::getValue).collect(joining(", ")));
    }
    boolean isPlan = errors.stream().anyMatch(e -> "api_plan_restricted".equals(e.getCode()));
    if (response.status() == 403 && !isPlan && !operation.scopes().isEmpty()) {
      return "token lacks "
          + String.join(" or ", operation.scopes())
          + "; tick it under Developer Hub > Your app > Authentication";
    }
    if (response.status() == 401) {
      return "check the token, and that it belongs to a workspace of this region";
    }
    if (response.status() == 404 && operation.path().contains("{contact_id}")) {
      return "the call takes Intercom's id of a contact; contacts().findByExternalId(..) finds it";
    }
    if (response.status() == 404
        && errors.stream()
            // Shortened text, because the pattern's time grows with the square of the length.
            .anyMatch(e -> UNKNOWN_TYPE.matcher(ForeignText.of(e.getMessage())).find())) {
      return "check its identifier under Settings > Data > Custom objects, which does not follow the"
          + " label";
    }
    if (response.status() == 400 || response.status() == 422) {
      return state.advice(errors);
    }
    if (response.response().isRedirect()) {
      return "redirects are not followed, because they would carry the token; set baseUrl or region to"
          + " the address of the API";
    }
    return null;
  }

  static String describe(CallState state, @Nullable String requestId) {
    return "%s, %s%s"
        .formatted(
            state.operation(),
            state.version() == null ? "no Intercom-Version" : "Intercom-Version " + state.version(),
            requestId == null ? "" : ", request " + ForeignText.of(requestId));
  }

  static boolean isVersionInvalid(List<ErrorItem> errors) {
    return errors.stream().anyMatch(e -> "intercom_version_invalid".equals(e.getCode()));
  }
}
