package io.github.intercomobjects.connect.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

  /** Returns windows of ten seconds with these calls. */
  private static ArrayNode windows(int... calls) {
    ArrayNode all = Json.object().putArray("windows");
    for (int i = 0; i < calls.length; i++) {
      ObjectNode window = all.addObject();
      window.put("start", START.plusSeconds(10L * i).toString());
      window.put("calls", calls[i]).put("refused", i);
    }
    return all;
  }

  @Test
  void theFirstWindowAndTheLastTwoAreNotJudged() {
    Windows windows = new Windows(100, List.of());
    windows.add(windows(1, 100, 97, 96, 2, 3));

    assertThat(windows.count()).isEqualTo(3);
    assertThat(windows.notFull()).isEqualTo(1);
    assertThat(windows.least()).isEqualTo(960);
    assertThat(windows.refused()).isEqualTo(15);
  }

  @Test
  void aWindowWithoutACallIsNotFull() {
    ArrayNode calls = windows(1, 100, 100, 100, 1, 1);
    calls.remove(2);
    Windows windows = new Windows(100, List.of());
    windows.add(calls);

    assertThat(windows.count()).isEqualTo(3);
    assertThat(windows.notFull()).isEqualTo(1);
    assertThat(windows.least()).isZero();
  }

  @Test
  void windowsThatADisturbanceTouchesAreNotJudged() {
    Windows windows =
        new Windows(
            100, List.of(new Windows.Disturbance(START.plusSeconds(25), START.plusSeconds(31))));
    windows.add(windows(1, 100, 5, 6, 98, 1, 1));

    assertThat(windows.count()).isEqualTo(2);
    assertThat(windows.notFull()).isZero();
  }

  @Test
  void aRunWithoutACompleteWindowIsNoProof() {
    Findings findings = new Findings(System.out);
    Windows windows = new Windows(100, List.of());
    windows.add(windows(1, 2));
    windows.report(findings);

    assertThat(findings.areRight()).isFalse();
  }
}
