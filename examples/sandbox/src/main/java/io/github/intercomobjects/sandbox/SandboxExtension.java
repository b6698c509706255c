package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A sandbox for the tests of a JUnit 5 class: started before them all, reset before each, closed
 * after the last.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SandboxExtension sandbox = SandboxExtension.of(workspace);
 *
 * @Test
 * void anOrderIsStored() {
 *   // point the client at sandbox.getBaseUrl() with sandbox.getToken(), then look inside:
 *   sandbox.getSandbox().getWorkspace().findInstance("Order", "ORDER-1");
 * }
 * }</pre>
 *
 * <p>It needs {@code junit-jupiter-api}, which this library does not bring along. A parameter of
 * the type {@link Sandbox} gets the sandbox too, and {@code @ExtendWith(SandboxExtension.class)} is
 * enough where the workspace of {@link Sandbox#start()} will do. On a field that is not static it
 * starts before each test and closes after it.
 *
 * <p>What a test finds is what the workspace held when the sandbox started, whatever other tests
 * did; for the same reason what {@code @BeforeAll} adds is gone, and belongs into the definition or
 * into {@code @BeforeEach}. After the last test the workspace is put back too. Base URL and token
 * stay the same for all tests of a class. Tests that share a sandbox cannot run at the same time.
 */
@SuppressWarnings("exports") // of JUnit, which users of this class have
public final class SandboxExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {
  private final Sandbox.Builder builder;
  private @Nullable Sandbox running;
  // Nested classes begin and end within the class around them, in JUnit's eyes too.
  private int users;

  /** The workspace of {@link Sandbox#start()}, for {@code @ExtendWith}. */
  public SandboxExtension() {
    this(Sandbox.builder());
  }

  private SandboxExtension(Sandbox.Builder builder) {
    this.builder = builder;
  }

  /** A sandbox with the workspace. */
  public static SandboxExtension of(Workspace workspace) {
    return of(Sandbox.builder().workspace(workspace));
  }

  /** A sandbox of which more is chosen than the workspace. */
  public static SandboxExtension of(Sandbox.Builder builder) {
    return new SandboxExtension(builder);
  }

  /**
   * The address to use instead of Intercom's, such as {@code http://127.0.0.1:49152/}.
   *
   * @throws IllegalStateException outside of the tests
   */
  public String getBaseUrl() {
    return getSandbox().getBaseUrl();
  }

  /**
   * The access token that the workspace accepts.
   *
   * @throws IllegalStateException outside of the tests
   */
  public String getToken() {
    return getSandbox().getToken();
  }

  /**
   * The sandbox.
   *
   * @throws IllegalStateException outside of the tests
   */
  public synchronized Sandbox getSandbox() {
    if (running == null) {
      throw new IllegalStateException(
          "The sandbox is not running; it runs from before all tests of a class until after them if"
              + " the field with @RegisterExtension is static, else during each test");
    }
    return running;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    begin();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    begin();
    getSandbox().reset();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Sandbox.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return getSandbox();
  }

  private synchronized void begin() {
    if (running == null) {
      running = builder.start();
    }
    users++;
  }

  private synchronized void end() {
    // After a start that failed there is nothing to end.
    users = Math.max(0, users - 1);
    if (users == 0 && running != null) {
      running.close();
      // Another class may go on with the same workspace, and has it as it was at first too.
      running.reset();
      running = null;
    }
  }
}
