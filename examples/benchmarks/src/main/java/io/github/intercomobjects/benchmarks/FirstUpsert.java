package io.github.intercomobjects.benchmarks;

import java.io.IOException;
import java.time.Duration;

/**
 * A program in which one contender sends one upsert. It prints a line when it has the response, and
 * then the processor time of its process in nanoseconds.
 */
final class FirstUpsert {
  private FirstUpsert() {}

  public static void main(String[] arguments) throws IOException {
    Contender contender = Peer.valueOf(arguments[0]).create(arguments[1], null);
    System.out.println(contender.upsert().getClass().getSimpleName());
    System.out.println(
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos());
    System.exit(0);
  }
}
