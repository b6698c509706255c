package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.spec.PackageCycles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PackageCyclesTest {
  @Test
  void noCycleHasMoreThanEightTypes() {
    PackageCycles.check(Path.of("target", "classes"), Sandbox.class.getPackageName(), 8);
  }
}
