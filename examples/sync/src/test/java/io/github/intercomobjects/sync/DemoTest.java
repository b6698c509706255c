package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @Test
  void demoSucceedsAndPrintsATable() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exitCode = Demo.run(new Terminal(out, out, false));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsPattern("objects +1,200 +1,200\n")
        .containsPattern("links from object to customer +1,188 +1,188\n")
        .containsPattern("values dropped by the workspace +6 +6\n")
        .containsPattern("rows failed +8 +8\n")
        .containsPattern("calls +1,203 ")
        .contains("line 59  ORDER-20001  total_amount \"12,50\" is not a decimal number")
        .contains("All as expected.");
    assertThat(exitCode).isZero();
  }

  @Test
  void demoWithATokenInItsEnvironmentSendsNothingBeyondLoopback() throws Exception {
    try (MockWebServer proxy = new MockWebServer()) {
      proxy.start();
      Process demo = fork(proxy, Demo.class);
      assertThat(demo.waitFor()).isZero();
      assertThat(proxy.getRequestCount()).isZero();
    }
  }

  @Test
  void connectionsBeyondLoopbackWouldBeNoticed() throws Exception {
    try (MockWebServer proxy = new MockWebServer()) {
      proxy.start();
      Path file = Command.file(directory, "order_number", "ORDER-1");
      Process live =
          fork(
              proxy,
              IntercomSync.class,
              "sync",
              file.toString(),
              "--key",
              "order_number",
              "--live");
      try {
        assertThat(proxy.takeRequest(60, TimeUnit.SECONDS)).isNotNull();
      } finally {
        live.destroyForcibly();
      }
    }
  }

  /** Starts a process that connects to other machines only through {@code proxy}. */
  private static Process fork(MockWebServer proxy, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String scheme : new String[] {"http", "https"}) {
      command.add("-D" + scheme + ".proxyHost=127.0.0.1");
      command.add("-D" + scheme + ".proxyPort=" + proxy.getPort());
    }
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put(Shell.TOKEN, "a-token-of-a-real-workspace");
    return builder.start();
  }

  @Test
  void emptyWorkspaceFailsTheDemo() throws CannotRunException {
    Report nothing = new Tally(100).report(Traffic.NONE, Duration.ZERO);
    assertThat(new DemoCheck(new DemoShop(), nothing).differences())
        .contains(
            "objects: 0 in the workspace, expected 1200",
            "links: 0 in the workspace, expected 1188",
            "line 2 is not in the workspace",
            "the failed lines were [], expected [59, 211, 362, 500, 643, 800, 930, 1134]");
  }
}
