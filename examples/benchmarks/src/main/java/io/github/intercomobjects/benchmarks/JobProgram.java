package io.github.intercomobjects.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program in which one contender does one job. For each line of input it works for a moment, and
 * prints, for each run of the job, the nanoseconds of processor time, the allocated bytes and the
 * median and 99th percentile of the nanoseconds that it took. For {@link #WARM_UP} it prints the
 * nanoseconds of processor time that were used after that moment, which are those of the compiler.
 *
 * <p>Processor time includes all threads and the garbage collector. An operation's result is kept
 * until the next one, so that nothing of it can be left out.
 */
final class JobProgram {
  /** The line of input for a moment of work that is not measured. */
  static final String WARM_UP = "warm up";

  private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(750);

  /** The time in which an idle process uses almost no processor. */
  private static final long IDLE_MILLIS = 100;

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS) / 20;

  /** The maximum number of times that a caller remembers. */
  private static final int TIMES = 1 << 15;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Job job;
  private final Contender contender;

  private JobProgram(Job job, Contender contender) {
    this.job = job;
    this.contender = contender;
  }

  /**
   * Runs the program.
   *
   * @param arguments the contender, the job, the number of callers and perhaps the URL of a server
   */
  public static void main(String[] arguments) throws Exception {
    Peer peer = Peer.valueOf(arguments[0]);
    Job job = Job.valueOf(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    job.check(peer);
    JobProgram program =
        new JobProgram(
            job,
            arguments.length > 3
                ? peer.create(arguments[3], null)
                : peer.create(CannedClient.BASE_URL, job.client()));
    ExecutorService threads = Executors.newFixedThreadPool(count);
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      callers.add(program.new Caller());
    }
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String figures = round(threads, callers);
      System.out.println(line.equals(WARM_UP) ? awaitIdle() : figures);
    }
    System.exit(0);
  }

  /** Waits until the compiler has nothing to do, and returns the processor time that it used. */
  private static long awaitIdle() throws InterruptedException {
    long start = SYSTEM.getProcessCpuTime();
    for (long before = start; ; ) {
      Thread.sleep(IDLE_MILLIS);
      long now = SYSTEM.getProcessCpuTime();
      if (now - before < IDLE_NANOS) {
        return now - start;
      }
      before = now;
    }
  }

  private static String round(ExecutorService threads, List<Caller> callers) throws Exception {
    long cpu = SYSTEM.getProcessCpuTime();
    Map<Long, Long> allocatedBefore = allocated();
    for (Future<@Nullable Void> end : threads.invokeAll(callers)) {
      end.get();
    }
    double bytes = 0;
    for (Map.Entry<Long, Long> thread : allocated().entrySet()) {
      bytes += thread.getValue() - allocatedBefore.getOrDefault(thread.getKey(), 0L);
    }
    cpu = SYSTEM.getProcessCpuTime() - cpu;
    double runs = callers.stream().mapToInt(caller -> caller.runs).sum();
    long[] times =
        callers.stream()
            .flatMapToLong(caller -> Arrays.stream(caller.times, 0, Math.min(caller.runs, TIMES)))
            .sorted()
            .toArray();
    return cpu / runs
        + " "
        + bytes / runs
        + " "
        + times[times.length / 2]
        + " "
        + times[times.length * 99 / 100];
  }

  private static Map<Long, Long> allocated() {
    long[] ids = THREADS.getAllThreadIds();
    long[] bytes = THREADS.getThreadAllocatedBytes(ids);
    Map<Long, Long> allocated = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      allocated.put(ids[i], bytes[i]);
    }
    return allocated;
  }

  private final class Caller implements Callable<@Nullable Void> {
    private final long[] times = new long[TIMES];
    private int runs;

    /** The latest result. */
    private volatile @Nullable Object result;

    @Override
    public @Nullable Void call() throws IOException {
      runs = 0;
      long start = System.nanoTime();
      long end = start + ROUND;
      for (long now = start; now - end < 0; ) {
        result = job.run(contender);
        long after = System.nanoTime();
        times[runs++ & (TIMES - 1)] = after - now;
        now = after;
      }
      return null;
    }

    @Override
    public String toString() {
      return runs + " runs, the latest of which returned " + result;
    }
  }
}
