package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A comparison of upserts to a {@link CannedServer}: with the library and with OkHttp alone. */
public class UpsertBenchmark {
  /** The system property with the URL of the server. */
  static final String BASE_URL = "benchmarks.baseUrl";

  interface Contender {
    Object upsert() throws IOException;
  }

  @State(Scope.Benchmark)
  public static class Contenders extends InTurns<Contender> {
    public Contenders() {
      super(List.of(facade(), bare()));
    }

    private static Contender facade() {
      Order order = Samples.order(1);
      CustomObjects<Order> orders = orders(System.getProperty(BASE_URL, ""));
      return () -> orders.upsert(order).orThrow();
    }

    private static Contender bare() {
      byte[] order = Samples.request(1);
      BareOkHttp client = new BareOkHttp(System.getProperty(BASE_URL, ""));
      return () -> client.upsert(order);
    }
  }

  static CustomObjects<Order> orders(String baseUrl) {
    return Intercom.builder()
        .accessToken(Samples.TOKEN)
        .baseUrl(baseUrl)
        .build()
        .customObjects(ObjectType.of("Order", Order.class));
  }

  @Benchmark
  public Object upsert(Contenders contenders) throws IOException {
    return contenders.contender().upsert();
  }
}
