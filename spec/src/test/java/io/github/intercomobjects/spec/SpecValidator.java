package io.github.intercomobjects.spec;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A validator of the requests and responses of tests against the description.
 *
 * <pre>{@code
 * assertThat(SpecValidator.get().validateRequest("PUT", "/contacts/1", body)).isEmpty();
 * }</pre>
 *
 * <p>A description is loaded once. Thread-safe.
 */
public final class SpecValidator {
  private static final Map<SpecRoot, SpecValidator> INSTANCES = new ConcurrentHashMap<>();

  /** Longer messages are seldom the same twice. */
  private static final int KEPT_CHARACTERS = 2_000;

  private static final int KEPT_MESSAGES = 2_000;

  private final OpenApiInteractionValidator validator;

  /** The problems of messages: most tests of a module send the same few. */
  private final Map<List<?>, List<String>> known = new ConcurrentHashMap<>();

  private SpecValidator(SpecRoot root) {
    validator =
        OpenApiInteractionValidator.createForInlineApiSpecification(SpecFiles.bundled(root))
            .withLevelResolver(
                LevelResolver.create()
                    // Unknown fields are expected, and tests pass neither token nor signature.
                    .withLevel(
                        "validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                    .withLevel("validation.request.security.missing", ValidationReport.Level.IGNORE)
                    .build())
            .build();
  }

  /** Returns the validator of this library's description of the API. */
  public static SpecValidator get() {
    return get(SpecRoot.API);
  }

  /** Returns the validator of this library's description. */
  public static SpecValidator get(SpecRoot root) {
    return INSTANCES.computeIfAbsent(root, SpecValidator::new);
  }

  /**
   * Returns the problems of a request; none if it fits the description.
   *
   * @param target the path and query as in the request line, percent-encoded
   * @param body the JSON body, or null if there is none
   */
  public List<String> validateRequest(String method, String target, @Nullable String body) {
    return known(
        Arrays.asList("request", method, target, body), () -> problems(method, target, body));
  }

  private List<String> problems(String method, String target, @Nullable String body) {
    int query = target.indexOf('?');
    SimpleRequest.Builder request =
        new SimpleRequest.Builder(method, query < 0 ? target : target.substring(0, query));
    if (query >= 0) {
      for (String pair : target.substring(query + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        request.withQueryParam(decode(name), decode(value));
      }
    }
    if (body != null) {
      request.withContentType("application/json").withBody(body);
    }
    return problems(validator.validateRequest(request.build()));
  }

  /** Returns the problems of a response; none if it fits the description. */
  public List<String> validateResponse(String method, String target, int status, String body) {
    return known(
        List.of("response", method, target, status, body),
        () -> problems(method, target, status, body));
  }

  private List<String> problems(String method, String target, int status, String body) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    SimpleResponse response =
        new SimpleResponse.Builder(status)
            .withContentType("application/json")
            .withBody(body)
            .build();
    return problems(
        validator.validateResponse(
            path, Request.Method.valueOf(method.toUpperCase(Locale.ROOT)), response));
  }

  private List<String> known(List<?> message, Supplier<List<String>> problems) {
    if (message.get(message.size() - 1) instanceof String body && body.length() > KEPT_CHARACTERS) {
      return problems.get();
    }
    List<String> found = known.get(message);
    if (found == null) {
      found = problems.get();
      if (known.size() < KEPT_MESSAGES) {
        known.put(message, found);
      }
    }
    return found;
  }

  private static List<String> problems(ValidationReport report) {
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .map(message -> message.getMessage() + " " + message.getNestedMessages())
        .toList();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
