package io.github.intercomobjects.spring;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.spring.ClientHealth.State;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The health of clients, in the types of Spring Boot 3 or 4, and the secrets that Actuator hides.
 */
@AutoConfiguration(after = IntercomAutoConfiguration.class)
final class IntercomActuatorAutoConfiguration {
  private static final String BEAN = "intercomHealthIndicator";

  private static HealthChecks checks(ListableBeanFactory beans, IntercomWorkspaces workspaces) {
    return HealthChecks.of(
        beans.getBeansOfType(Intercom.class),
        workspaces,
        HealthChecks.PATIENCE,
        HealthChecks::inBackground,
        System::nanoTime);
  }

  /** Health in Spring Boot 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
  @ConditionalOnBean(IntercomWorkspaces.class)
  @Conditional(EnabledProperty.Health.class)
  static final class InBoot3 {
    @Bean(BEAN)
    @ConditionalOnMissingBean(name = BEAN)
    HealthIndicator intercomHealthIndicator(
        ListableBeanFactory beans, IntercomWorkspaces workspaces) {
      HealthChecks checks = checks(beans, workspaces);
      return () -> {
        State state = checks.check();
        return Health.status(state.level().name()).withDetails(state.details()).build();
      };
    }
  }

  /** Health in Spring Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  @ConditionalOnBean(IntercomWorkspaces.class)
  @Conditional(EnabledProperty.Health.class)
  static final class InBoot4 {
    @Bean(BEAN)
    @ConditionalOnMissingBean(name = BEAN)
    org.springframework.boot.health.contributor.HealthIndicator intercomHealthIndicator(
        ListableBeanFactory beans, IntercomWorkspaces workspaces) {
      HealthChecks checks = checks(beans, workspaces);
      return () -> {
        State state = checks.check();
        return org.springframework.boot.health.contributor.Health.status(state.level().name())
            .withDetails(state.details())
            .build();
      };
    }
  }

  /**
   * The secrets in Actuator's env and configprops, hidden even where an application shows values.
   * They are in the environment of an application without clients too.
   */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.SanitizingFunction")
  static final class Secrets {
    @Bean
    SanitizingFunction intercomSecrets(ConfigurableEnvironment environment) {
      return new SecretsFilter(environment);
    }
  }
}
