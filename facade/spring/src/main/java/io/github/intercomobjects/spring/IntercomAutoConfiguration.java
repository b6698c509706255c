package io.github.intercomobjects.spring;

import com.squareup.moshi.Moshi;
import io.github.intercomobjects.CallListener;
import io.github.intercomobjects.Intercom;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Scope;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The clients of an application: an {@link Intercom} bean that the properties {@code intercom.*}
 * configure, and {@link IntercomWorkspaces}.
 *
 * <p>An {@code Intercom} bean of the application replaces the former. It can be built from the
 * {@link Intercom.Builder} bean, which has all properties, listeners and customizers, for example
 * with a token that rotates.
 */
@AutoConfiguration
@Conditional(EnabledProperty.Starter.class)
@EnableConfigurationProperties({ClientSettings.class, IntercomProperties.class})
public final class IntercomAutoConfiguration {
  IntercomAutoConfiguration() {}

  @Bean
  ClientFactory intercomClientFactory(
      ClientSettings settings,
      @Qualifier(ClientFactory.HTTP_CLIENT) ObjectProvider<OkHttpClient> ownHttp,
      ObjectProvider<OkHttpClient> http,
      ObjectProvider<Moshi> moshi,
      ObjectProvider<CallListener> listeners,
      ObjectProvider<ClientMeters> meters,
      ObjectProvider<IntercomBuilderCustomizer> customizers) {
    return new ClientFactory(settings, ownHttp, http, moshi, listeners, meters, customizers);
  }

  @Bean
  @Scope("prototype")
  @ConditionalOnMissingBean
  Intercom.Builder intercomBuilder(ClientFactory factory) {
    return factory.builder();
  }

  @Bean(ClientFactory.DEFAULT)
  @ConditionalOnMissingBean
  @Conditional(OnDefaultClient.class)
  Intercom intercom(Intercom.Builder builder) {
    return ClientFactory.build(builder);
  }

  @Bean
  @ConditionalOnMissingBean
  IntercomWorkspaces intercomWorkspaces(ClientFactory factory, IntercomProperties properties) {
    return factory.workspaces(properties.workspaces());
  }

  /**
   * A condition that fails only for an application that has nothing but named workspaces. Without
   * any token the client is created all the same: its failure names the property, and a test may
   * set the token later than conditions are evaluated ({@code DynamicPropertyRegistrar}).
   */
  static final class OnDefaultClient extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      boolean hasToken = context.getEnvironment().containsProperty("intercom.access-token");
      boolean hasWorkspaces =
          !Binder.get(context.getEnvironment())
              .bind("intercom.workspaces", Bindable.mapOf(String.class, Object.class))
              .orElse(Map.of())
              .isEmpty();
      return new ConditionOutcome(
          hasToken || !hasWorkspaces,
          ConditionMessage.forCondition("Intercom")
              .because(
                  hasToken
                      ? "intercom.access-token is set"
                      : hasWorkspaces
                          ? "intercom.workspaces is set and intercom.access-token is not"
                          : "no workspace is set"));
    }
  }
}
