package io.github.intercomobjects;

import static io.github.intercomobjects.BulkSandbox.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.BulkSandbox.Order;
import io.github.intercomobjects.sandbox.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The checkpoints and the progress of a running bulk. */
final class BulkCheckpointTest {
  private final BulkSandbox intercom = new BulkSandbox();

  @AfterEach
  void close() {
    intercom.close();
  }

  @Test
  void aCheckpointIsReportedWhenAllItemsUpToItAreSettled() {
    intercom.faults().on("POST", BulkSandbox.UPSERT).every(7).fail(Fault.status(500));
    Set<Long> settled = new HashSet<>();
    List<Bulk.Checkpoint<Order>> checkpoints = new ArrayList<>();
    intercom
        .bulk()
        .progressInterval(Duration.ZERO)
        .onResult(result -> settled.add(result.getIndex()))
        .onCheckpoint(
            reached -> {
              checkpoints.add(reached);
              for (long i = 0; i < reached.getCount(); i++) {
                assertThat(settled).contains(i);
              }
            })
        .upsertAll(open(200));
    assertThat(checkpoints)
        .extracting(Bulk.Checkpoint::getCount)
        .isSorted()
        .doesNotHaveDuplicates()
        .last()
        .isEqualTo(200L);
    assertThat(checkpoints)
        .allSatisfy(
            reached ->
                assertThat(reached.getLastItem())
                    .isEqualTo(new Order("ORDER-" + (reached.getCount() - 1), "open")));
    // A retry lets other items pass.
    assertThat(checkpoints).hasSizeLessThan(200);
  }

  @Test
  void checkpointsAndProgressAreReportedOncePerInterval() {
    List<Instant> checkpoints = new ArrayList<>();
    List<Bulk.Progress> progress = new ArrayList<>();
    intercom
        .bulk()
        .maxInFlight(2)
        .progressInterval(Duration.ofSeconds(5))
        .onCheckpoint(reached -> checkpoints.add(now()))
        .onProgress(progress::add)
        .upsertAll(open(1000).toList());
    // 1,000 calls of 100 ms, two at a time.
    assertThat(intercom.time.elapsed()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(52));
    assertThat(progress).hasSizeBetween(9, 12);
    assertThat(progress).extracting(Bulk.Progress::getTotal).containsOnly(1000L);
    assertThat(progress.get(4).getDone()).isBetween(450L, 550L);
    assertThat(progress.get(4).getRate()).isBetween(19.0, 21.0);
    assertThat(progress.get(4).getEstimatedEnd())
        .isBetween(
            Instant.ofEpochSecond(FakeTiming.START_SECONDS + 48),
            Instant.ofEpochSecond(FakeTiming.START_SECONDS + 54));
    assertThat(progress.get(progress.size() - 1).getDone()).isEqualTo(1000);
    assertThat(progress.get(progress.size() - 1))
        .asString()
        .matches("1000 of 1000 items, 0 failed, (19|20) a second");
  }

  private Instant now() {
    return Instant.ofEpochMilli(intercom.time.epochMillis());
  }

  @Test
  void theTotalIsUnknownUnlessItIsSet() {
    List<Bulk.Progress> progress = new ArrayList<>();
    intercom.bulk().onProgress(progress::add).upsertAll(open(10).filter(order -> true));
    assertThat(progress).extracting(Bulk.Progress::getTotal).containsOnlyNulls();
    assertThat(progress).extracting(Bulk.Progress::getEstimatedEnd).containsOnlyNulls();
    progress.clear();
    intercom.bulk().total(10).onProgress(progress::add).upsertAll(open(10).filter(order -> true));
    assertThat(progress).extracting(Bulk.Progress::getTotal).containsOnly(10L);
    progress.clear();
    intercom.bulk().onProgress(progress::add).upsertAll(open(10));
    assertThat(progress).extracting(Bulk.Progress::getTotal).containsOnly(10L);
  }

  @Test
  void aSlowSourceDelaysNoCheckpoint() {
    List<Long> checkpoints = new ArrayList<>();
    List<Long> before = new ArrayList<>();
    intercom
        .bulk()
        .progressInterval(Duration.ofDays(1))
        .onCheckpoint(
            reached -> {
              synchronized (checkpoints) {
                checkpoints.add(reached.getCount());
                checkpoints.notifyAll();
              }
            })
        .upsertAll(
            IntStream.range(0, 20)
                .peek(
                    i -> {
                      if (i == 10) {
                        // Like an empty queue: the items so far must be committed in the meantime.
                        before.add(awaitCheckpoint(checkpoints, 10));
                      }
                    })
                .mapToObj(i -> new Order("ORDER-" + i, "open")));
    assertThat(before).containsExactly(10L);
    assertThat(checkpoints).last().isEqualTo(20L);
  }

  /** Lets the time pass for all other threads. */
  private Long awaitCheckpoint(List<Long> checkpoints, long count) {
    intercom.time.leave();
    try {
      synchronized (checkpoints) {
        while (!checkpoints.contains(count)) {
          checkpoints.wait(20_000);
        }
      }
      return count;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      intercom.time.enter();
    }
  }
}
