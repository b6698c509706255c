package io.github.intercomobjects.sync;

import io.github.intercomobjects.spec.PackageCycles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PackageCyclesTest {
  @Test
  void noCycleHasMoreThanFiveTypes() {
    PackageCycles.check(Path.of("target", "classes"), IntercomSync.class.getPackageName(), 5);
  }
}
