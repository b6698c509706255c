package io.github.intercomobjects.card;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.canvas.CanvasRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A request for the card, and the client of its workspace, whose calls share one time limit. */
final class Click {
  private final CanvasRequest request;
  private final Intercom intercom;
  private final Clock clock;
  private final Instant end;

  /**
   * @param patience the time for all calls
   */
  Click(CanvasRequest request, Intercom intercom, Duration patience, Clock clock) {
    this.request = request;
    this.intercom = intercom;
    this.clock = clock;
    this.end = clock.instant().plus(patience);
  }

  CanvasRequest getRequest() {
    return request;
  }

  /**
   * Returns the client for the next call, which has the time that is left.
   *
   * @throws CardProblem if none is left
   */
  Intercom intercom() {
    Duration left = Duration.between(clock.instant(), end);
    if (left.isZero() || left.isNegative()) {
      throw new CardProblem(Problems.SLOW);
    }
    return intercom.newBuilder().totalTimeout(left).build();
  }
}
