package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.IntercomException.Outcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guard of associations is asked before each attempt of each call, the reads included. */
final class AssociationsGuardTest {
  private static final String CONTACT =
      "{\"id\":\"7\",\"custom_attributes\":{\"orders\":"
          + "{\"type\":\"Order.list\",\"instances\":[{\"id\":\"21\"}]}}}";
  private static final String CHANGED = CONTACT.replace("]", ",{\"id\":\"22\"}]");
  private static final String LISTED =
      "{\"type\":\"list\",\"data\":[{\"id\":\"21\"}],\"total_count\":1,"
          + "\"pages\":{\"page\":1,\"total_pages\":1}}";

  private final FakeIntercom intercom = new FakeIntercom();
  private final AtomicBoolean isOpen = new AtomicBoolean(true);
  private final Associations<Attributes> linked =
      intercom.orders().associations(Parent.contact("7"), "orders").guard(isOpen::get);

  @AfterEach
  void close() {
    intercom.close();
  }

  /** Responds as for an addition, and closes the guard after a number of requests. */
  private void closeAfter(int requests) {
    isOpen.set(requests > 0);
    intercom.respondBy(
        request -> {
          if (intercom.requestCount() >= requests) {
            isOpen.set(false);
          }
          if (request.getMethod().equals("PUT")) {
            return FakeIntercom.json(200, CHANGED);
          }
          return FakeIntercom.json(
              200, request.getTarget().startsWith("/contacts/") ? CONTACT : LISTED);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void anAdditionWhoseGuardClosesBetweenItsCallsWritesNothing(int requests) {
    closeAfter(requests);

    GuardedException e =
        catchThrowableOfType(GuardedException.class, () -> linked.add("22").getIds());

    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(intercom.requestCount()).isEqualTo(requests);
    for (int i = 0; i < requests; i++) {
      assertThat(intercom.request().getMethod()).isEqualTo("GET");
    }
  }

  @Test
  void anAdditionIsSentWhileTheGuardIsOpen() {
    closeAfter(3);

    assertThat(linked.add("22").getIds()).containsExactly("21", "22");
  }

  @Test
  void aWriteIsNotRetriedWhenTheGuardHasClosed() {
    intercom.respondBy(
        request -> {
          isOpen.set(false);
          return FakeIntercom.json(500, "{}");
        });

    GuardedException e =
        catchThrowableOfType(
            GuardedException.class, () -> linked.assumeComplete().replace(List.of("22")).getIds());

    assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.getAttempts()).isEqualTo(1);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aGuardThatThrowsRefuses() {
    assertThatThrownBy(
            () ->
                linked
                    .guard(
                        () -> {
                          throw new IllegalStateException("no lease");
                        })
                    .clear())
        .isInstanceOf(GuardedException.class)
        .hasMessageContaining("its guard failed: ");
    assertThat(intercom.requestCount()).isZero();
  }
}
