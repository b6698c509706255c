package io.github.intercomobjects.sandbox;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The command line of the sandbox; {@link CommandLine#USAGE} describes it. */
final class SandboxCommand {
  private static final int OK = 0;
  private static final int CANNOT_LISTEN = 1;
  private static final int WRONG_INPUT = 2;
  private static final int OUT_OF_MEMORY = 3;

  private final PrintStream out;
  private final PrintStream err;

  SandboxCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    SandboxCommand command = new SandboxCommand(System.out, System.err);
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> command.uncaught(thrown));
    int code = command.run(List.of(arguments), SandboxCommand::untilInterrupted);
    System.exit(code);
  }

  /**
   * Starts a sandbox, prints how to reach it, passes it to an action, and closes it.
   *
   * @return the exit code
   */
  int run(List<String> arguments, Consumer<Sandbox> use) {
    CommandLine line;
    Workspace workspace;
    try {
      line = CommandLine.parse(arguments);
      if (line.help()) {
        out.print(CommandLine.USAGE);
        return OK;
      }
      workspace =
          line.workspace() == null ? DefaultWorkspace.create() : Workspace.load(line.workspace());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      err.println(e.getMessage());
      return WRONG_INPUT;
    }
    Sandbox sandbox;
    try {
      Sandbox.Builder builder =
          Sandbox.builder()
              .workspace(workspace)
              .port(line.port())
              .host(line.host())
              .onOutOfMemory(this::outOfMemory);
      line.allowedHosts().forEach(builder::allowHost);
      sandbox = builder.start();
    } catch (IllegalStateException e) {
      err.println(e.getMessage());
      return CANNOT_LISTEN;
    }
    try (sandbox) {
      if (!SandboxServer.isLoopback(line.host())) {
        err.println(
            "Warning: everybody who can reach "
                + line.host()
                + " can read and change this workspace; leave out --host to restrict it to this"
                + " machine");
      }
      describe(sandbox);
      use.accept(sandbox);
    }
    return OK;
  }

  private void uncaught(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      outOfMemory();
    }
    thrown.printStackTrace(err);
  }

  /**
   * Ends the process immediately, since without memory it might run on without responding. A jar
   * cannot set the Java option for this.
   */
  private void outOfMemory() {
    try {
      err.println("The sandbox ran out of memory; increase it with java -Xmx, or store less");
    } finally {
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
  }

  private void describe(Sandbox sandbox) {
    Set<String> types = sandbox.getWorkspace().settings().types().keySet();
    out.println("Base URL      " + sandbox.getBaseUrl());
    out.println("Access token  " + sandbox.getToken());
    out.println("Object types  " + (types.isEmpty() ? "none" : String.join(", ", types)));
    out.println("Page          " + sandbox.getBaseUrl() + "_sandbox/");
    out.println();
    out.println(curl(sandbox.getBaseUrl(), sandbox.getToken(), types));
    out.flush();
  }

  /** Returns a first command to try, quoted for a shell. */
  static String curl(String baseUrl, String token, Collection<String> types) {
    return "curl -H 'Authorization: Bearer "
        + token.replace("'", "'\\''")
        + "' -H 'Intercom-Version: 2.16' '"
        + baseUrl
        + types.stream().findFirst().map(SandboxCommand::listOf).orElse("me")
        + "'";
  }

  private static String listOf(String type) {
    String segment = URLEncoder.encode(type, StandardCharsets.UTF_8).replace("+", "%20");
    return "custom_object_instances/" + segment;
  }

  private static void untilInterrupted(Sandbox sandbox) {
    // Ctrl+C ends the process; the hook lets responses that have started be completed.
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "intercom-sandbox-close"));
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The process was interrupted before the hook was added, and is ending already.
    }
  }
}
