package io.github.intercomobjects.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Sandbox;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.ApplicationContext;

/** The token, and the values of customers, are in nothing that the starter writes. */
final class SecretsTest {
  @AutoClose private final Sandbox sandbox = Sandbox.start();

  private static final List<String> PROPERTIES =
      List.of(
          "intercom.access-token=s3cr3t",
          "intercom.client-secret=s3cr3t",
          "INTERCOM_WORKSPACES_ACME_ACCESS_TOKEN=s3cr3t",
          "intercom.workspaces.acme.access-token=s3cr3t",
          "intercom.workspaces.acme.region=eu");

  private static List<SanitizingFunction> functions(ApplicationContext context) {
    return context.getBeanProvider(SanitizingFunction.class).orderedStream().toList();
  }

  @Test
  void actuatorHidesTheTokensEvenIfItShowsValues() {
    Runners.runner()
        .withPropertyValues(PROPERTIES.toArray(String[]::new))
        .run(
            context -> {
              var properties =
                  new ConfigurationPropertiesReportEndpoint(functions(context), Show.ALWAYS);
              properties.setApplicationContext(context);
              String report = text(properties.configurationProperties());
              assertThat(report).contains("EU", "******").doesNotContain("s3cr3t");

              var environment =
                  new EnvironmentEndpoint(
                      context.getEnvironment(), functions(context), Show.ALWAYS);
              assertThat(text(environment.environment(null)))
                  .contains("intercom.workspaces.acme.region", "eu", "******")
                  .doesNotContain("s3cr3t");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void actuatorHidesTheTokensUnderOtherNamesToo(String enabled) {
    Runners.runner()
        .withPropertyValues(
            "intercom.enabled=" + enabled,
            "intercom.access-token=${SHOP_TOKEN}",
            "intercom.workspaces.acme.access-token=${ACME_TOKEN}",
            "intercom.workspaces.globex.access-token=${GLOBEX_TOKEN:}",
            "intercom.client-secret=${NOWHERE}",
            "SHOP_TOKEN=s3cr3t-of-the-shop",
            "ACME_TOKEN=s3cr3t-of-acme",
            "sun.java.command=shop.jar --intercom.access-token=s3cr3t-of-the-shop",
            "SPRING_APPLICATION_JSON={\"intercom\":{\"access-token\":\"s3cr3t-of-the-shop\"}}",
            "shop.name=Shop of acme")
        .withPropertyValues(
            enabled.equals("true")
                ? new String[] {"intercom.client-secret=s3cr3t", "GLOBEX_TOKEN=s3cr3t-of-globex"}
                : new String[0])
        .run(
            context ->
                assertThat(
                        text(
                            new EnvironmentEndpoint(
                                    context.getEnvironment(), functions(context), Show.ALWAYS)
                                .environment(null)))
                    .contains("ACME_TOKEN", "SPRING_APPLICATION_JSON", "Shop of acme")
                    .doesNotContain("s3cr3t"));
  }

  @Test
  void otherPropertiesAreShown() {
    Runners.runner()
        .withPropertyValues("intercom.access-token=short", "shop.access-token=ours in short")
        .run(
            context ->
                assertThat(
                        text(
                            new EnvironmentEndpoint(
                                    context.getEnvironment(), functions(context), Show.ALWAYS)
                                .environment(null)))
                    .contains("ours in short"));
  }

  private static String text(Object report) throws Exception {
    return new ObjectMapper().registerModule(new JavaTimeModule()).writeValueAsString(report);
  }

  @Test
  void noBeanOfTheStarterShowsAToken() {
    Runners.runner()
        .withPropertyValues(PROPERTIES.toArray(String[]::new))
        .run(
            context -> {
              for (String name : context.getBeanDefinitionNames()) {
                Object bean = context.getBean(name);
                if (bean.getClass().getName().startsWith("io.github.intercomobjects")) {
                  assertThat(bean.toString()).as(name).doesNotContain("s3cr3t");
                }
              }
              assertThat(context.getBean(IntercomProperties.class).workspaces()).isNotEmpty();
            });
  }

  @Test
  void noLogHasATokenOrAValueOfACustomer() throws Exception {
    List<String> lines =
        Logs.of(
            () ->
                Runners.runner(sandbox)
                    .run(
                        context -> {
                          context
                              .getBean(Intercom.class)
                              .customObjects(ObjectType.untyped("Order"))
                              .upsert(
                                  "ORDER-1",
                                  Attributes.builder().set("coupon", "ZOES-COUPON").build());
                          context.getBean(HealthIndicator.class).health();
                        }));

    assertThat(sandbox.getCalls().get(0).getBody()).contains("ZOES-COUPON");
    assertThat(lines)
        .isNotEmpty()
        .noneMatch(line -> line.contains("ZOES-COUPON") || line.contains(sandbox.getToken()));
  }
}
