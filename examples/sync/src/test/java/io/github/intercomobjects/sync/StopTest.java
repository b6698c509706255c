package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to end. */
class StopTest {
  private static final int ROWS = 400;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private Process start(Shop shop, Path file, Path printed) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                IntercomSync.class.getName(),
                "sync",
                file.toString(),
                "--key=no",
                "--live",
                "--base-url=" + shop.sandbox.getBaseUrl())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder.environment().put(Shell.TOKEN, shop.sandbox.getToken());
    return builder.start();
  }

  private static long posts(Shop shop) {
    return shop.calls().stream().filter(call -> call.startsWith("POST ")).count();
  }

  @Test
  void signalLetsCallsUnderWayEndAndTheNextRunRepeatsNone() throws Exception {
    StringBuilder rows = new StringBuilder("no,status\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append("ORDER-").append(i).append(",paid\n");
    }
    Path file = Files.writeString(directory.resolve("orders.csv"), rows);
    Path printed = directory.resolve("printed");
    try (Shop shop = new Shop()) {
      // Slow enough to be stopped in the middle; each answer comes all the same.
      shop.sandbox.faults().on("POST", "/**").fail(Fault.delay(Duration.ofMillis(50)));
      Process process = start(shop, file, printed);
      try {
        while (process.isAlive() && posts(shop) < 20) {
          Thread.onSpinWait();
        }
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      assertThat(Files.readString(printed, StandardCharsets.UTF_8))
          .contains("Stopping: the calls under way are waited for.")
          .containsPattern("intercom-sync: stopped by a signal. Stopped after \\d+ rows had been")
          .doesNotContain("They have not ended");
      long before = posts(shop);
      assertThat(before).isGreaterThanOrEqualTo(20).isLessThan(ROWS);
      assertThat(shop.workspace.getInstances("Order")).hasSize((int) before);
      shop.sandbox.faults().clear();
      Command next = Command.live(shop.sandbox, file, "--key=no");
      assertThat(next.exitCode()).isZero();
      assertThat(posts(shop)).isEqualTo(ROWS);
      assertThat(shop.workspace.getInstances("Order")).hasSize(ROWS);
    }
  }
}
