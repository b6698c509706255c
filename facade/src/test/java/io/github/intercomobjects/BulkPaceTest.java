package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BulkPaceTest {
  private static BulkPace after(int most, double share, int millisPerCall, int windowLimit) {
    BulkPace pace = new BulkPace(most, share);
    for (int i = 0; i < 100; i++) {
      pace.answered(Duration.ofMillis(millisPerCall), windowLimit);
    }
    return pace;
  }

  @Test
  void oneCallGoesUntilAnAnswerTellsTheWindow() {
    assertThat(new BulkPace(256, 1).inFlight()).isEqualTo(1);
  }

  @Test
  void twiceAsManyAsTheWindowTakesAreInFlight() {
    assertThat(after(256, 1, 200, 1667).inFlight()).isEqualTo(67);
  }

  @Test
  void aShareTakesFewer() {
    assertThat(after(256, 0.5, 200, 1667).inFlight()).isEqualTo(34);
  }

  @Test
  void fewSlowCallsDoNotStopTheRest() {
    assertThat(after(256, 1, 1, 83).inFlight()).isEqualTo(8);
  }

  @Test
  void neverMoreThanWereAllowed() {
    assertThat(after(3, 1, 1, 83).inFlight()).isEqualTo(3);
    assertThat(after(256, 1, 60_000, 1_000_000).inFlight()).isEqualTo(256);
  }

  @Test
  void theDocumentedLimitIsTakenWhereNoAnswerTells() {
    assertThat(after(256, 1, 100, 0).inFlight()).isEqualTo(34);
  }

  @Test
  void oneSlowCallMovesItALittle() {
    BulkPace pace = after(256, 1, 100, 1667);
    pace.answered(Duration.ofSeconds(30), 1667);
    pace.answered(Duration.ofMillis(100), 1667);
    assertThat(pace.inFlight()).isBetween(34, 256);
    for (int i = 0; i < 200; i++) {
      pace.answered(Duration.ofMillis(100), 1667);
    }
    assertThat(pace.inFlight()).isEqualTo(34);
  }
}
