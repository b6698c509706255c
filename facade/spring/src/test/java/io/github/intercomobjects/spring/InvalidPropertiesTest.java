package io.github.intercomobjects.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/** What an operator reads if a property is missing or not valid. */
final class InvalidPropertiesTest {
  private final Environment[] environment = {new StandardEnvironment()};

  /** Returns what Spring Boot prints. */
  private FailureAnalysis failure(ApplicationContextRunner runner) {
    FailureAnalysis[] analysis = new FailureAnalysis[1];
    runner
        .withInitializer(this::keep)
        .run(
            context -> {
              assertThat(context).hasFailed();
              analysis[0] =
                  new InvalidPropertyFailureAnalyzer(environment[0])
                      .analyze(context.getStartupFailure());
            });
    assertThat(analysis[0]).isNotNull();
    return analysis[0];
  }

  private void keep(ConfigurableApplicationContext context) {
    environment[0] = context.getEnvironment();
  }

  @Test
  void aMissingTokenNamesThePropertyAndTheVariable() {
    FailureAnalysis failure = failure(Runners.runner());

    assertThat(failure.getDescription())
        .isEqualTo(
            "The property intercom.access-token is not valid: accessToken is missing: copy one from"
                + " Developer Hub > Your app > Authentication");
    assertThat(failure.getAction())
        .isEqualTo(
            "Set the property intercom.access-token, or the environment variable"
                + " INTERCOM_ACCESS_TOKEN. With intercom.enabled=false there is no client.");
  }

  @Test
  void aBlankTokenNamesThePropertyAndItsOrigin() {
    FailureAnalysis failure =
        failure(Runners.runner().withPropertyValues("intercom.access-token="));

    assertThat(failure.getDescription())
        .startsWith("The property intercom.access-token is not valid: accessToken is blank; copy");
    assertThat(failure.getAction())
        .startsWith("Change the property intercom.access-token, from \"intercom.access-token\"");
  }

  @Test
  void aTokenThatIsNotValidIsNotShown() {
    FailureAnalysis failure =
        failure(Runners.runner().withPropertyValues("intercom.access-token=s3cr3t token"));

    assertThat(failure.getDescription() + failure.getAction()).doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @CsvSource({
    "base-url, http://example.com/, baseUrl must be https",
    "api-version, newest, an Intercom-Version must be like",
    "request-timeout, 0s, requestTimeout must be positive",
    "total-timeout, 0s, totalTimeout must be positive",
    "max-wait, -1s, maxWait must not be negative",
    "max-attempts, 0, maxAttempts must be 1 or more",
    "rate-limit-share, 1.5, rateLimitShare must be above 0",
    "calls-per-window, 0, callsPerWindow must be 1 or more",
  })
  void aValueThatTheClientRefusesIsReportedWithItsProperty(
      String property, String value, String problem) {
    for (String prefix : new String[] {"intercom.", "intercom.workspaces.acme."}) {
      FailureAnalysis failure =
          failure(
              Runners.runner()
                  .withPropertyValues(
                      "intercom.access-token=secret",
                      "intercom.workspaces.acme.access-token=secret",
                      prefix + property + "=" + value));

      assertThat(failure.getDescription())
          .startsWith("The property " + prefix + property + " is not valid: " + problem);
      assertThat(failure.getAction()).startsWith("Change the property " + prefix + property + ", ");
    }
  }

  @Test
  void aWorkspaceWithTheNameOfTheClientBeanIsRefused() {
    FailureAnalysis failure =
        failure(
            Runners.runner()
                .withPropertyValues("intercom.workspaces.intercom.access-token=s3cr3t"));

    assertThat(failure.getDescription())
        .isEqualTo(
            "The property intercom.workspaces.intercom.access-token is not valid: the name"
                + " \"intercom\" is that of the client bean in health and meters; give the"
                + " workspace another one");
  }

  @Test
  void aTokenThatIsAPlaceholderWithoutAValueStopsTheStart() {
    FailureAnalysis failure =
        failure(Runners.runner().withPropertyValues("intercom.access-token=${NO_VARIABLE_HAS_IT}"));

    assertThat(failure.getDescription())
        .isEqualTo(
            "The property intercom.access-token is not valid: it has a placeholder without a"
                + " value; set the variable that the placeholder names");
  }

  @ParameterizedTest
  @CsvSource({
    "contacts, 0, 'contacts must be 1 or more, was 0'",
    "time-to-live, 0s, 'timeToLive must be positive, was 0 s'",
  })
  void thePropertiesOfTheCacheOfContactsAreReportedWithTheirNames(
      String property, String value, String problem) {
    FailureAnalysis failure =
        failure(
            Runners.runner()
                .withPropertyValues(
                    "intercom.access-token=secret",
                    "intercom.contact-cache." + property + "=" + value));

    assertThat(failure.getDescription())
        .isEqualTo("The property intercom.contact-cache." + property + " is not valid: " + problem);
    assertThat(failure.getAction())
        .startsWith("Change the property intercom.contact-cache." + property + ", from ");
  }

  @Test
  void anUnknownRegionIsReportedBySpringBoot() {
    Runners.runner()
        .withPropertyValues("intercom.access-token=secret", "intercom.region=mars")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("Region.mars"));
  }

  @Test
  void springBootFindsTheAnalyzer() {
    assertThat(
            SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                    FailureAnalyzer.class,
                    ArgumentResolver.of(Environment.class, environment[0]),
                    // Others need a bean factory.
                    (type, name, failure) -> {}))
        .hasAtLeastOneElementOfType(InvalidPropertyFailureAnalyzer.class);
  }
}
