package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.ShopOperations.Operation;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Faults;
import io.github.intercomobjects.sandbox.RecordedCall;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault at every request of every operation, once and permanently: the reported outcome
 * matches what is stored.
 */
final class FaultTableTest {
  private static final int ATTEMPTS = 4;

  /** The knowledge of the caller after a fault. */
  private enum Word {
    /** The response is returned as usual. */
    WHOLE,
    /** Nothing was applied, and the call may be retried. */
    LATER,
    /** Nothing was applied, and a retry does not help. */
    REFUSED,
    /** The call was applied, but the response cannot be read. */
    UNREADABLE,
    /** Unknown, and a retry may help. */
    NONE,
    /** Unknown, and a retry does not help. */
    ELSEWHERE
  }

  private record Case(Fault fault, boolean isApplied, Word word) {
    boolean isRepeated() {
      return word == Word.LATER || word == Word.NONE;
    }
  }

  private static final List<Case> FAULTS =
      List.of(
          new Case(Fault.delay(Duration.ofMillis(1)), true, Word.WHOLE),
          new Case(Fault.slowBody(Duration.ofMillis(1)), true, Word.WHOLE),
          new Case(Fault.reset(), false, Word.NONE),
          new Case(Fault.lostAnswer(), true, Word.NONE),
          new Case(Fault.cutBody(), true, Word.NONE),
          new Case(Fault.malformedJson(), true, Word.UNREADABLE),
          new Case(Fault.emptyBody(), true, Word.UNREADABLE),
          new Case(Fault.rateLimited(), false, Word.LATER),
          new Case(Fault.rateLimitedWithoutHeaders(), false, Word.LATER),
          new Case(Fault.badGateway(), false, Word.NONE),
          new Case(Fault.badGateway().applied(), true, Word.NONE),
          new Case(Fault.status(408), false, Word.NONE),
          new Case(Fault.status(408).applied(), true, Word.NONE),
          new Case(Fault.status(500), false, Word.NONE),
          new Case(Fault.status(500).applied(), true, Word.NONE),
          new Case(Fault.status(302), false, Word.ELSEWHERE),
          new Case(Fault.status(400), false, Word.REFUSED),
          new Case(Fault.status(403), false, Word.REFUSED),
          new Case(Fault.status(422), false, Word.REFUSED));

  static Stream<Operation> operations() {
    return ShopOperations.all();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theReportedOutcomeMatchesWhatIsStored(Operation operation) {
    try (Shop shop = new Shop()) {
      List<String> before = shop.state();
      shop.intercom.reset();
      Object result = operation.run().apply(shop);
      List<RecordedCall> sent = shop.intercom.recorded().toList();
      Good good = new Good(before, result, shop.state(), sent);
      assertThat(good.after().equals(before)).isEqualTo(onlyReads(sent));
      for (Case one : FAULTS) {
        for (int struck = 0; struck < sent.size(); struck++) {
          new Trial(shop, operation, good, one, struck, false).check();
          // A call that is not retried once is not retried later either.
          if (one.isRepeated()) {
            new Trial(shop, operation, good, one, struck, true).check();
          }
        }
      }
    }
  }

  private static boolean onlyReads(List<RecordedCall> requests) {
    return requests.stream().allMatch(request -> isRead(request.getMethod(), request.getPath()));
  }

  private static boolean isRead(String method, String path) {
    return method.equals("GET") || path.endsWith("/search");
  }

  /** The operation without any fault. */
  private record Good(
      List<String> before, Object result, List<String> after, List<RecordedCall> sent) {}

  /**
   * A run of an operation.
   *
   * @param struck the index of the first request that fails
   * @param lasting whether all later requests fail too
   */
  private record Trial(
      Shop shop, Operation operation, Good good, Case one, int struck, boolean lasting) {

    void check() {
      shop.intercom.reset();
      Faults.Condition condition = shop.intercom.faults().onAny().after(struck);
      (lasting ? condition : condition.times(1)).fail(one.fault());
      Object result = null;
      IntercomException failure = null;
      try {
        result = operation.run().apply(shop);
      } catch (IntercomException e) {
        failure = e;
      }
      List<RecordedCall> requests = shop.intercom.recorded().toList();
      shop.intercom.faults().clear();
      if (succeeds()) {
        assertThat(failure).as(toString()).isNull();
        assertThat(result).as(toString()).isEqualTo(good.result());
      } else {
        assertThat(failure)
            .as(toString())
            .isInstanceOfSatisfying(
                IntercomException.class,
                e -> {
                  assertThat(e.getOutcome()).isEqualTo(outcome());
                  assertThat(e.getAttempts()).isEqualTo(requests.size() - struck);
                });
      }
      if (one.word() != Word.LATER || !lasting) {
        assertThat(requests).as(toString()).hasSize(requests());
      }
      if (!onlyReads(requests)) {
        assertThat(shop.state())
            .as(toString())
            .isEqualTo(isChanged() ? good.after() : good.before());
      }
    }

    private String method() {
      return good.sent().get(struck).getMethod();
    }

    private boolean isRead() {
      return FaultTableTest.isRead(method(), good.sent().get(struck).getPath());
    }

    private boolean succeeds() {
      return switch (one.word()) {
        case WHOLE -> true;
        case LATER -> !lasting;
        case NONE -> !lasting && !operation.isOnce();
        // The response to a deletion has no content.
        case UNREADABLE -> method().equals("DELETE") && one.fault().toString().equals("empty_body");
        case REFUSED, ELSEWHERE -> false;
      };
    }

    private Outcome outcome() {
      return isRead()
          ? Outcome.NOT_APPLIED
          : switch (one.word()) {
            case UNREADABLE -> Outcome.APPLIED;
            case NONE, ELSEWHERE -> Outcome.UNKNOWN;
            default -> Outcome.NOT_APPLIED;
          };
    }

    private boolean isChanged() {
      return succeeds() || (!isRead() && one.isApplied());
    }

    private int requests() {
      boolean repeats =
          one.word() == Word.LATER || (one.word() == Word.NONE && !operation.isOnce());
      if (succeeds()) {
        return good.sent().size() + (repeats ? 1 : 0);
      }
      return struck + (repeats ? ATTEMPTS : 1);
    }

    @Override
    public String toString() {
      return operation + ", " + one.fault() + " at request " + struck + (lasting ? " and on" : "");
    }
  }
}
