package io.github.intercomobjects;

import io.github.intercomobjects.spec.PackageCycles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PackageCyclesTest {
  @Test
  void noCycleHasMoreThanTenTypes() {
    PackageCycles.check(Path.of("target", "classes"), Intercom.class.getPackageName(), 10);
  }
}
