package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.intercomobjects.sandbox.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a process that receives a signal. */
class StopTest {
  private static final int ROWS = 400;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static long posts(Shop shop) {
    return shop.calls().stream().filter(call -> call.startsWith("POST ")).count();
  }

  @Test
  void signalLetsCallsInFlightCompleteAndTheNextRunRepeatsNone() throws Exception {
    StringBuilder rows = new StringBuilder("no,status\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append("ORDER-").append(i).append(",paid\n");
    }
    Path file = Files.writeString(directory.resolve("orders.csv"), rows);
    Path summary = directory.resolve("summary.json");
    try (Shop shop = new Shop()) {
      // Slow enough to be stopped in the middle. Every response still arrives.
      shop.sandbox.faults().on("POST", "/**").fail(Fault.delay(Duration.ofMillis(50)));
      List<String> arguments = List.of("sync", file.toString(), "--key=no", "--summary=" + summary);
      String printed;
      try (SyncProcess process = SyncProcess.start("stopped", directory, shop.sandbox, arguments)) {
        printed = process.stopAfter(20, Duration.ofMinutes(1));
      }
      assertThat(printed)
          .contains("Stopping: waiting for the calls in flight.")
          .containsPattern("intercom-sync: stopped by a signal. Stopped after \\d+ rows had been")
          .containsPattern("\\d+ rows were not tried")
          .containsPattern("\n  stored +\\d+\n")
          .containsPattern("\n  not tried +\\d+\n")
          .doesNotContain("Some calls did not complete");
      long before = posts(shop);
      assertThat(before).isPositive().isLessThan(ROWS);
      assertThat(shop.workspace.getInstances("Order")).hasSize((int) before);
      JsonNode counts = JsonMapper.builder().build().readTree(summary.toFile());
      assertThat(counts.path("stopped").asText()).startsWith("stopped by a signal");
      assertThat(counts.path("stored").asLong()).isEqualTo(before);

      shop.sandbox.faults().clear();
      Command next = Command.live(shop.sandbox, file, "--key=no");
      assertThat(next.exitCode()).isZero();
      assertThat(posts(shop)).isEqualTo(ROWS);
      assertThat(shop.workspace.getInstances("Order")).hasSize(ROWS);
    }
  }
}
