package io.github.intercomobjects.spring;

import io.github.intercomobjects.sandbox.Sandbox;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications with the starter. */
final class Runners {
  private Runners() {}

  /** Returns an application without properties, as under Spring Boot 3. */
  static ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
        .withConfiguration(
            AutoConfigurations.of(
                IntercomAutoConfiguration.class,
                IntercomMetricsAutoConfiguration.class,
                IntercomActuatorAutoConfiguration.class));
  }

  /** Returns an application whose client calls a sandbox. */
  static ApplicationContextRunner runner(Sandbox sandbox) {
    return runner()
        .withPropertyValues(
            "intercom.access-token=" + sandbox.getToken(),
            "intercom.base-url=" + sandbox.getBaseUrl());
  }
}
