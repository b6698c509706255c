package io.github.intercomobjects.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Describes an {@link InvalidPropertyException} when the application fails to start. */
final class InvalidPropertyFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidPropertyException> {
  private final Environment environment;

  InvalidPropertyFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidPropertyException cause) {
    String name = cause.getProperty();
    ConfigurationProperty property = find(name);
    String action =
        property == null
            ? "Set the property %s, or the environment variable %s. With intercom.enabled=false there is no client."
                .formatted(name, variable(name))
            : "Change the property %s%s."
                .formatted(
                    name, property.getOrigin() == null ? "" : ", from " + property.getOrigin());
    return new FailureAnalysis(cause.getMessage(), action, cause);
  }

  private @Nullable ConfigurationProperty find(String name) {
    ConfigurationPropertyName parsed = ConfigurationPropertyName.adapt(name, '.');
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty property = source.getConfigurationProperty(parsed);
      if (property != null) {
        return property;
      }
    }
    return null;
  }

  private static String variable(String name) {
    return name.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
