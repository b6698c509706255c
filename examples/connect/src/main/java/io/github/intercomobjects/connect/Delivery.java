package io.github.intercomobjects.connect;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.ObjectWriter;
import io.github.intercomobjects.connect.Lane.Pending;
import io.github.intercomobjects.connect.ObjectConfig.Dropped;
import io.github.intercomobjects.connect.ObjectConfig.MissingContact;
import io.github.intercomobjects.connect.UnknownAttributes.Lesson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * The way of changes to Intercom: through the library's writers, which merge what waits for one
 * object, and again after failures that pass, in the same order. Thread-safe.
 *
 * <p>A change ends in one of three ways: it is {@link #settled}, {@link #rejected}, or refused
 * because its partition may belong to another worker; then nobody here hears of it again.
 */
final class Delivery {
  /** A change that Intercom does not accept. */
  record Rejection(Change change, ConnectException reason) {}

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** Longer than the library remembers that a contact does not exist. */
  private static final Duration CONTACT_WAIT = Duration.ofSeconds(65);

  private final Intercom intercom;
  private final Lease lease;
  private final Ticks ticks;
  private final SinkMetrics metrics;
  private final Notices notices;
  private final ContactLinker linker;
  private final UnknownAttributes unknown;
  private final ExecutorService threads;
  private final Map<String, ObjectWriter<Attributes>> writers = new HashMap<>();
  private final Map<Lane.Key, Lane> lanes = new HashMap<>();
  private final Set<Lane> held = new LinkedHashSet<>();
  private final Queue<Change> settled = new ConcurrentLinkedQueue<>();
  private final Queue<Rejection> rejected = new ConcurrentLinkedQueue<>();
  private final Outage outage;
  private long sequence;
  private boolean closed;
  private volatile @Nullable ConnectException failure;

  Delivery(Intercom intercom, Lease lease, Ticks ticks, SinkMetrics metrics, Notices notices) {
    this.intercom = intercom;
    this.lease = lease;
    this.ticks = ticks;
    this.metrics = metrics;
    this.notices = notices;
    this.linker = new ContactLinker(intercom);
    this.unknown = new UnknownAttributes(ticks);
    this.outage = new Outage(ticks.nanoTime());
    this.threads = DaemonThreads.onDemand("intercom-objects-write");
  }

  /** Returns why the task cannot continue; null if it can. */
  @Nullable ConnectException failure() {
    return failure;
  }

  /** Returns the changes that were stored since the last call. */
  List<Change> settled() {
    List<Change> changes = new ArrayList<>();
    for (Change change = settled.poll(); change != null; change = settled.poll()) {
      changes.add(change);
    }
    return changes;
  }

  /** Returns the changes that were rejected since the last call. */
  List<Rejection> rejected() {
    List<Rejection> changes = new ArrayList<>();
    for (Rejection one = rejected.poll(); one != null; one = rejected.poll()) {
      changes.add(one);
    }
    return changes;
  }

  /** Takes changes, and never waits. */
  synchronized void add(List<Change> changes) {
    boolean isOutage = outage.isActive();
    for (Change change : changes) {
      Lane lane =
          lanes.computeIfAbsent(
              new Lane.Key(change.object().type(), change.externalId()), Lane::new);
      lane.add(new Pending(sequence++, change));
      lane.isLinked |= change.contact() != null;
      if (isOutage) {
        // One call for all that arrives meanwhile.
        hold(lane, ticks.nanoTime());
      } else {
        send(lane);
        removeIfEmpty(lane);
      }
    }
  }

  /** Sends changes again whose time has come. */
  synchronized void retry() {
    long now = ticks.nanoTime();
    boolean isOutage = outage.isActive();
    if (closed || failure != null || (isOutage && !outage.isProbeDue(now))) {
      return;
    }
    for (Lane lane : List.copyOf(held)) {
      if (lane.sent == 0 && now - lane.dueNanos >= 0) {
        release(lane);
        // Nothing is sent if all that waited is void.
        if (isOutage && lane.sent > 0) {
          outage.probed(now);
          return;
        }
      }
    }
  }

  /** Forgets what waits of partitions that were taken away, or are read again. */
  synchronized void purge() {
    rejected.removeIf(one -> !one.change().isValid());
    for (Lane lane : List.copyOf(lanes.values())) {
      order(lane);
      if (lane.isHeld && lane.isEmpty()) {
        release(lane);
      } else {
        removeIfEmpty(lane);
      }
    }
  }

  private void order(Lane lane) {
    lane.order().forEach(this::refuse);
  }

  /** Counts a change that another worker may have, once. */
  private void refuse(Pending pending) {
    if (pending.refuse()) {
      metrics.refused();
    }
  }

  private void hold(Lane lane, long dueNanos) {
    if (!lane.isHeld) {
      lane.isHeld = true;
      lane.dueNanos = dueNanos;
      held.add(lane);
    }
  }

  private void release(Lane lane) {
    held.remove(lane);
    lane.isHeld = false;
    order(lane);
    send(lane);
    removeIfEmpty(lane);
  }

  /** Hands the changes of a lane to the writer, which merges them. */
  private void send(Lane lane) {
    if (closed || lane.isBusy()) {
      return;
    }
    while (!closed && !lane.isHeld && lane.mayContinue()) {
      send(lane, lane.remove());
    }
  }

  private void send(Lane lane, Pending pending) {
    Change change = pending.change();
    int generation = lane.generation;
    BooleanSupplier guard =
        () -> lease.isValid() && change.isValid() && lane.generation == generation;
    CompletableFuture<?> result;
    try {
      result =
          pending.unlinked() == null
              ? push(pending, guard).thenApply(value -> received(lane, pending, value))
              : CompletableFuture.completedFuture(null);
    } catch (IllegalArgumentException e) {
      rejected.add(
          new Rejection(
              change, new ConnectException(change + " cannot be sent: " + e.getMessage())));
      return;
    } catch (RuntimeException e) {
      fail(TaskFailure.of(e));
      return;
    }
    lane.sent++;
    // Before the writer starts the next call of the object: it completes futures first.
    var unused =
        linker.link(pending, guard, result).whenComplete((value, e) -> ended(lane, pending, e));
  }

  /** Keeps the response to a change, which a link that is sent again does not have. */
  private synchronized @Nullable Object received(
      Lane lane, Pending pending, @Nullable Object value) {
    lane.received(pending, value);
    return value;
  }

  private CompletableFuture<?> push(Pending pending, BooleanSupplier guard) {
    pending.leaveOut(unknown.of(pending.change()));
    Change change = pending.sendable();
    ObjectWriter<Attributes> writer =
        writers.computeIfAbsent(change.object().type(), this::newWriter);
    return change.attributes() == null
        ? writer.delete(change.externalId(), guard)
        : writer.upsert(change.externalId(), change.attributes(), guard);
  }

  private ObjectWriter<Attributes> newWriter(String type) {
    // The number of records is limited by pausing the topics, so that a push never waits or fails.
    return intercom
        .customObjects(ObjectType.untyped(type))
        .writer()
        .merge(true)
        .executor(this::execute)
        .bufferSize(Integer.MAX_VALUE)
        .onFull(ObjectWriter.OnFull.FAIL)
        .build();
  }

  /** Starts a task of a writer when all changes that are taken at the same time are with it. */
  private void execute(Runnable task) {
    threads.execute(
        () -> {
          synchronized (this) {
            // Else it would take the first change of an object without those to merge.
          }
          task.run();
        });
  }

  private void ended(Lane lane, Pending pending, @Nullable Throwable thrown) {
    try {
      Throwable cause = ContactLinker.cause(thrown);
      synchronized (this) {
        lane.sent--;
        if (cause == null) {
          succeeded(lane, pending);
        } else {
          failed(lane, pending, cause);
        }
        if (lane.isHeld && lane.sent == 0 && !outage.isActive() && isDue(lane)) {
          release(lane);
        } else if (!lane.isHeld) {
          send(lane);
          removeIfEmpty(lane);
        }
      }
    } catch (Throwable e) {
      // Nobody else would see it.
      fail(TaskFailure.of(e));
    }
  }

  /** Returns whether a held lane may be sent again; not before the next put after a lapse. */
  private boolean isDue(Lane lane) {
    return lease.isValid() && ticks.nanoTime() - lane.dueNanos >= 0;
  }

  private void removeIfEmpty(Lane lane) {
    if (lane.isEmpty() && !lane.isHeld) {
      lanes.remove(lane.key, lane);
    }
  }

  private void succeeded(Lane lane, Pending pending) {
    Change change = pending.change();
    outage.ended();
    lane.failures = 0;
    if (DroppedText.isPartial(pending.response()) && !lane.isLinked && isAmongOthers(lane)) {
      // One of them may have the bad value, and may have replaced a good one.
      sendSingly(lane, pending);
      return;
    }
    List<String> dropped = DroppedText.names(change, pending.response());
    // A deletion may have replaced the change.
    boolean isStored = pending.response() != null;
    if (isStored) {
      unknown.accepted(change, pending.leftOut());
    }
    if (isStored && !(dropped.isEmpty() && pending.leftOut().isEmpty())) {
      metrics.dropped();
    }
    if (!dropped.isEmpty()) {
      String text = DroppedText.of(change, dropped);
      if (change.object().dropped() == Dropped.DLQ) {
        rejected.add(new Rejection(change, new ConnectException(text)));
        return;
      }
      notices.dropped(text);
    }
    if (pending.isMerged()) {
      metrics.merged();
    }
    settled.add(change);
  }

  private void failed(Lane lane, Pending pending, Throwable cause) {
    Change change = pending.change();
    FailureKind kind = FailureKind.of(cause);
    boolean awaitsContact =
        kind == FailureKind.NO_CONTACT
            && change.object().contact() != null
            && change.object().contact().missing() == MissingContact.RETRY;
    boolean isProcessed = kind != FailureKind.TRANSIENT && kind != FailureKind.REFUSED;
    if (isProcessed && FailureKind.hasResponse(cause)) {
      outage.ended();
    }
    if (!change.isValid()) {
      // Whoever has the partition now reads the record again.
      if (!isProcessed || awaitsContact) {
        refuse(pending);
      } else if (isAmongOthers(lane)) {
        sendSingly(lane, pending);
      }
    } else if (kind == FailureKind.REFUSED) {
      if (!lease.isValid()) {
        // The next put makes the change void.
        refuse(pending);
      }
      lane.add(pending);
      hold(lane, ticks.nanoTime());
    } else if (kind == FailureKind.TRANSIENT || awaitsContact) {
      if (!awaitsContact && !lane.isHeld && outage.failed()) {
        // What the writer has returns here, where it is merged with what comes during the outage.
        lanes.values().forEach(Lane::refuseSent);
      }
      notices.failed(change, cause);
      sendAgain(lane, pending, awaitsContact ? CONTACT_WAIT : wait(lane));
    } else if (kind == FailureKind.TASK) {
      fail(TaskFailure.of(change, cause));
    } else if (isForUnknown(lane, pending, cause)
        || (isAmongOthers(lane) && FailureKind.isOfOther(cause, change) && pending.spare())) {
      sendAgain(lane, pending, Duration.ZERO);
    } else if (isAmongOthers(lane)) {
      sendSingly(lane, pending);
    } else {
      rejected.add(new Rejection(change, RejectionText.of(change, cause)));
    }
  }

  /** Returns whether a change was rejected for an attribute that is left out from now on. */
  private boolean isForUnknown(Lane lane, Pending pending, Throwable rejection) {
    Lesson lesson = unknown.learn(pending.change(), pending.leftOut(), rejection);
    if (lesson == Lesson.NEW) {
      // What the writer has with this attribute would be rejected too.
      lanes.values().stream()
          .filter(other -> other.key.type().equals(lane.key.type()))
          .forEach(Lane::refuseSent);
    }
    return lesson != Lesson.NONE;
  }

  /** Returns whether the call of a change that has ended may have had others of its object. */
  private static boolean isAmongOthers(Lane lane) {
    return lane.sent > 0 || lane.isHeld;
  }

  /** Sends changes that may have been merged one by one, because one alone may be bad. */
  private void sendSingly(Lane lane, Pending pending) {
    pending.sendSingly();
    sendAgain(lane, pending, Duration.ZERO);
  }

  private void sendAgain(Lane lane, Pending pending, Duration wait) {
    metrics.retried();
    lane.add(pending);
    if (!lane.isHeld) {
      lane.failures++;
    }
    // What the writer has of this lane must not overtake it.
    lane.refuseSent();
    hold(lane, ticks.nanoTime() + wait.toNanos());
  }

  /** Returns a wait that doubles with each failure, from the half of which on it is random. */
  private Duration wait(Lane lane) {
    long bound =
        Math.min(FIRST_WAIT.toNanos() << Math.min(lane.failures, 20), LONGEST_WAIT.toNanos());
    return Duration.ofNanos(bound / 2 + (long) (bound / 2.0 * ticks.random()));
  }

  private void fail(ConnectException reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** Ends: calls in flight that store objects may end within the time; nothing else is sent. */
  void close(Duration timeout) {
    List<ObjectWriter<Attributes>> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(writers.values());
      lanes.values().forEach(Lane::refuseSent);
    }
    linker.close();
    WriterCloser.close(all, timeout);
    threads.shutdown();
  }

  /** Returns the number of objects with changes that are not settled, for tests. */
  synchronized int lanes() {
    return lanes.size();
  }
}
