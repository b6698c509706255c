package io.github.intercomobjects.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A program that sends one upsert, with the library, or with OkHttp alone and the bytes from an
 * argument. It prints a line when it has the response, and then the processor time of its process
 * in nanoseconds.
 */
final class FirstUpsert {
  static final String FACADE = "facade";
  static final String BARE = "okHttp";

  private FirstUpsert() {}

  public static void main(String[] arguments) throws IOException {
    String contender = arguments[0];
    String baseUrl = arguments[1];
    String order = arguments[2];
    System.out.println(
        contender.equals(FACADE) ? Facade.upsert(baseUrl) : Bare.upsert(baseUrl, order));
    System.out.println(
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos());
    System.exit(0);
  }

  /** The upsert with the library. A separate class keeps OkHttp alone from loading the library. */
  private static final class Facade {
    static String upsert(String baseUrl) {
      return UpsertBenchmark.orders(baseUrl).upsert(Samples.order(1)).orThrow().getId();
    }
  }

  private static final class Bare {
    static String upsert(String baseUrl, String order) throws IOException {
      byte[] response = new BareOkHttp(baseUrl).upsert(order.getBytes(StandardCharsets.UTF_8));
      return Integer.toString(response.length);
    }
  }
}
