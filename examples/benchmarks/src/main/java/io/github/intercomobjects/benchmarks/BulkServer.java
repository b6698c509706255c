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
 * input it prints the calls of each window and the number of objects, and resets the sandbox unless
 * the line is {@link #KEEP}.
 */
final class BulkServer {
  /** The input after which the sandbox keeps its objects. */
  static final String KEEP = "keep";

  private static final int MOST_RECORDS = 2_000_000;
  static final int CONTACTS = 1_000;

  private BulkServer() {}

  public static void main(String[] arguments) throws IOException {
    Workspace.Builder builder =
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
            .maxInstancesPerType(MOST_RECORDS);
    for (int i = 0; i < CONTACTS; i++) {
      builder.contact("customer-" + i, null, null);
    }
    Workspace workspace = builder.build();
    Sandbox sandbox = Sandbox.builder().workspace(workspace).keptCalls(0).start();
    System.out.println(sandbox.getBaseUrl() + " " + sandbox.getToken());
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      System.out.println(
          sandbox.getCallsPerWindow().values().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(" ")));
      System.out.println(workspace.getInstances("Order").size());
      if (!line.equals(KEEP)) {
        sandbox.reset();
      }
    }
  }
}
