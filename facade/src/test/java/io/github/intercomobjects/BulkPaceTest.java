package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BulkPaceTest {
  private static BulkPace after(int most, double share, int millisPerCall, int windowLimit) {
    BulkPace pace = new BulkPace(most, share, Integer.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      pace.add(Duration.ofMillis(millisPerCall), windowLimit);
    }
    return pace;
  }

  @Test
  void oneCallIsInFlightUntilAResponseShowsTheWindow() {
    assertThat(new BulkPace(256, 1, Integer.MAX_VALUE).inFlight()).isEqualTo(1);
  }

  @Test
  void twiceAsManyAsTheWindowAllowsAreInFlight() {
    assertThat(after(256, 1, 200, 1667).inFlight()).isEqualTo(67);
  }

  @Test
  void aShareOfTheWindowNeedsFewer() {
    assertThat(after(256, 0.5, 200, 1667).inFlight()).isEqualTo(34);
  }

  @Test
  void aQuotaThatIsSmallerThanTheWindowNeedsFewer() {
    BulkPace pace = new BulkPace(256, 1, 1000);
    pace.add(Duration.ofMillis(200), 1667);
    assertThat(pace.inFlight()).isEqualTo(40);
    BulkPace larger = new BulkPace(256, 1, 5000);
    larger.add(Duration.ofMillis(200), 1667);
    assertThat(larger.inFlight()).isEqualTo(67);
  }

  @Test
  void aFewSlowCallsDoNotDelayTheRest() {
    assertThat(after(256, 1, 1, 83).inFlight()).isEqualTo(8);
  }

  @Test
  void theMaximumIsNeverExceeded() {
    assertThat(after(3, 1, 1, 83).inFlight()).isEqualTo(3);
    assertThat(after(256, 1, 60_000, 1_000_000).inFlight()).isEqualTo(256);
  }

  @Test
  void theDocumentedLimitIsUsedWithoutAHeader() {
    assertThat(after(256, 1, 100, 0).inFlight()).isEqualTo(34);
  }

  @Test
  void oneSlowCallChangesTheAverageALittle() {
    BulkPace pace = after(256, 1, 100, 1667);
    pace.add(Duration.ofSeconds(30), 1667);
    pace.add(Duration.ofMillis(100), 1667);
    assertThat(pace.inFlight()).isBetween(34, 256);
    for (int i = 0; i < 200; i++) {
      pace.add(Duration.ofMillis(100), 1667);
    }
    assertThat(pace.inFlight()).isEqualTo(34);
  }
}
