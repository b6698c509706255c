package io.github.intercomobjects.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.spring.ClientHealth.Level;
import io.github.intercomobjects.spring.ClientHealth.State;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The health of clients. */
final class HealthTest {
  @AutoClose private final Sandbox sandbox = Sandbox.start();

  @AutoClose
  private final Intercom client =
      Intercom.builder().accessToken(sandbox.getToken()).baseUrl(sandbox.getBaseUrl()).build();

  private final IntercomWorkspaces none = new IntercomWorkspaces(Map.of(), null);
  private long now = TimeUnit.DAYS.toNanos(-3);

  private HealthChecks checks(Intercom intercom, Executor executor) {
    return HealthChecks.of(Map.of("intercom", intercom), none, Duration.ZERO, executor, () -> now);
  }

  private static Map<?, ?> details(State state) {
    return (Map<?, ?>) Objects.requireNonNull(state.details().get("intercom"));
  }

  @Test
  void aWorkspaceThatRespondsIsUpWithItsNameRegionAndVersion() {
    State state = checks(client, Runnable::run).check();

    assertThat(state.level()).isEqualTo(Level.UP);
    assertThat(details(state))
        .asInstanceOf(MAP)
        .containsOnlyKeys("status", "baseUrl", "version", "workspace", "workspaceId", "region")
        .containsEntry("status", "UP")
        .containsEntry("version", "2.16")
        .containsEntry("region", "US");
  }

  /** The response to the call describes the teammate who owns the token. */
  @Test
  void theOwnerOfTheTokenIsNotInTheDetails() {
    String owner = client.check().getAdmin().getEmail();

    assertThat(owner).contains("@");
    assertThat(checks(client, Runnable::run).check().toString()).doesNotContain(owner);
  }

  @Test
  void allProbesOfAMinuteShareOneCall() {
    HealthChecks checks = checks(client, Runnable::run);

    checks.check();
    now += Duration.ofSeconds(59).toNanos();
    checks.check();
    assertThat(sandbox.getCallCount()).isEqualTo(1);
    now += Duration.ofSeconds(1).toNanos();
    checks.check();
    assertThat(sandbox.getCallCount()).isEqualTo(2);
  }

  @Test
  void aFailureIsKeptForAMinuteTooAndIsSentOnce() {
    sandbox.faults().onAny().times(1).fail(Fault.status(500));
    HealthChecks checks = checks(client, Runnable::run);

    assertThat(checks.check().level()).isEqualTo(Level.DOWN);
    assertThat(checks.check().level()).isEqualTo(Level.DOWN);
    assertThat(sandbox.getCallCount()).isEqualTo(1);
    now += Duration.ofMinutes(1).toNanos();
    assertThat(checks.check().level()).isEqualTo(Level.UP);
  }

  @Test
  void probesDuringACheckStartNoOther() {
    Deque<Runnable> started = new ArrayDeque<>();
    HealthChecks checks = checks(client, started::add);

    State state = checks.check();
    now += Duration.ofMinutes(5).toNanos();
    checks.check();

    assertThat(started).hasSize(1);
    assertThat(state.level()).isEqualTo(Level.UNKNOWN);
    assertThat(details(state))
        .asInstanceOf(MAP)
        .containsEntry("reason", "there is no response yet, after PT0S");
  }

  @Test
  void aProbeThatCannotWaitForTheCheckGetsTheLastResult() {
    Deque<Runnable> started = new ArrayDeque<>();
    HealthChecks checks = checks(client, started::add);
    checks.check();
    started.remove().run();
    now += Duration.ofMinutes(1).toNanos();

    assertThat(checks.check().level()).isEqualTo(Level.UP);
    assertThat(started).hasSize(1);
  }

  @Test
  void aCheckThatHangsIsDownAndStartsNoOther() {
    Deque<Runnable> started = new ArrayDeque<>();
    HealthChecks checks = checks(client, started::add);
    checks.check();
    started.remove().run();
    now += Duration.ofMinutes(1).toNanos();
    assertThat(checks.check().level()).isEqualTo(Level.UP);

    now += Duration.ofSeconds(15).toNanos();
    assertThat(checks.check().level()).isEqualTo(Level.DOWN);
    now += Duration.ofHours(1).toNanos();
    assertThat(checks.check().level()).isEqualTo(Level.DOWN);
    assertThat(started).hasSize(1);
    started.remove().run();
    checks.check();
    started.remove().run();
    assertThat(checks.check().level()).isEqualTo(Level.UP);
  }

  @Test
  void theReasonOfACheckThatHangsNamesTheThreadThatIsBlocked() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    AtomicReference<Thread> blocked = new AtomicReference<>();
    Supplier<String> supplier =
        () -> {
          blocked.set(Thread.currentThread());
          entered.countDown();
          awaitUninterruptibly(released);
          return sandbox.getToken();
        };
    HealthChecks checks =
        checks(client.newBuilder().accessToken(supplier).build(), HealthChecks::inBackground);
    try {
      checks.check();
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      now += Duration.ofSeconds(42).toNanos();

      assertThat(details(checks.check()))
          .asInstanceOf(MAP)
          .containsEntry("status", "DOWN")
          .containsEntry(
              "reason",
              "there has been no response for 42 s: a thread dump shows what blocks the thread "
                  + Objects.requireNonNull(blocked.get()).getName());
    } finally {
      released.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aResultOlderThanTwoMinutesIsNotShown() {
    Deque<Runnable> started = new ArrayDeque<>();
    HealthChecks checks = checks(client, started::add);
    checks.check();
    started.remove().run();

    now += Duration.ofMinutes(2).toNanos();
    assertThat(checks.check().level()).isEqualTo(Level.UP);
    now += 1;
    assertThat(checks.check().level()).isEqualTo(Level.UNKNOWN);
  }

  @Test
  void aRejectedTokenIsDownWithTheRemedy() {
    try (Intercom other = client.newBuilder().accessToken("dG9rOndyb25n").build()) {
      State state = checks(other, Runnable::run).check();

      assertThat(state.level()).isEqualTo(Level.DOWN);
      assertThat(String.valueOf(details(state).get("reason")))
          .contains("401", "check the token")
          .doesNotContain("dG9rOndyb25n");
    }
  }

  @Test
  void aWorkspaceOfAnotherRegionIsDownWithThePropertyThatMendsIt() {
    OkHttpClient inEurope =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("OK")
                        .body(
                            ResponseBody.create(
                                "{\"type\":\"admin\",\"id\":\"1\",\"app\":{\"region\":\"EU\"}}",
                                MediaType.get("application/json")))
                        .build())
            .build();
    Intercom american = Intercom.builder().accessToken("secret").client(inEurope).build();

    State state = checks(american, Runnable::run).check();
    assertThat(state.level()).isEqualTo(Level.DOWN);
    assertThat(details(state))
        .asInstanceOf(MAP)
        .containsEntry(
            "reason",
            "the workspace is in region EU: set intercom.region=eu, and leave out base-url");
    IntercomWorkspaces acme = new IntercomWorkspaces(Map.of("acme", american), null);
    assertThat(
            HealthChecks.of(Map.of(), acme, Duration.ZERO, Runnable::run, () -> now)
                .check()
                .toString())
        .contains("set intercom.workspaces.acme.region=eu");
    assertThat(
            HealthChecks.of(Map.of("mine", american), none, Duration.ZERO, Runnable::run, () -> now)
                .check()
                .toString())
        .contains("set region(Region.EU)");
  }

  @Test
  void aUsedUpRateLimitIsUnknownUntilThereIsAResult() {
    sandbox.faults().onAny().times(2).fail(Fault.rateLimitedWithoutHeaders());
    HealthChecks checks = checks(client, Runnable::run);

    assertThat(checks.check().level()).isEqualTo(Level.UNKNOWN);
    assertThat(sandbox.getCalls()).extracting(RecordedCall::getStatus).containsExactly(429);
  }

  @Test
  void aUsedUpRateLimitLeavesTheLastResult() {
    HealthChecks checks = checks(client, Runnable::run);
    checks.check();
    sandbox.faults().onAny().fail(Fault.rateLimitedWithoutHeaders());
    now += Duration.ofMinutes(1).toNanos();

    assertThat(checks.check().level()).isEqualTo(Level.UP);
    assertThat(sandbox.getCalls()).extracting(RecordedCall::getStatus).containsExactly(200, 429);
  }

  static List<Throwable> failuresOfSuppliers() {
    return List.of(
        new IllegalStateException("s3cr3t"),
        new GeneralSecurityException("s3cr3t"),
        new IOException("s3cr3t"),
        new NoClassDefFoundError("s3cr3t"));
  }

  @ParameterizedTest
  @MethodSource("failuresOfSuppliers")
  void theMessageOfASupplierOfTokensIsNotShown(Throwable failure) {
    Intercom failing =
        client.newBuilder().accessToken(() -> HealthTest.<RuntimeException>fail(failure)).build();
    State state = checks(failing, Runnable::run).check();

    assertThat(state.level()).isEqualTo(Level.DOWN);
    assertThat(state.toString()).contains(failure.getClass().getName()).doesNotContain("s3cr3t");
  }

  /** Throws any exception, as Kotlin and Lombok do. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> String fail(Throwable failure) throws E {
    throw (E) failure;
  }

  @Test
  void theWorstOfAllClientsCounts() {
    IntercomWorkspaces workspaces =
        new IntercomWorkspaces(
            Map.of("acme", client.newBuilder().accessToken("dG9rOndyb25n").build()), null);
    State state =
        HealthChecks.of(
                Map.of("intercom", client), workspaces, Duration.ZERO, Runnable::run, () -> now)
            .check();

    assertThat(state.level()).isEqualTo(Level.DOWN);
    assertThat(state.details()).containsOnlyKeys("intercom", "acme");
    assertThat(details(state)).asInstanceOf(MAP).containsEntry("status", "UP");
  }

  @Test
  void aWorkspaceWithTheNameOfABeanHidesNoHealth() {
    IntercomWorkspaces workspaces =
        new IntercomWorkspaces(
            Map.of("mine", client.newBuilder().accessToken("dG9rOndyb25n").build()), null);
    State state =
        HealthChecks.of(Map.of("mine", client), workspaces, Duration.ZERO, Runnable::run, () -> now)
            .check();

    assertThat(state.details()).containsOnlyKeys("mine", "workspaces.mine");
    assertThat(String.valueOf(state.details().get("mine"))).contains("status=UP");
    assertThat(String.valueOf(state.details().get("workspaces.mine"))).contains("status=DOWN");
  }

  @Test
  void springBoot3HasTheIndicator() {
    Runners.runner(sandbox)
        .run(
            context -> {
              Health health =
                  context.getBean("intercomHealthIndicator", HealthIndicator.class).health();
              assertThat(health.getStatus()).isEqualTo(Status.UP);
              assertThat(health.getDetails()).containsOnlyKeys("intercom");
            });
  }

  @Test
  void springBoot4HasTheIndicator() {
    Runners.runner(sandbox)
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate.health"))
        .run(
            context -> {
              var health =
                  context
                      .getBean(
                          "intercomHealthIndicator",
                          org.springframework.boot.health.contributor.HealthIndicator.class)
                      .health();
              assertThat(Objects.requireNonNull(health).getStatus())
                  .isEqualTo(org.springframework.boot.health.contributor.Status.UP);
              assertThat(health.getDetails()).containsOnlyKeys("intercom");
            });
  }

  @Test
  void withoutActuatorThereIsNoIndicator() {
    Runners.runner(sandbox)
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.boot.actuate", "org.springframework.boot.health"))
        .run(context -> assertThat(context).doesNotHaveBean("intercomHealthIndicator"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "management.health.intercom.enabled=false",
        "management.health.intercom.enabled=off",
        "management.health.defaults.enabled=false",
        "management.health.defaults.enabled=0"
      })
  void thePropertiesOfSpringBootTurnItOff(String property) {
    for (String version : List.of("health", "actuate.health")) {
      ApplicationContextRunner runner =
          Runners.runner(sandbox)
              .withClassLoader(new FilteredClassLoader("org.springframework.boot." + version))
              .withPropertyValues(property);
      runner.run(context -> assertThat(context).doesNotHaveBean("intercomHealthIndicator"));
      runner
          .withPropertyValues("management.health.intercom.enabled=true")
          .run(context -> assertThat(context).hasBean("intercomHealthIndicator"));
    }
  }
}
