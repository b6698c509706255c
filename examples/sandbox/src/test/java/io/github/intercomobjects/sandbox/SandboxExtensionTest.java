package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A test that runs nested test classes, to check the state after them. */
class SandboxExtensionTest {
  private static final List<String> SEEN = new ArrayList<>();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @Test
  void aClassHasOneSandboxAndEachTestFindsTheInitialContent() {
    assertThat(failures(Shop.class)).isEmpty();
    assertThat(SEEN).hasSize(4);
    assertThat(SEEN.stream().distinct()).hasSize(1);
  }

  @Test
  void theSandboxIsClosedAfterTheClass() {
    assertThat(failures(Shop.class)).isEmpty();
    assertThatThrownBy(Shop.sandbox::getSandbox)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The sandbox is not running. It runs during all tests of a class if the field with"
                + " @RegisterExtension is static, else during each test");
    int port = URI.create(SEEN.get(0)).getPort();
    try (Sandbox next = Sandbox.builder().port(port).start()) {
      assertThat(next.getBaseUrl()).isEqualTo(SEEN.get(0));
    }
  }

  @Test
  void theSameClassCanRunAgain() {
    assertThat(failures(Shop.class)).isEmpty();
    assertThat(failures(Shop.class)).isEmpty();
    assertThat(SEEN).hasSize(8);
  }

  @Test
  void aNonStaticExtensionStartsASandboxPerTest() {
    assertThat(failures(PerTest.class)).isEmpty();
    assertThat(SEEN).hasSize(2);
  }

  @Test
  void theAnnotationAloneUsesTheDefaultWorkspace() {
    assertThat(failures(ByAnnotation.class)).isEmpty();
    assertThat(SEEN).containsExactly("[Order]");
  }

  private static List<Throwable> failures(Class<?> tests) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build(),
            listener);
    assertThat(listener.getSummary().getTestsStartedCount()).isPositive();
    return listener.getSummary().getFailures().stream().map(f -> f.getException()).toList();
  }

  /** A class with a static extension. */
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Shop {
    @RegisterExtension
    static final SandboxExtension sandbox =
        SandboxExtension.of(
            Shops.shop().contact("customer-7", "zoe@example.com", "Zoë").token("t").build());

    @BeforeAll
    static void gone() {
      sandbox.getSandbox().getWorkspace().addContact("customer-8", null, null);
    }

    @Test
    @Order(1)
    void first() {
      changeEverything(sandbox.getSandbox());
    }

    @Test
    @Order(2)
    void second() {
      changeEverything(sandbox.getSandbox());
    }

    @Test
    @Order(3)
    void parameter(Sandbox injected) {
      assertThat(injected).isSameAs(sandbox.getSandbox());
      changeEverything(injected);
    }

    private static void changeEverything(Sandbox sandbox) {
      SEEN.add(sandbox.getBaseUrl());
      assertThat(sandbox.getCalls()).isEmpty();
      assertThat(Shop.sandbox.getBaseUrl()).isEqualTo(sandbox.getBaseUrl());
      assertThat(Shop.sandbox.getToken()).isEqualTo("t");
      Workspace workspace = sandbox.getWorkspace();
      assertThat(workspace.getInstances("Order")).isEmpty();
      assertThat(workspace.findContact("customer-8")).isEmpty();
      Http http = new Http(sandbox);
      http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
      http.delete("/contacts/" + workspace.findContact("customer-7").orElseThrow().getId()).ok();
    }

    /** A nested class, which ends before the enclosing one. */
    @Nested
    class Inner {
      @Test
      void inner(Sandbox injected) {
        changeEverything(injected);
      }
    }
  }

  /** A class with a sandbox per test. */
  static class PerTest {
    @RegisterExtension
    final SandboxExtension sandbox = SandboxExtension.of(Sandbox.builder().workspace(shop()));

    private static Workspace shop() {
      return Shops.shop().build();
    }

    @Test
    void first() {
      SEEN.add(sandbox.getBaseUrl());
    }

    @Test
    void second(Sandbox injected) {
      SEEN.add(injected.getBaseUrl());
    }
  }

  /** A class with the default workspace. */
  @ExtendWith(SandboxExtension.class)
  static class ByAnnotation {
    @Test
    void ready(Sandbox injected) {
      SEEN.add(injected.getWorkspace().settings().types().keySet().toString());
    }
  }
}
