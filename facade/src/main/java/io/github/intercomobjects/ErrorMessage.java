package io.github.intercomobjects;

import static java.util.stream.Collectors.joining;

import io.github.intercomobjects.client.model.ErrorItem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message of a refusal: Intercom's own words, what to do, and which call it was. Errors and
 * request id have been freed of the token.
 */
final class ErrorMessage {
  private static final Pattern UNKNOWN_TYPE =
      Pattern.compile("object type .* not found", Pattern.CASE_INSENSITIVE);

  private static final int MOST_ERRORS = 5;

  private ErrorMessage() {}

  static String of(
      BufferedResponse answer,
      List<ErrorItem> errors,
      Operation operation,
      @Nullable ApiVersion version,
      @Nullable String requestId,
      @Nullable String advice) {
    StringBuilder message = new StringBuilder("Intercom answered ").append(answer.status());
    if (errors.isEmpty()) {
      message.append(" without an error that can be read");
    }
    String separator = " ";
    for (ErrorItem error : errors.subList(0, Math.min(errors.size(), MOST_ERRORS))) {
      message
          .append(separator)
          .append(error.getCode() == null ? "error" : ForeignText.of(error.getCode()));
      if (error.getField() != null) {
        message.append(" for ").append(ForeignText.of(error.getField()));
      }
      if (error.getMessage() != null) {
        message.append(": ").append(ForeignText.of(error.getMessage()));
      }
      separator = "; ";
    }
    if (errors.size() > MOST_ERRORS) {
      message.append("; and ").append(errors.size() - MOST_ERRORS).append(" more");
    }
    String remedy = remedy(answer, errors, operation, version);
    if (remedy == null) {
      remedy = advice;
    }
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
      BufferedResponse answer,
      List<ErrorItem> errors,
      Operation operation,
      @Nullable ApiVersion version) {
    if (isVersionInvalid(errors)) {
      ApiVersion required = operation.required(answer.request());
      return required != null && (version == null || version.compareTo(required) < 0)
          ? operation.needing(answer.request())
              + " needs Intercom-Version "
              + required
              + " or later: apiVersion(..) or withVersion(..)"
          : "this library was built for "
              + ApiVersion.KNOWN.stream().map(ApiVersion::getValue).collect(joining(", "))
              + ": apiVersion(..) or withVersion(..)";
    }
    boolean isPlan = errors.stream().anyMatch(e -> "api_plan_restricted".equals(e.getCode()));
    if (answer.status() == 403 && !isPlan && !operation.scopes().isEmpty()) {
      return "token lacks "
          + String.join(" or ", operation.scopes())
          + "; tick it under Developer Hub > Your app > Authentication";
    }
    if (answer.status() == 401) {
      return "check the token, and that it belongs to a workspace of this region";
    }
    if (answer.status() == 404 && operation.path().contains("{contact_id}")) {
      return "the call takes Intercom's id of a contact; contacts().findByExternalId(..) finds it";
    }
    if (answer.status() == 404
        && errors.stream()
            // On shortened text, since the pattern takes the square of its length.
            .anyMatch(e -> UNKNOWN_TYPE.matcher(ForeignText.of(e.getMessage())).find())) {
      return "check its identifier under Settings > Data > Custom objects, which does not follow the"
          + " label";
    }
    if (answer.response().isRedirect()) {
      return "redirects are not followed, because the token would go with them: set baseUrl or region"
          + " to where the API is";
    }
    return null;
  }

  static String describe(
      Operation operation, @Nullable ApiVersion version, @Nullable String requestId) {
    return String.format(
        Locale.ROOT,
        "%s %s, %s%s",
        operation.method(),
        operation.path(),
        version == null ? "no Intercom-Version" : "Intercom-Version " + version,
        requestId == null ? "" : ", request " + ForeignText.of(requestId));
  }

  static boolean isVersionInvalid(List<ErrorItem> errors) {
    return errors.stream().anyMatch(e -> "intercom_version_invalid".equals(e.getCode()));
  }
}
