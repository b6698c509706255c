package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that share the windows of one token and know nothing of each other. */
final class SharedWindowTest {
  private static final int PER_WINDOW = 1667;
  private static final Duration LATENCY = Duration.ofMillis(200);
  private static final RateLimiter.Allowance ALL = quota(Integer.MAX_VALUE);

  private static RateLimiter.Allowance quota(int calls) {
    return new RateLimiter.Allowance(1, calls, Duration.ofMinutes(1));
  }

  private static void assertUsedWithFewRefused(ScriptedWindows windows) {
    assertThat(windows.used()).isGreaterThanOrEqualTo(0.97);
    assertThat(windows.leastUsed()).isGreaterThanOrEqualTo(0.97);
    assertThat(windows.refused()).isLessThanOrEqualTo(0.03);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1667, 20", "2, 1667, 200", "2, 1667, 1000", "2, 167, 20", "2, 167, 200", "2, 167, 1000",
    "4, 1667, 20", "4, 1667, 200", "4, 1667, 1000", "4, 167, 20", "4, 167, 200", "4, 167, 1000",
    "8, 1667, 20", "8, 1667, 200", "8, 1667, 1000", "8, 167, 20", "8, 167, 200", "8, 167, 1000",
    "4, 1667, 3000", "8, 1667, 3000",
  })
  void withoutSettingsTheWindowsAreUsedAndFewCallsAreRefused(
      int processes, int perWindow, int latencyMillis) {
    ScriptedWindows windows = new ScriptedWindows(perWindow, Duration.ofMillis(latencyMillis));
    for (int i = 0; i < processes; i++) {
      windows.process(ALL);
    }
    windows.run(12);
    assertUsedWithFewRefused(windows);
  }

  /** More calls in flight make a busy server slower, so that each response is older. */
  @ParameterizedTest
  @CsvSource({"2, 500", "2, 1000", "4, 300", "4, 500", "4, 1000", "8, 300", "8, 500", "8, 1000"})
  void ifTheServerIsBusyHardlyACallIsRefused(int processes, int callsPerSecond) {
    ScriptedWindows windows = new ScriptedWindows(PER_WINDOW, LATENCY).capacity(callsPerSecond);
    for (int i = 0; i < processes; i++) {
      windows.process(ALL);
    }
    windows.run(12);
    assertThat(windows.leastUsed()).isGreaterThanOrEqualTo(0.97);
    assertThat(windows.refused()).isLessThanOrEqualTo(0.01);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 200, 1000})
  void aProcessAloneUsesEveryWindowAndNoCallIsRefused(int latencyMillis) {
    ScriptedWindows windows = new ScriptedWindows(PER_WINDOW, Duration.ofMillis(latencyMillis));
    windows.process(ALL);
    windows.run(8);
    assertThat(windows.leastUsed()).isEqualTo(1);
    assertThat(windows.refused()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1667, 5, 8",
    "1667, 200, 90",
    "1667, 1000, 320",
    "1667, 2000, 600",
    "1667, 3000, 900",
    "20000, 5, 30",
    "20000, 200, 700",
    "20000, 2000, 6500",
    "20000, 3000, 9500",
  })
  void aBulkUsesEveryWindowAtAnyLatencyWithFewMoreCallsInFlightThanItNeeds(
      int perWindow, int latencyMillis, int most) {
    ScriptedWindows windows = new ScriptedWindows(perWindow, Duration.ofMillis(latencyMillis));
    windows.bulk(ALL);
    windows.run(5);
    assertThat(windows.leastUsed()).isGreaterThanOrEqualTo(0.97);
    assertThat(windows.refused()).isZero();
    assertThat(windows.mostInFlight()).isLessThanOrEqualTo(most);
  }

  @Test
  void besideAFewCallsOfOthersABulkStillUsesEveryWindow() {
    ScriptedWindows windows = new ScriptedWindows(PER_WINDOW, LATENCY);
    windows.process(ALL);
    windows.process(ALL, 3, Duration.ofSeconds(2));
    windows.run(12);
    assertUsedWithFewRefused(windows);
    // Of the 13 that it sends in a window alone, because it waits when a window is used up.
    assertThat(windows.countedBy().get(1)).isGreaterThan(12 * 8);
  }

  @Test
  void aProcessThatJoinsGetsMostOfItsPart() {
    ScriptedWindows windows = new ScriptedWindows(PER_WINDOW, LATENCY);
    windows.process(ALL);
    windows.process(ALL);
    windows.run(4);
    windows.process(ALL);
    windows.run(12);
    int before = windows.countedBy().get(2);
    windows.run(16);
    assertThat(windows.countedBy().get(2) - before).isGreaterThan(4 * PER_WINDOW / 6);
    assertUsedWithFewRefused(windows);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 200, 3000})
  void quotasOfTheirOwnDivideTheWindowsAndNoCallIsRefused(int latencyMillis) {
    ScriptedWindows windows = new ScriptedWindows(PER_WINDOW, Duration.ofMillis(latencyMillis));
    List<Integer> quotas = List.of(1000, 400, 200, 67);
    quotas.forEach(calls -> windows.process(quota(calls)));
    windows.run(12);
    assertThat(windows.refused()).isZero();
    assertThat(windows.leastUsed()).isGreaterThanOrEqualTo(0.97);
    for (int i = 0; i < quotas.size(); i++) {
      assertThat(windows.countedBy().get(i)).isBetween(11 * quotas.get(i), 12 * quotas.get(i));
    }
  }

  @Test
  void aShareIsReadFromTheCallsOfAllAndDividesNothing() {
    ScriptedWindows windows = new ScriptedWindows(PER_WINDOW, LATENCY);
    for (int i = 0; i < 4; i++) {
      windows.process(new RateLimiter.Allowance(0.25, Integer.MAX_VALUE, Duration.ofMinutes(1)));
    }
    windows.run(8);
    assertThat(windows.used()).isLessThan(0.4);
  }
}
