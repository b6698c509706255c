package io.github.intercomobjects;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The items of one object that are sent together: one, or several that were merged. One thread runs
 * it; any thread may cancel it.
 */
final class WriteCall<S> {
  private final String externalId;
  private final List<BulkItem<S>> items;
  private final List<CallState> states = new ArrayList<>(1);
  private volatile @Nullable Change<?> current;
  private volatile boolean canceled;

  WriteCall(String externalId, List<BulkItem<S>> items) {
    this.externalId = externalId;
    this.items = items;
  }

  String externalId() {
    return externalId;
  }

  List<BulkItem<S>> items() {
    return items;
  }

  /**
   * Returns the states of the calls that were sent; more than one if a guard refused some items.
   */
  List<CallState> states() {
    return states;
  }

  /**
   * Sends the items in one call and returns the result of each. Those that a guard refuses are
   * taken out, and the rest is sent without them.
   *
   * @param prepare returns the call of a change
   * @param guard the guard of all items, which is asked before that of each
   */
  List<Bulk.Result<S>> run(
      Function<? super Write, ? extends Change<?>> prepare, BooleanSupplier guard) {
    List<Bulk.Result<S>> results = new ArrayList<>(items.size());
    List<BulkItem<S>> left = new ArrayList<>(items);
    boolean mayBeApplied = false;
    while (!left.isEmpty()) {
      // All of them, unless the guard of a deletion that follows others refused it.
      List<BulkItem<S>> sent = List.copyOf(left.subList(0, Write.inOneCall(writes(left))));
      List<BulkItem<S>> refused = new ArrayList<>();
      List<BulkItem<S>> ended = sent;
      Object value = null;
      RuntimeException failure = null;
      try {
        Change<?> change = prepare.apply(Write.merged(writes(sent)));
        CallState state = ApiCall.stateOf(change.call());
        states.add(state);
        state.guard(() -> admits(sent, guard, refused));
        if (mayBeApplied) {
          state.markMayBeApplied();
        }
        current = change;
        if (canceled) {
          change.call().cancel();
        }
        value = change.run();
        mayBeApplied = false;
      } catch (GuardedException e) {
        failure = e;
        ended = refused;
        mayBeApplied = e.getOutcome() == IntercomException.Outcome.UNKNOWN;
      } catch (RuntimeException e) {
        failure = e;
      }
      for (BulkItem<S> item : ended) {
        results.add(new Bulk.Result<>(item, value, failure));
        left.removeIf(other -> other.index() == item.index());
      }
    }
    return results;
  }

  private static <S> List<Write> writes(List<BulkItem<S>> items) {
    return items.stream().map(item -> Objects.requireNonNull(item.write())).toList();
  }

  /** Asks the guards, adds the items that they refuse, and returns whether there are none. */
  private static <S> boolean admits(
      List<BulkItem<S>> items, BooleanSupplier guard, List<BulkItem<S>> refused) {
    // A guard that throws refuses.
    refused.addAll(items);
    if (!guard.getAsBoolean()) {
      return false;
    }
    refused.clear();
    for (BulkItem<S> item : items) {
      refused.add(item);
      if (item.guard() == null || item.guard().getAsBoolean()) {
        refused.remove(refused.size() - 1);
      }
    }
    return refused.isEmpty();
  }

  /** Cancels the call, which may wait or be in flight. */
  void cancel() {
    canceled = true;
    Change<?> change = current;
    if (change != null) {
      change.call().cancel();
    }
  }
}
