package io.github.intercomobjects;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items of one object that are sent together: one, or several that were merged. One thread runs
 * it; any thread may cancel it.
 */
final class WriteCall<S> {
  /** The way to send a change. */
  interface Sending {
    /**
     * Sends a change, and returns its result.
     *
     * @param onStart receives each call before it runs
     */
    Object send(Write write, Consumer<ApiCall> onStart);
  }

  private final String externalId;
  private final List<BulkItem<S>> items;
  private final List<CallState> states = new ArrayList<>(1);

  /** The step that runs: a look-up of a contact, or the call that stores or deletes. */
  private volatile @Nullable ApiCall current;

  private volatile boolean canceled;

  /** True if a call of these items may have been applied and its guard refused another attempt. */
  private boolean mayBeApplied;

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
   * Returns the states of the calls that were sent; more than one if contacts were looked up, or a
   * guard refused some items.
   */
  List<CallState> states() {
    return states;
  }

  /**
   * Sends the items in one call and returns the result of each. Those that a guard refuses are
   * taken out, and the rest is sent without them.
   *
   * @param guard the guard of all items, which is asked before that of each
   */
  List<Bulk.Result<S>> run(Sending sending, BooleanSupplier guard) {
    List<Bulk.Result<S>> results = new ArrayList<>(items.size());
    List<BulkItem<S>> left = new ArrayList<>(items);
    while (!left.isEmpty()) {
      // All of them, unless the guard of a deletion that follows others refused it.
      List<BulkItem<S>> sent = List.copyOf(left.subList(0, Write.inOneCall(writes(left))));
      List<BulkItem<S>> refused = new ArrayList<>();
      List<BulkItem<S>> ended = sent;
      Object value = null;
      RuntimeException failure = null;
      try {
        value =
            sending.send(
                Write.merged(writes(sent)),
                call -> start(call, () -> admits(sent, guard, refused)));
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

  private void start(ApiCall call, BooleanSupplier guard) {
    CallState state = call.state();
    states.add(state);
    state.guard(guard);
    if (mayBeApplied) {
      state.markMayBeApplied();
    }
    current = call;
    if (canceled) {
      call.cancel();
    }
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
    ApiCall call = current;
    if (call != null) {
      call.cancel();
    }
  }
}
