package io.github.intercomobjects.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.sandbox.Sandbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** A test with a sandbox as a bean. Its properties are set after all conditions were evaluated. */
@SpringBootTest(classes = DynamicPropertiesTest.Application.class)
final class DynamicPropertiesTest {
  /** The application. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(IntercomAutoConfiguration.class)
  static final class Application {
    @Bean
    Sandbox sandbox() {
      return Sandbox.start();
    }

    @Bean
    DynamicPropertyRegistrar intercomProperties(Sandbox sandbox) {
      return properties -> {
        properties.add("intercom.access-token", sandbox::getToken);
        properties.add("intercom.base-url", sandbox::getBaseUrl);
      };
    }
  }

  @Test
  void theClientCallsTheSandbox(@Autowired Intercom intercom, @Autowired Sandbox sandbox) {
    assertThat(intercom.getBaseUrl()).isEqualTo(sandbox.getBaseUrl());
    assertThat(intercom.check().getWorkspaceName()).isNotNull();
  }
}
