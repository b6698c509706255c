package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
  private final Assignment assignment = new Assignment(FakeWorker.orders(0));

  @Test
  void theFirstRecordThatIsNotSettledIsWhereReadingContinues() {
    assertThat(assignment.firstUnsettled()).isNull();
    Assignment.Entry first = assignment.take(3, 100L);
    Assignment.Entry second = assignment.take(4, 200L);
    Assignment.Entry third = assignment.take(7, null);
    second.settle();
    second.settle();
    assertThat(assignment.firstUnsettled()).isEqualTo(3);
    assertThat(assignment.oldestTimestamp()).isEqualTo(100);
    assertThat(assignment.unsettled()).isEqualTo(2);
    first.settle();
    assertThat(assignment.firstUnsettled()).isEqualTo(7);
    assertThat(assignment.oldestTimestamp()).isEqualTo(Long.MAX_VALUE);
    third.settle();
    assertThat(assignment.firstUnsettled()).isNull();
    assertThat(assignment.unsettled()).isZero();
  }

  @Test
  void theNextEpochBeginsWhereReadingContinuesAndIsAsFarBehind() {
    Assignment.Entry first = assignment.take(3, 100L);
    assignment.take(4, 200L);
    Assignment next = assignment.next();

    assertThat(assignment.isValid()).isFalse();
    assertThat(next.isValid()).isTrue();
    assertThat(next.firstUnsettled()).isEqualTo(3);
    assertThat(next.oldestTimestamp()).isEqualTo(100);
    assertThat(next.unsettled()).isZero();
    first.settle();
    assertThat(next.firstUnsettled()).isEqualTo(3);

    next.take(3, 100L).settle();
    assertThat(next.firstUnsettled()).isNull();
    assertThat(next.oldestTimestamp()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void recordsThatAreSettledBehindOneThatWaitsAreNotKept() {
    Assignment.Entry waiting = assignment.take(3, null);
    WeakReference<Assignment.Entry> settled = settledEntry();
    Threads.await(
        () -> {
          System.gc();
          return settled.get() == null;
        });
    assertThat(assignment.firstUnsettled()).isEqualTo(3);
    waiting.settle();
  }

  private WeakReference<Assignment.Entry> settledEntry() {
    Assignment.Entry entry = assignment.take(4, null);
    entry.settle();
    return new WeakReference<>(entry);
  }
}
