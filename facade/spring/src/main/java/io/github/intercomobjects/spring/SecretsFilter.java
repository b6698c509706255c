package io.github.intercomobjects.spring;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * A filter of the secrets that Actuator would show: properties by their names, and all other values
 * that contain one of them, such as the variable of a placeholder or the command line.
 */
final class SecretsFilter implements SanitizingFunction {
  /** Properties have many forms, such as {@code INTERCOM_ACCESS_TOKEN} in the environment. */
  private static final Pattern NAME =
      Pattern.compile(
          "intercom.*(access[^a-z0-9]?token|client[^a-z0-9]?secret)", Pattern.CASE_INSENSITIVE);

  /** Shorter values, as tests have, are no tokens of Intercom, and other values contain them. */
  private static final int MIN_LENGTH = 8;

  private final ConfigurableEnvironment environment;

  SecretsFilter(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public SanitizableData apply(SanitizableData data) {
    return isName(data.getKey())
            || (data.getValue() instanceof CharSequence text && containsSecret(text.toString()))
        ? data.withSanitizedValue()
        : data;
  }

  private static boolean isName(String key) {
    return NAME.matcher(key).matches();
  }

  /** Reads the properties each time, because they may change while the application runs. */
  private boolean containsSecret(String text) {
    return environment.getPropertySources().stream()
        .flatMap(this::secrets)
        .anyMatch(text::contains);
  }

  private Stream<String> secrets(PropertySource<?> source) {
    return source instanceof EnumerablePropertySource<?> properties
        ? Arrays.stream(properties.getPropertyNames())
            .filter(SecretsFilter::isName)
            .map(name -> String.valueOf(properties.getProperty(name)))
            .map(environment::resolvePlaceholders)
            .filter(secret -> secret.length() >= MIN_LENGTH)
        : Stream.empty();
  }
}
