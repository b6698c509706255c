package io.github.intercomobjects.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CallListener;
import io.github.intercomobjects.ConnectionException;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The meters of clients, and other listeners. */
final class MetersTest {
  @AutoClose private final Sandbox sandbox = Sandbox.start();

  private final MeterRegistry registry = new SimpleMeterRegistry();

  private ApplicationContextRunner runner() {
    return Runners.runner(sandbox).withBean(MeterRegistry.class, () -> registry);
  }

  private static CustomObjects<Attributes> orders(Intercom intercom) {
    return intercom.customObjects(ObjectType.untyped("Order"));
  }

  private static Attributes status(String option) {
    return Attributes.builder().set("status", option).build();
  }

  private List<String> meters() {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .map(id -> id.getName() + " " + id.getTags().stream().map(Tag::getValue).toList())
        .sorted()
        .toList();
  }

  @Test
  void callsAttemptsWaitsAndDroppedAttributesAreCounted() {
    sandbox.faults().onNext(Fault.status(500));
    runner()
        .withPropertyValues("intercom.max-wait=1ms")
        .run(context -> orders(context.getBean(Intercom.class)).upsert("ORDER-1", status("lost")));

    String operation = "createOrUpdateCustomObjectInstance";
    assertThat(meters())
        .containsExactly(
            "intercom.attempts [intercom, " + operation + ", FAILED, 5xx]",
            "intercom.attempts [intercom, " + operation + ", SUCCESS, 2xx]",
            "intercom.calls [intercom, " + operation + ", APPLIED, SUCCESS]",
            "intercom.dropped [status, intercom]",
            "intercom.waits [intercom, FAILED]");
    assertThat(registry.get("intercom.calls").timer().count()).isEqualTo(1);
    assertThat(registry.get("intercom.calls").timer().max(TimeUnit.NANOSECONDS)).isPositive();
  }

  @Test
  void idsAddNoMeters() {
    runner()
        .run(
            context -> {
              CustomObjects<Attributes> orders = orders(context.getBean(Intercom.class));
              orders.upsert("ORDER-1", status("shipped"));
              orders.findByExternalId("ORDER-1");
              List<String> before = meters();
              for (int i = 0; i < 10; i++) {
                orders.upsert("ORDER-" + i, status("shipped"));
                orders.findByExternalId("ORDER-" + i);
              }
              assertThat(meters()).isEqualTo(before).hasSize(4);
            });
  }

  /** Untyped attributes have any names, and an application may build several clients. */
  @Test
  void theNamesOfDroppedAttributesAddAHundredMetersAndOneForTheOthers() {
    ObjectTypeDefinition.Builder type = ObjectTypeDefinition.builder("Order");
    Attributes.Builder attributes = Attributes.builder();
    for (int i = 0; i < 1000; i++) {
      type.list("attribute_" + i, "known");
      attributes.set("attribute_" + i, "unknown");
    }
    Workspace workspace = Workspace.builder().objectType(type.build()).build();
    try (Sandbox large = Sandbox.start(workspace)) {
      Runners.runner(large)
          .withBean(MeterRegistry.class, () -> registry)
          .run(
              context -> {
                for (int i = 0; i < 2; i++) {
                  Intercom client = context.getBean(Intercom.Builder.class).build();
                  orders(client).upsert("ORDER-1", attributes.build());
                  client.close();
                }
              });
    }

    Collection<Counter> dropped = registry.get("intercom.dropped").counters();
    assertThat(dropped).hasSize(101);
    assertThat(registry.get("intercom.dropped").tag("attribute", "other").counter().count())
        .isEqualTo(1800);
  }

  @Test
  void aCallWithoutAResponseHasTheStatusNone() {
    runner()
        .withPropertyValues("intercom.base-url=http://localhost:1/", "intercom.max-attempts=1")
        .run(
            context -> {
              Intercom intercom = context.getBean(Intercom.class);
              assertThatThrownBy(intercom::check).isInstanceOf(ConnectionException.class);
            });

    assertThat(meters())
        .containsExactly(
            "intercom.attempts [intercom, showMe, NO_ANSWER, none]",
            "intercom.calls [intercom, showMe, NOT_APPLIED, NO_ANSWER]");
  }

  @Test
  void eachWorkspaceIsAClient() {
    runner()
        .withPropertyValues("intercom.workspaces.acme.access-token=" + sandbox.getToken())
        .run(context -> context.getBean(IntercomWorkspaces.class).get("acme").check());

    assertThat(meters())
        .containsExactly(
            "intercom.attempts [acme, showMe, SUCCESS, 2xx]",
            "intercom.calls [acme, showMe, NOT_APPLIED, SUCCESS]");
  }

  @Test
  void withoutARegistryOrMicrometerTheClientWorks() {
    Runners.runner(sandbox).run(context -> context.getBean(Intercom.class).check());
    Runners.runner(sandbox)
        .withClassLoader(
            new FilteredClassLoader("io.micrometer", "org.springframework.boot.health"))
        .run(context -> context.getBean(Intercom.class).check());

    assertThat(sandbox.getCallCount()).isEqualTo(2);
  }

  @Test
  void theListenersOfTheApplicationReceiveTheEventsEvenIfOneFails() {
    List<Duration> ends = new ArrayList<>();
    Thread thread = Thread.currentThread();
    List<Throwable> uncaught = new ArrayList<>();
    thread.setUncaughtExceptionHandler((where, failure) -> uncaught.add(failure));
    try {
      runner()
          .withBean("failing", CallListener.class, () -> listener(end -> fail("listener failed")))
          .withBean(
              "counting", CallListener.class, () -> listener(end -> ends.add(end.getDuration())))
          .run(context -> context.getBean(Intercom.class).check());
    } finally {
      thread.setUncaughtExceptionHandler(null);
    }

    assertThat(ends).hasSize(1);
    assertThat(registry.get("intercom.calls").timer().count()).isEqualTo(1);
    assertThat(uncaught)
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo("listener failed");
  }

  private static void fail(String message) {
    throw new LinkageError(message);
  }

  private static CallListener listener(Consumer<CallListener.End> consumer) {
    return new CallListener() {
      @Override
      public void onEnd(End end) {
        consumer.accept(end);
      }
    };
  }
}
