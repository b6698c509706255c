package io.github.intercomobjects;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A server with a rate limit and the processes that call it, in virtual time and on one thread.
 * Each process has a limiter of its own, and as many callers as a bulk, which always have a call to
 * send.
 */
final class ScriptedWindows {
  private static final long WINDOW_NANOS = RateLimiter.WINDOW.toNanos();
  private static final Operation UPSERT =
      Operation.of(new Request.Builder().url("http://127.0.0.1/upsert").build());

  private record Event(long nanos, long number, Runnable action) {}

  private final Random random = new Random(7);
  private final FakeTiming time = new FakeTiming();
  private final Timing timing =
      new ForwardingTiming(time) {
        @Override
        public double random() {
          return random.nextDouble();
        }
      };

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::number));
  private final int limit;
  private final Duration latency;
  private final int callers;
  private final List<Integer> counted = new ArrayList<>();
  private final List<Integer> refused = new ArrayList<>();
  private final List<Integer> countedBy = new ArrayList<>();
  private long serviceNanos;
  private long busyUntilNanos;
  private long number;
  private int mostInFlight;

  ScriptedWindows(int limit, Duration latency) {
    this.limit = limit;
    this.latency = latency;
    this.callers = Math.max(8, (int) (2L * limit * latency.toNanos() / WINDOW_NANOS));
  }

  /** Makes the server process one call after the other, this many in a second. */
  ScriptedWindows capacity(int callsPerSecond) {
    serviceNanos = Duration.ofSeconds(1).toNanos() / callsPerSecond;
    return this;
  }

  /** Adds a process. */
  void process(RateLimiter.Allowance allowance) {
    process(allowance, callers, Duration.ZERO);
  }

  /**
   * Adds a process whose callers pause between their calls.
   *
   * @param pause the mean pause
   */
  void process(RateLimiter.Allowance allowance, int callersOfIt, Duration pause) {
    RateLimiter limiter = new RateLimiter(timing);
    int index = countedBy.size();
    countedBy.add(0);
    for (int i = 0; i < callersOfIt; i++) {
      after(
          random.nextLong(WINDOW_NANOS / 10),
          () -> ask(index, limiter, allowance, pause, new RateLimiter.Ticket()));
    }
  }

  /** Adds a bulk alone, with as many callers as {@link BulkPace} says. */
  void bulk(RateLimiter.Allowance allowance) {
    countedBy.add(0);
    new BulkCallers(countedBy.size() - 1, allowance).start();
  }

  private final class BulkCallers {
    private final int index;
    private final RateLimiter limiter = new RateLimiter(timing);
    private final RateLimiter.Allowance allowance;
    private final BulkPace pace;
    private int inFlight;

    BulkCallers(int index, RateLimiter.Allowance allowance) {
      this.index = index;
      this.allowance = allowance;
      this.pace = new BulkPace(Integer.MAX_VALUE, allowance.share(), allowance.calls());
    }

    void start() {
      while (inFlight < pace.inFlight()) {
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        ask(new RateLimiter.Ticket());
      }
    }

    private void ask(RateLimiter.Ticket ticket) {
      Duration wait = limiter.reserve(UPSERT, ticket, allowance);
      if (!wait.isZero()) {
        after(wait.toNanos(), () -> ask(ticket));
        return;
      }
      long sent = timing.nanoTime();
      after(way(), () -> after(queue(), () -> respond(ticket, sent)));
    }

    private void respond(RateLimiter.Ticket ticket, long sent) {
      Response response = arrive(index);
      after(
          way(),
          () -> {
            int perWindow = limiter.settle(UPSERT, ticket, response);
            inFlight--;
            pace.add(timing.since(sent), perWindow, true);
            start();
          });
    }
  }

  private void after(long nanos, Runnable action) {
    events.add(new Event(timing.nanoTime() + nanos, number++, action));
  }

  private void ask(
      int index,
      RateLimiter limiter,
      RateLimiter.Allowance allowance,
      Duration pause,
      RateLimiter.Ticket ticket) {
    Duration wait = limiter.reserve(UPSERT, ticket, allowance);
    if (!wait.isZero()) {
      after(wait.toNanos(), () -> ask(index, limiter, allowance, pause, ticket));
      return;
    }
    after(way(), () -> after(queue(), () -> respond(index, limiter, allowance, pause, ticket)));
  }

  private void respond(
      int index,
      RateLimiter limiter,
      RateLimiter.Allowance allowance,
      Duration pause,
      RateLimiter.Ticket ticket) {
    Response response = arrive(index);
    after(
        way(),
        () -> {
          limiter.settle(UPSERT, ticket, response);
          long rest =
              response.code() == 429
                  ? new Backoff(timing).afterRateLimit(response, Duration.ofMinutes(1)).toNanos()
                  : (long) (2 * random.nextDouble() * pause.toNanos());
          after(rest, () -> ask(index, limiter, allowance, pause, new RateLimiter.Ticket()));
        });
  }

  /** Adds a call to the server's queue, and returns the time until it is processed. */
  private long queue() {
    long now = timing.nanoTime();
    busyUntilNanos = Math.max(now, busyUntilNanos) + serviceNanos;
    return busyUntilNanos - now;
  }

  /** Returns half a latency, half of it random. */
  private long way() {
    return (long) (latency.toNanos() * (0.25 + 0.5 * random.nextDouble()));
  }

  /** Counts a call that arrives at the server, and returns the response. */
  private Response arrive(int index) {
    int window = (int) (timing.nanoTime() / WINDOW_NANOS);
    while (counted.size() <= window) {
      counted.add(0);
      refused.add(0);
    }
    boolean isRefused = counted.get(window) == limit;
    List<Integer> count = isRefused ? refused : counted;
    count.set(window, count.get(window) + 1);
    if (!isRefused) {
      countedBy.set(index, countedBy.get(index) + 1);
    }
    long seconds = timing.epochMillis() / 1000;
    return new Response.Builder()
        .request(new Request.Builder().url("http://127.0.0.1/").build())
        .protocol(Protocol.HTTP_1_1)
        .code(isRefused ? 429 : 200)
        .message("")
        .header("X-RateLimit-Limit", "" + limit)
        .header("X-RateLimit-Remaining", "" + (limit - counted.get(window)))
        .header(
            "X-RateLimit-Reset",
            "" + (FakeTiming.START_SECONDS + (window + 1) * RateLimiter.WINDOW.toSeconds()))
        .header(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC)))
        .build();
  }

  /** Lets the processes run until the end of this window, counted from one. */
  void run(int windows) {
    while (!events.isEmpty() && events.peek().nanos() < windows * WINDOW_NANOS) {
      Event next = events.remove();
      time.advance(Duration.ofNanos(next.nanos() - timing.nanoTime()));
      next.action().run();
    }
  }

  /** Returns the part of all windows but the first that was used. */
  double used() {
    return counted.stream().skip(1).mapToInt(i -> i).average().orElseThrow() / limit;
  }

  /** Returns the part that was used of the window that was used least, of these windows. */
  double leastUsed() {
    return counted.stream().skip(1).mapToInt(i -> i).min().orElseThrow() / (double) limit;
  }

  /** Returns the part of all calls in these windows that was refused. */
  double refused() {
    double all = refused.stream().skip(1).mapToInt(i -> i).sum();
    return all / (all + counted.stream().skip(1).mapToInt(i -> i).sum());
  }

  /** Returns the largest number of calls that a bulk had in flight or waiting. */
  int mostInFlight() {
    return mostInFlight;
  }

  /** Returns the number of calls of each process that were counted. */
  List<Integer> countedBy() {
    return countedBy;
  }
}
