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
 * Reads the body of one request as it comes. No thread waits for it, a body has only so much time
 * in all, and all bodies together have only so much memory, so that unfinished ones keep nobody
 * else from a response.
 *
 * <p>A body that is not kept is read nevertheless: the connection is then in order for the next
 * request, and a client that sends before it reads gets its response.
 */
final class BodyReader {
  static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  /** How long a body may take, from its first pause. */
  static final Duration DEADLINE = Duration.ofSeconds(10);

  // Most bodies are smaller, and never have to ask for memory.
  private static final int FREE_BYTES = 16 * 1024;
  private static final int FIRST_BYTES = 1024;
  private static final long MAX_DISCARDED_BYTES = 20L * MAX_BODY_BYTES;
  private static final byte[] NOTHING = new byte[0];

  private final Request request;
  private final BodyMemory memory;
  private final Duration deadline;
  private final Consumer<Body> use;
  private final Consumer<Throwable> failed;

  // All of it is guarded by this: the deadline comes on a thread of its own.
  private byte[] buffer = NOTHING;
  private long length;
  private long taken;
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
   * Begins to read a body.
   *
   * @param use gets the body, whose memory is free for others when this returns
   * @param failed gets what broke the connection
   */
  static void read(
      Request request,
      BodyMemory memory,
      Duration deadline,
      Consumer<Body> use,
      Consumer<Throwable> failed) {
    new BodyReader(request, memory, deadline, use, failed).more();
  }

  private void more() {
    Runnable next;
    synchronized (this) {
      try {
        next = readOn();
      } catch (OutOfMemoryError e) {
        end(() -> {});
        memory.give(taken);
        throw e;
      }
    }
    next.run();
  }

  /** Reads what is there; the result is what follows, to be run without the lock. */
  private Runnable readOn() {
    while (!done) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        if (timer == null) {
          timer =
              request
                  .getComponents()
                  .getScheduler()
                  .schedule(this::late, deadline.toNanos(), TimeUnit.NANOSECONDS);
        }
        return this::demand;
      }
      if (Content.Chunk.isFailure(chunk)) {
        Throwable failure = chunk.getFailure();
        return end(() -> failed.accept(failure));
      }
      boolean last = chunk.isLast();
      add(chunk.getByteBuffer());
      chunk.release();
      if (last || length > MAX_DISCARDED_BYTES) {
        Body body = new Body(Arrays.copyOf(buffer, keptLength()), unread, last);
        return end(() -> use.accept(body));
      }
    }
    return () -> {};
  }

  private void demand() {
    try {
      request.demand(this::more);
    } catch (RuntimeException e) {
      // The deadline may have ended the request in between.
      if (!isDone()) {
        throw e;
      }
    }
  }

  private synchronized boolean isDone() {
    return done;
  }

  private void late() {
    Runnable next;
    synchronized (this) {
      if (done) {
        return;
      }
      Body body = new Body(NOTHING, Refusal.lateBody(deadline), false);
      next = end(() -> use.accept(body));
    }
    next.run();
  }

  private void add(ByteBuffer content) {
    length += content.remaining();
    if (unread == null && length > MAX_BODY_BYTES) {
      discard(Refusal.tooLarge(MAX_BODY_BYTES));
    }
    if (unread == null) {
      long wanted = Math.max(0, length - FREE_BYTES) - taken;
      if (wanted <= 0 || memory.take(wanted)) {
        taken += Math.max(0, wanted);
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
    memory.give(taken);
    taken = 0;
  }

  private Runnable end(Runnable outcome) {
    done = true;
    buffer = NOTHING;
    if (timer != null) {
      timer.cancel();
    }
    long held = taken;
    return () -> {
      try {
        outcome.run();
      } catch (RuntimeException e) {
        failed.accept(e);
      } finally {
        memory.give(held);
      }
    };
  }
}
