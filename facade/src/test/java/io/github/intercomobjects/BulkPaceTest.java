package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BulkPaceTest {
  private static BulkPace after(int most, double share, int millisPerCall, int windowLimit) {
    BulkPace pace = new BulkPace(most, share, Integer.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      pace.add(Duration.ofMillis(millisPerCall), windowLimit, true);
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
    pace.add(Duration.ofMillis(200), 1667, true);
    assertThat(pace.inFlight()).isEqualTo(40);
    BulkPace larger = new BulkPace(256, 1, 5000);
    larger.add(Duration.ofMillis(200), 1667, true);
    assertThat(larger.inFlight()).isEqualTo(67);
  }

  @Test
  void beyondAFewHundredAQuarterMoreThanTheWindowAllowsAreInFlight() {
    assertThat(after(8192, 1, 1200, 1667).inFlight()).isEqualTo(256);
    assertThat(after(8192, 1, 3000, 1667).inFlight()).isEqualTo(626);
    assertThat(after(8192, 1, 3000, 20_000).inFlight()).isEqualTo(7500);
    assertThat(after(8192, 1, 3000, 20_000).needed()).isEqualTo(6000);
  }

  @Test
  void callsThatBecomeSlowBecauseThereAreTooManyDoNotBecomeEvenMore() {
    BulkPace pace = after(8192, 1, 20, 20_000);
    for (int i = 0; i < 1000; i++) {
      pace.add(Duration.ofSeconds(3), 20_000, true);
    }
    assertThat(pace.inFlight()).isEqualTo(256);
    pace = after(8192, 1, 300, 20_000);
    for (int i = 0; i < 1000; i++) {
      pace.add(Duration.ofSeconds(3), 20_000, true);
    }
    assertThat(pace.inFlight()).isEqualTo(1500);
  }

  @Test
  void rejectionsCountUntilTheFirstSuccess() {
    BulkPace pace = new BulkPace(8192, 1, Integer.MAX_VALUE);
    for (int i = 0; i < 1000; i++) {
      pace.add(Duration.ofMillis(300), 1667, false);
    }
    assertThat(pace.inFlight()).isEqualTo(101);
    for (int i = 0; i < 1000; i++) {
      pace.add(Duration.ofSeconds(3), 1667, true);
      pace.add(Duration.ofMillis(300), 1667, false);
    }
    assertThat(pace.inFlight()).isEqualTo(626);
  }

  @Test
  void aFastCallAtTheStartIsNoMeasureOfTheFastest() {
    BulkPace pace = new BulkPace(8192, 1, Integer.MAX_VALUE);
    pace.add(Duration.ofMillis(5), 1667, true);
    for (int i = 0; i < 1000; i++) {
      pace.add(Duration.ofSeconds(3), 1667, true);
    }
    assertThat(pace.inFlight()).isEqualTo(626);
  }

  @Test
  void aCallIsHeldIfNoMoreCouldRunThoughTheWindowNeedsMore() {
    BulkPace pace = after(8, 1, 100, 1667);
    assertThat(pace.endedHeld(3, false)).isFalse();
    assertThat(pace.endedHeld(8, true)).isTrue();
    // Many end together, before the next start.
    for (int running = 7; running > 0; running--) {
      assertThat(pace.endedHeld(running, false)).isTrue();
    }
    assertThat(pace.endedHeld(8, false)).isFalse();
    assertThat(pace.endedHeld(17, true)).isFalse();
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
    pace.add(Duration.ofSeconds(30), 1667, true);
    pace.add(Duration.ofMillis(100), 1667, true);
    assertThat(pace.inFlight()).isBetween(34, 256);
    for (int i = 0; i < 500; i++) {
      pace.add(Duration.ofMillis(100), 1667, true);
    }
    assertThat(pace.inFlight()).isEqualTo(34);
  }
}
