package io.github.intercomobjects.sandbox;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous reader of one request body. No thread waits for the body, its total time and the
 * memory of all bodies together are limited, and so unfinished bodies do not block other requests.
 *
 * <p>A body that is not kept is still read to its end: then the connection can be used for the next
 * request, and a client that reads only after sending gets its response.
 */
final class BodyReader {
  static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  /** The time within which a body must arrive, measured from its first pause. */
  static final Duration DEADLINE = Duration.ofSeconds(10);

  // Most bodies are smaller and need no reservation of memory.
  private static final int FREE_BYTES = 16 * 1024;
  private static final int FIRST_BYTES = 1024;
  private static final long MAX_DISCARDED_BYTES = 20L * MAX_BODY_BYTES;
  private static final byte[] NOTHING = new byte[0];

  private final Request request;
  private final BodyMemory memory;
  private final Duration deadline;
  private final Consumer<Body> use;
  private final Consumer<Throwable> failed;

  // All fields below are guarded by this, since the deadline fires on another thread.
  private byte[] buffer = NOTHING;
  private long length;
  private long reserved;
  private @Nullable Refusal unread;
  private Scheduler.@Nullable Task timer;
  private boolean done;

  private BodyReader(
      Request request,
      BodyMemory memory,
      Duration deadline,
      Consumer<Body> use,
      Consumer<Throwable> failed) {
    this.request = request;
    this.memory = memory;
    this.deadline = deadline;
    this.use = use;
    this.failed = failed;
  }

  /**
   * Starts to read a body.
   *
   * @param use receives the body; its memory is released when the consumer returns
   * @param failed receives the failure of the connection
   */
  static void read(
      Request request,
      BodyMemory memory,
      Duration deadline,
      Consumer<Body> use,
      Consumer<Throwable> failed) {
    new BodyReader(request, memory, deadline, use, failed).resume();
  }

  private void resume() {
    Runnable next;
    synchronized (this) {
      try {
        next = readAvailable();
      } catch (OutOfMemoryError e) {
        finish(() -> {});
        memory.release(reserved);
        throw e;
      }
    }
    next.run();
  }

  /** Reads what has arrived, and returns the next step, which runs without the lock. */
  private Runnable readAvailable() {
    while (!done) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        if (timer == null) {
          timer =
              request
                  .getComponents()
                  .getScheduler()
                  .schedule(this::onDeadline, deadline.toNanos(), TimeUnit.NANOSECONDS);
        }
        return this::demand;
      }
      if (Content.Chunk.isFailure(chunk)) {
        Throwable failure = chunk.getFailure();
        return finish(() -> failed.accept(failure));
      }
      boolean last = chunk.isLast();
      add(chunk.getByteBuffer());
      chunk.release();
      if (last || length > MAX_DISCARDED_BYTES) {
        Body body = new Body(Arrays.copyOf(buffer, keptLength()), unread, last);
        return finish(() -> use.accept(body));
      }
    }
    return () -> {};
  }

  private void demand() {
    try {
      request.demand(this::resume);
    } catch (RuntimeException e) {
      // The deadline may have finished the request in the meantime.
      if (!isDone()) {
        throw e;
      }
    }
  }

  private synchronized boolean isDone() {
    return done;
  }

  private void onDeadline() {
    Runnable next;
    synchronized (this) {
      if (done) {
        return;
      }
      Body body = new Body(NOTHING, Refusal.lateBody(deadline), false);
      next = finish(() -> use.accept(body));
    }
    next.run();
  }

  private void add(ByteBuffer content) {
    length += content.remaining();
    if (unread == null && length > MAX_BODY_BYTES) {
      discard(Refusal.tooLarge(MAX_BODY_BYTES));
    }
    if (unread == null) {
      long wanted = Math.max(0, length - FREE_BYTES) - reserved;
      if (wanted <= 0 || memory.reserve(wanted)) {
        reserved += Math.max(0, wanted);
      } else {
        discard(Refusal.noRoom());
      }
    }
    if (unread == null) {
      int before = (int) length - content.remaining();
      if (length > buffer.length) {
        buffer = Arrays.copyOf(buffer, (int) Math.max(length, Math.max(FIRST_BYTES, 2L * before)));
      }
      content.get(buffer, before, content.remaining());
    }
  }

  private int keptLength() {
    return unread == null ? (int) length : 0;
  }

  private void discard(Refusal reason) {
    unread = reason;
    buffer = NOTHING;
    memory.release(reserved);
    reserved = 0;
  }

  private Runnable finish(Runnable outcome) {
    done = true;
    buffer = NOTHING;
    if (timer != null) {
      timer.cancel();
    }
    long held = reserved;
    return () -> {
      try {
        outcome.run();
      } catch (RuntimeException e) {
        failed.accept(e);
      } finally {
        memory.release(held);
      }
    };
  }
}
