package io.github.intercomobjects.connect;

import io.github.intercomobjects.spec.PackageCycles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PackageCyclesTest {
  @Test
  void noCycleHasMoreThanFiveTypes() {
    PackageCycles.check(
        Path.of("target", "classes"), IntercomSinkConnector.class.getPackageName(), 5);
  }
}
