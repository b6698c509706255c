package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * A sandbox with a rate limit, in a separate process. It prints its URL and token. For each line of
 * input it prints the calls of each window and the number of objects, and resets the sandbox.
 */
final class BulkServer {
  private static final int MOST_RECORDS = 2_000_000;

  private BulkServer() {}

  public static void main(String[] arguments) throws IOException {
    Workspace workspace =
        Workspace.builder()
            .objectType(
                ObjectTypeDefinition.builder("Order")
                    .list("status", "shipped")
                    .decimal("total_amount")
                    .integer("parcels")
                    .bool("gift")
                    .date("placed_at")
                    .text("coupon")
                    .text("note")
                    .referenceToOne("customer", "contact")
                    .build())
            .rateLimit(
                Integer.parseInt(arguments[0]), Duration.ofMillis(Long.parseLong(arguments[1])))
            .maxInstancesPerType(MOST_RECORDS)
            .build();
    Sandbox sandbox = Sandbox.builder().workspace(workspace).keptCalls(0).start();
    System.out.println(sandbox.getBaseUrl() + " " + sandbox.getToken());
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (input.readLine() != null) {
      System.out.println(
          sandbox.getCallsPerWindow().values().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(" ")));
      System.out.println(workspace.getInstances("Order").size());
      sandbox.reset();
    }
  }
}
