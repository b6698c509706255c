package io.github.intercomobjects.connect.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Sandbox;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class QuotaTest {
  private static final int RECORDS = 150;

  @Test
  void connectorsOfOneTokenInOneWorkerShareItsLimit(Cluster cluster) throws Exception {
    try (Sandbox sandbox = Shop.start(60, Duration.ofSeconds(1))) {
      String first = cluster.newTopic(1);
      String second = cluster.newTopic(1);
      for (int i = 0; i < RECORDS; i++) {
        cluster.send(first, "FIRST-" + i, Shop.order("processing", i));
        cluster.send(second, "SECOND-" + i, Shop.order("processing", i));
      }

      String one = cluster.run(Shop.settings(sandbox, first));
      String other = cluster.run(Shop.settings(sandbox, second));
      Cluster.await("all objects", () -> Shop.count(sandbox) == 2 * RECORDS);

      assertThat(Shop.statusesOfWrites(sandbox)).doesNotContain(429);
      cluster.delete(one);
      cluster.delete(other);
    }
  }
}
