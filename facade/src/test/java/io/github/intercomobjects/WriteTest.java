package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.BulkSandbox.Order;
import io.github.intercomobjects.sandbox.RecordedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Merged changes have the effect of their sequence, which a plain model computes. */
final class WriteTest {
  private enum Kind {
    FIRST,
    SECOND,
    CLEAR,
    DELETE
  }

  /** Returns all sequences of up to four changes. */
  private static List<List<Kind>> sequences() {
    List<List<Kind>> all = new ArrayList<>();
    List<List<Kind>> longest = List.of(List.of());
    for (int length = 1; length <= 4; length++) {
      List<List<Kind>> longer = new ArrayList<>();
      for (List<Kind> sequence : longest) {
        for (Kind kind : Kind.values()) {
          List<Kind> one = new ArrayList<>(sequence);
          one.add(kind);
          longer.add(one);
        }
      }
      all.addAll(longer);
      longest = longer;
    }
    return all;
  }

  private static Attributes attributes(Kind kind, int number) {
    Attributes.Builder some = Attributes.builder();
    return switch (kind) {
      case FIRST -> some.set("status", "open").set("number", number).build();
      case SECOND -> some.set("status", "shipped").build();
      default -> some.clear("status").build();
    };
  }

  private static Write write(String id, Kind kind, int number) {
    return kind == Kind.DELETE ? Write.deletion(id) : Write.of(id, attributes(kind, number));
  }

  /** Applies a change to the attributes of an object, which are null if there is none. */
  private static @Nullable Map<String, @Nullable Object> apply(
      @Nullable Map<String, @Nullable Object> object, Write write) {
    if (write.draft() == null) {
      return null;
    }
    Map<String, @Nullable Object> changed =
        object == null ? new HashMap<>() : new HashMap<>(object);
    changed.putAll(write.draft().attributes());
    return changed;
  }

  @Test
  void theCallsOfASequenceHaveItsEffect() {
    for (List<Kind> sequence : sequences()) {
      List<Write> writes = new ArrayList<>();
      for (Kind kind : sequence) {
        writes.add(write("ID", kind, writes.size()));
      }
      List<Write> calls = new ArrayList<>();
      for (List<Write> left = writes; !left.isEmpty(); ) {
        int together = Write.inOneCall(left);
        calls.add(Write.merged(left.subList(0, together)));
        left = left.subList(together, left.size());
      }
      for (boolean exists : new boolean[] {false, true}) {
        Map<String, @Nullable Object> before =
            exists ? new HashMap<>(Map.of("status", "old", "number", -1)) : null;
        Map<String, @Nullable Object> expected = before;
        for (Write one : writes) {
          expected = apply(expected, one);
        }
        Map<String, @Nullable Object> actual = before;
        for (Write one : calls) {
          actual = apply(actual, one);
        }
        assertThat(actual).as(sequence.toString()).isEqualTo(expected);
      }
      int lastDeletion = sequence.lastIndexOf(Kind.DELETE);
      boolean isFollowed = lastDeletion >= 0 && lastDeletion < sequence.size() - 1;
      assertThat(calls).as(sequence.toString()).hasSize(isFollowed ? 2 : 1);
    }
  }

  @Test
  void laterTimesReplaceEarlierOnesAndNullsClearThem() {
    Attributes first =
        Attributes.builder()
            .externalCreatedAt(Instant.ofEpochSecond(1))
            .externalUpdatedAt(Instant.ofEpochSecond(2))
            .build();
    Attributes second = Attributes.builder().externalUpdatedAt(Instant.ofEpochSecond(3)).build();
    Write merged = Write.merged(List.of(Write.of("ID", first), Write.of("ID", second)));
    assertThat(Objects.requireNonNull(merged.draft()).times())
        .isEqualTo(Map.of("external_created_at", 1L, "external_updated_at", 3L));
  }

  /** Runs its tasks when they are released. */
  private static final class Held {
    final List<Runnable> tasks = new ArrayList<>();

    void release() {
      while (!tasks.isEmpty()) {
        tasks.remove(0).run();
      }
    }
  }

  @Test
  void aWriterThatMergesSendsTheFewestCallsAndCompletesEveryFuture() {
    Map<String, @Nullable Object> expected = new TreeMap<>();
    int calls = 0;
    List<CompletableFuture<?>> futures = new ArrayList<>();
    List<Long> checkpoints = new ArrayList<>();
    Held held = new Held();
    try (BulkSandbox intercom = new BulkSandbox()) {
      CustomObjects<Order> orders = intercom.orders(intercom.client(Duration.ZERO));
      ObjectWriter<Order> writer =
          orders
              .writer()
              .merge(true)
              .bufferSize(10_000)
              .executor(held.tasks::add)
              .onCheckpoint(reached -> checkpoints.add(reached.getCount()))
              .build();
      for (List<Kind> sequence : sequences()) {
        if (sequence.contains(Kind.FIRST)) {
          // The type of the sandbox has no numbers.
          continue;
        }
        String id = sequence.toString().replaceAll("\\W+", "-");
        Map<String, @Nullable Object> object = null;
        CompletableFuture<?> last = null;
        for (Kind kind : sequence) {
          Write write = write(id, kind, 0);
          object = apply(object, write);
          last = write.isDeletion() ? writer.delete(id) : writer.upsert(id, attributes(kind, 0));
          futures.add(last);
        }
        if (object != null) {
          expected.put(id, object.get("status"));
        }
        int lastDeletion = sequence.lastIndexOf(Kind.DELETE);
        calls += lastDeletion >= 0 && lastDeletion < sequence.size() - 1 ? 2 : 1;
      }
      assertThat(futures).noneMatch(CompletableFuture::isDone);
      held.release();
      writer.close();
      assertThat(futures).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
      assertThat(intercom.calls()).hasSize(calls);
      assertThat(checkpoints).last().isEqualTo((long) futures.size());
      Map<String, @Nullable Object> stored = new TreeMap<>();
      for (String id : expected.keySet()) {
        orders
            .findByExternalId(id)
            .ifPresent(order -> stored.put(id, order.getAttributes().toMap().get("status")));
      }
      assertThat(stored).isEqualTo(expected);
      assertThat(intercom.stored()).isEqualTo(expected.size());
    }
  }

  @Test
  void mergedChangesCompleteWithTheCallThatCarriedThem() {
    Held held = new Held();
    try (BulkSandbox intercom = new BulkSandbox()) {
      CustomObjects<Order> orders = intercom.orders(intercom.client(Duration.ZERO));
      orders.upsert(new Order("A", "open"));
      List<Bulk.Result<Order>> results = new ArrayList<>();
      ObjectWriter<Order> writer =
          orders.writer().merge(true).executor(held.tasks::add).onResult(results::add).build();
      CompletableFuture<@Nullable Upserted<Order>> replaced =
          writer.upsert(new Order("A", "shipped"));
      CompletableFuture<Boolean> deletion = writer.delete("A");
      CompletableFuture<@Nullable Upserted<Order>> first = writer.upsert(new Order("A", "open"));
      CompletableFuture<@Nullable Upserted<Order>> second =
          writer.upsert("A", Attributes.builder().set("status", "shipped").build());
      held.release();
      assertThat(replaced).isCompletedWithValue(null);
      assertThat(deletion).isCompletedWithValue(true);
      assertThat(first.join()).isNotNull().isSameAs(second.join());
      assertThat(results).extracting(Bulk.Result::getIndex).containsExactly(0L, 1L, 2L, 3L);
      assertThat(results).extracting(Bulk.Result::isSuccess).containsOnly(true);
      assertThat(intercom.calls())
          .extracting(RecordedCall::getMethod)
          .containsExactly("POST", "DELETE", "POST");
      writer.close();
    }
  }
}
