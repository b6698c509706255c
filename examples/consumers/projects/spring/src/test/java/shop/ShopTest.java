package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.SandboxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

/** The application on the sandbox, under the versions that Spring Boot's parent manages. */
class ShopTest {
  @RegisterExtension
  static final SandboxExtension sandbox = SandboxExtension.of(Sandbox.builder());

  @Test
  void anOrderIsStoredAndLinked() {
    SpringApplication application = new SpringApplication(Shop.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(
        Map.of(
            "intercom.access-token", sandbox.getToken(),
            "intercom.base-url", sandbox.getBaseUrl(),
            "logging.level.root", "warn"));
    try (ConfigurableApplicationContext context = application.run()) {
      Intercom intercom = context.getBean(Intercom.class);
      assertEquals(List.of("ORDER-1"), Shop.store(intercom, "ORDER-1", "customer-7"));
    }
    System.out.printf("Spring Boot %s: a linked order%n", SpringBootVersion.getVersion());
  }
}
