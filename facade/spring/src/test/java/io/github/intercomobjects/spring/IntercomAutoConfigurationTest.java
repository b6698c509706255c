package io.github.intercomobjects.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.FromJson;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.ToJson;
import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ExternalId;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Region;
import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sandbox.Sandbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The client as a bean. */
final class IntercomAutoConfigurationTest {
  @AutoClose private final Sandbox sandbox = Sandbox.start();

  private static void store(Intercom intercom, String externalId) {
    intercom
        .customObjects(ObjectType.untyped("Order"))
        .upsert(externalId, Attributes.builder().set("status", "shipped").build())
        .orThrow();
  }

  @Test
  void aTokenIsAllThatTheClientNeeds() {
    Runners.runner()
        .withPropertyValues("intercom.access-token=secret")
        .run(
            context -> {
              Intercom intercom = context.getBean(Intercom.class);
              assertThat(intercom.getBaseUrl()).isEqualTo(Region.US.getBaseUrl());
              assertThat(intercom.getVersion()).isEqualTo(ApiVersion.V2_16);
            });
  }

  @Test
  void theClientStoresAnObject() {
    Runners.runner(sandbox).run(context -> store(context.getBean(Intercom.class), "ORDER-1"));

    assertThat(sandbox.getWorkspace().findInstance("Order", "ORDER-1")).isPresent();
  }

  @Test
  void theEnvironmentVariableOfTheOtherToolsSetsTheTokenToo() {
    Runners.runner()
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new SystemEnvironmentPropertySource(
                            "test-systemEnvironment",
                            Map.of("INTERCOM_ACCESS_TOKEN", "secret", "INTERCOM_REGION", "EU"))))
        .run(
            context ->
                assertThat(context.getBean(Intercom.class).getBaseUrl())
                    .isEqualTo(Region.EU.getBaseUrl()));
  }

  @Test
  void regionAndVersionAreProperties() {
    Runners.runner()
        .withPropertyValues(
            "intercom.access-token=secret", "intercom.region=au", "intercom.api-version=2.14")
        .run(
            context -> {
              Intercom intercom = context.getBean(Intercom.class);
              assertThat(intercom.getBaseUrl()).isEqualTo(Region.AU.getBaseUrl());
              assertThat(intercom.getVersion()).isEqualTo(ApiVersion.V2_14);
            });
  }

  @Test
  void theNumberOfAttemptsIsAProperty() {
    sandbox.faults().onAny().fail(Fault.status(500));
    Runners.runner(sandbox)
        .withPropertyValues("intercom.max-attempts=1")
        .run(
            context ->
                assertThatThrownBy(() -> context.getBean(Intercom.class).check())
                    .isInstanceOf(ApiException.class));

    assertThat(sandbox.getCallCount()).isEqualTo(1);
  }

  @Test
  void mergedContactsAreFollowedIfAPropertySaysSo() {
    Contact old = sandbox.getWorkspace().addContact("old", "old@example.com", "Old");
    String remaining = sandbox.getWorkspace().findContact("customer-7").orElseThrow().getId();
    sandbox.getWorkspace().mergeContacts(old.getId(), remaining);
    Runners.runner(sandbox)
        .withPropertyValues("intercom.follow-merged-contacts=true")
        .run(
            context ->
                assertThat(context.getBean(Intercom.class).contacts().get(old.getId()).getId())
                    .isEqualTo(remaining));
  }

  /** Its first call has a token that Intercom rejects, so the supplier is asked again. */
  @Test
  void theBuilderBeanHasThePropertiesForAClientOfTheApplicationsOwn() {
    Runners.runner()
        .withPropertyValues("intercom.base-url=" + sandbox.getBaseUrl())
        .withBean("token", String.class, sandbox::getToken)
        .withUserConfiguration(RotatingToken.class)
        .run(
            context -> {
              store(context.getBean(Intercom.class), "ORDER-1");
              assertThat(context.getBeansOfType(Intercom.class)).containsOnlyKeys("mine");
            });

    assertThat(sandbox.getCalls()).extracting(RecordedCall::getStatus).containsExactly(401, 200);
  }

  /** An application with a token that rotates. */
  @Configuration(proxyBeanMethods = false)
  static final class RotatingToken {
    @Bean
    Intercom mine(Intercom.Builder builder, String token) {
      List<String> tokens = new ArrayList<>(List.of("expired"));
      return builder.accessToken(() -> tokens.isEmpty() ? token : tokens.remove(0)).build();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "off", "no", "0"})
  void withoutTheStarterEnabledThereIsNothing(String no) {
    Runners.runner()
        .withPropertyValues("intercom.enabled=" + no)
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(Intercom.class);
              assertThat(context).doesNotHaveBean(IntercomWorkspaces.class);
              assertThat(context).doesNotHaveBean("intercomHealthIndicator");
            });
  }

  @Test
  void zeroInYamlIsANumberAndTurnsTheStarterOffToo() {
    Runners.runner()
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("yaml", Map.of("intercom.enabled", 0))))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Intercom.class));
  }

  @Test
  void theHttpClientOfTheApplicationIsUsedAndNotClosed() {
    List<String> hosts = new ArrayList<>();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  hosts.add(chain.request().url().host());
                  return chain.proceed(chain.request());
                })
            .build();
    Runners.runner(sandbox)
        .withBean(OkHttpClient.class, () -> http)
        .run(context -> store(context.getBean(Intercom.class), "ORDER-1"));

    assertThat(hosts).hasSize(1);
    assertThat(http.dispatcher().executorService().isShutdown()).isFalse();
    assertThat(http.connectionPool().connectionCount()).isEqualTo(1);
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  @Test
  void ofSeveralHttpClientsNoneIsUsedUnlessOneIsPrimary() {
    Runners.runner(sandbox)
        .withBean("one", OkHttpClient.class, IntercomAutoConfigurationTest::failing)
        .withBean("other", OkHttpClient.class, IntercomAutoConfigurationTest::failing)
        .run(context -> store(context.getBean(Intercom.class), "ORDER-1"));
    Runners.runner(sandbox)
        .withBean("one", OkHttpClient.class, IntercomAutoConfigurationTest::failing)
        .withBean("other", OkHttpClient.class, OkHttpClient::new, bean -> bean.setPrimary(true))
        .run(context -> store(context.getBean(Intercom.class), "ORDER-2"));
  }

  @Test
  void theHttpClientNamedForIntercomIsUsedBesideAnyOther() {
    for (boolean primary : new boolean[] {false, true}) {
      Runners.runner(sandbox)
          .withBean("intercomHttpClient", OkHttpClient.class, OkHttpClient::new)
          .withBean(
              "other",
              OkHttpClient.class,
              IntercomAutoConfigurationTest::failing,
              bean -> bean.setPrimary(primary))
          .run(context -> store(context.getBean(Intercom.class), "ORDER-1"));
    }
    Runners.runner(sandbox)
        .withPropertyValues("intercom.max-attempts=1")
        .withBean("intercomHttpClient", OkHttpClient.class, IntercomAutoConfigurationTest::failing)
        .withBean("other", OkHttpClient.class, OkHttpClient::new, bean -> bean.setPrimary(true))
        .run(
            context ->
                assertThatThrownBy(() -> store(context.getBean(Intercom.class), "ORDER-2"))
                    .hasRootCauseMessage("the wrong client"));
  }

  @Test
  void aQualifiedHttpClientThatIsNoDefaultCandidateIsOnlyForIntercom() {
    Runners.runner(sandbox)
        .withUserConfiguration(TwoHttpClients.class)
        .run(
            context -> {
              store(context.getBean(Intercom.class), "ORDER-1");
              assertThat(context.getBean("injected"))
                  .isEqualTo(List.of(context.getBean("forAnotherApi")));
            });
  }

  /** An application with an HTTP client for Intercom and one for another API. */
  @Configuration(proxyBeanMethods = false)
  static final class TwoHttpClients {
    @Bean(defaultCandidate = false)
    @Qualifier("intercomHttpClient")
    OkHttpClient forIntercom() {
      return new OkHttpClient();
    }

    @Bean
    OkHttpClient forAnotherApi() {
      return failing();
    }

    @Bean
    List<OkHttpClient> injected(OkHttpClient http) {
      return List.of(http);
    }
  }

  private static OkHttpClient failing() {
    return new OkHttpClient.Builder()
        .addInterceptor(
            chain -> {
              throw new IOException("the wrong client");
            })
        .callTimeout(1, TimeUnit.SECONDS)
        .build();
  }

  /** A status that only the adapters of the application can map. */
  record Status(String text) {}

  /** Adapters of the application. */
  static final class StatusAdapter {
    @ToJson
    String toJson(@Nullable Status status) {
      return status == null ? "" : status.text();
    }

    @FromJson
    Status fromJson(String text) {
      return new Status(text);
    }
  }

  /** An object. */
  record Parcel(@ExternalId String number, @Nullable Status status) {}

  @Test
  void theMoshiOfTheApplicationMapsItsTypes() {
    Runners.runner(sandbox)
        .withBean(Moshi.class, () -> new Moshi.Builder().add(new StatusAdapter()).build())
        .run(
            context ->
                context
                    .getBean(Intercom.class)
                    .customObjects(ObjectType.of("Order", Parcel.class))
                    .upsert(new Parcel("ORDER-1", new Status("shipped")))
                    .orThrow());

    assertThat(sandbox.getCalls().get(0).getBody()).contains("\"status\":\"shipped\"");
  }

  @Test
  void customizersChangeTheBuilderInTheirOrderAfterTheProperties() {
    Runners.runner(sandbox)
        .withPropertyValues("intercom.api-version=2.13")
        .withUserConfiguration(Customizers.class)
        .run(
            context ->
                assertThat(context.getBean(Intercom.class).getVersion())
                    .isEqualTo(ApiVersion.V2_15));
  }

  /** Customizers of which the last determines the version. */
  @Configuration(proxyBeanMethods = false)
  static final class Customizers {
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    IntercomBuilderCustomizer last() {
      return builder -> builder.apiVersion(ApiVersion.V2_15);
    }

    @Bean
    @Order(0)
    IntercomBuilderCustomizer first() {
      return builder -> builder.apiVersion(ApiVersion.V2_14);
    }
  }
}
