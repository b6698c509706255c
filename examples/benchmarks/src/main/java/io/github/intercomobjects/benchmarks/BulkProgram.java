package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.BulkReport;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;

/**
 * A program that stores orders with a bulk run. It prints the numbers of stored orders, calls and
 * responses with 429, the nanoseconds, and the largest heap after a garbage collection in bytes. A
 * fourth argument is the time in milliseconds that is added to each call.
 */
final class BulkProgram {
  private BulkProgram() {}

  public static void main(String[] arguments) {
    Intercom.Builder client = Intercom.builder().baseUrl(arguments[0]).accessToken(arguments[1]);
    int rows = Integer.parseInt(arguments[2]);
    if (arguments.length > 3) {
      client.client(slow(Long.parseLong(arguments[3])));
    }
    long[] heap = {0};
    try (Intercom intercom = client.build()) {
      BulkReport report =
          intercom
              .customObjects(ObjectType.of("Order", Order.class))
              .bulk()
              .onProgress(progress -> heap[0] = Math.max(heap[0], afterCollection()))
              .upsertAll(IntStream.range(0, rows).mapToObj(Samples::order));
      System.gc();
      System.out.println(report.getStored());
      System.out.println(report.getCalls());
      System.out.println(report.getRateLimited());
      System.out.println(report.getElapsed().toNanos());
      System.out.println(Math.max(heap[0], afterCollection()));
    }
  }

  /** Returns a client whose calls take this much longer. */
  private static OkHttpClient slow(long millis) {
    return new OkHttpClient.Builder()
        .addInterceptor(
            chain -> {
              LockSupport.parkNanos(millis * 500_000);
              try {
                return chain.proceed(chain.request());
              } finally {
                LockSupport.parkNanos(millis * 500_000);
              }
            })
        .build();
  }

  private static long afterCollection() {
    long used = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getCollectionUsage();
      used += usage == null ? 0 : usage.getUsed();
    }
    return used;
  }
}
