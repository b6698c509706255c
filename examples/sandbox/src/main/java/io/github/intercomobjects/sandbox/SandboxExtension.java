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
 * A JUnit 5 extension that starts a sandbox before all tests of a class, resets it before each test
 * and closes it after the last one.
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
 * <p>It needs {@code junit-jupiter-api}, which is an optional dependency of this library. Test
 * methods can also have a parameter of the type {@link Sandbox}. For the default workspace of
 * {@link Sandbox#start()}, {@code @ExtendWith(SandboxExtension.class)} is enough. With a field that
 * is not static, the sandbox starts before each test and is closed after it.
 *
 * <p>Every test starts with the content that the workspace had when the sandbox started. The reset
 * also removes what {@code @BeforeAll} adds: put that into the definition of the workspace or into
 * {@code @BeforeEach}. The workspace is reset after the last test too. Base URL and token stay the
 * same for all tests of a class. Tests that share a sandbox cannot run in parallel.
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
  // JUnit also runs the callbacks for nested classes, within those of the enclosing class.
  private int users;

  /** Creates an extension with the workspace of {@link Sandbox#start()}. */
  public SandboxExtension() {
    this(Sandbox.builder());
  }

  private SandboxExtension(Sandbox.Builder builder) {
    this.builder = builder;
  }

  /** Returns an extension with a workspace. */
  public static SandboxExtension of(Workspace workspace) {
    return of(Sandbox.builder().workspace(workspace));
  }

  /** Returns an extension with the settings of a builder. */
  public static SandboxExtension of(Sandbox.Builder builder) {
    return new SandboxExtension(builder);
  }

  /**
   * Returns the base URL to use instead of Intercom's, such as {@code http://127.0.0.1:49152/}.
   *
   * @throws IllegalStateException if the sandbox is not running
   */
  public String getBaseUrl() {
    return getSandbox().getBaseUrl();
  }

  /**
   * Returns the access token that has every permission.
   *
   * @throws IllegalStateException if the sandbox is not running
   */
  public String getToken() {
    return getSandbox().getToken();
  }

  /**
   * Returns the sandbox.
   *
   * @throws IllegalStateException if the sandbox is not running
   */
  public synchronized Sandbox getSandbox() {
    if (running == null) {
      throw new IllegalStateException(
          "The sandbox is not running. It runs during all tests of a class if the field with"
              + " @RegisterExtension is static, else during each test");
    }
    return running;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    acquire();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    acquire();
    getSandbox().reset();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    release();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    release();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Sandbox.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return getSandbox();
  }

  private synchronized void acquire() {
    if (running == null) {
      running = builder.start();
    }
    users++;
  }

  private synchronized void release() {
    // There is nothing to release if the start failed.
    users = Math.max(0, users - 1);
    if (users == 0 && running != null) {
      running.close();
      // Another class may use the same workspace, and must find its initial content.
      running.reset();
      running = null;
    }
  }
}
