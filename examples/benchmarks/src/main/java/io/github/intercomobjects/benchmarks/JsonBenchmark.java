package io.github.intercomobjects.benchmarks;

import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A comparison with other JSON libraries: reads and upserts without a network. */
public class JsonBenchmark {
  @State(Scope.Benchmark)
  public static class Contenders extends InTurns<JsonContender> {
    public Contenders() {
      super(List.of(new FacadeJson(), new JacksonJson(), new MoshiJson()));
    }
  }

  @Benchmark
  public Object readPage(Contenders contenders) throws IOException {
    return contenders.contender().readPage();
  }

  @Benchmark
  public Object readOrders(Contenders contenders) throws IOException {
    return contenders.contender().readOrders();
  }

  @Benchmark
  public Object upsert(Contenders contenders) throws IOException {
    return contenders.contender().upsert();
  }
}
