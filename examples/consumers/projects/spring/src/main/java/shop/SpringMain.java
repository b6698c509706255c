package shop;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.sandbox.Sandbox;
import java.io.IOException;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The client as a bean, which Spring closes, under the versions that Spring Boot manages. */
@SpringBootApplication
class SpringMain {
  public static void main(String[] args) throws IOException {
    SpringApplication application = new SpringApplication(SpringMain.class);
    application.setBannerMode(Banner.Mode.OFF);
    try (Sandbox sandbox = Sandbox.start()) {
      application.setDefaultProperties(
          Map.of(
              "intercom.access-token", sandbox.getToken(),
              "intercom.base-url", sandbox.getBaseUrl(),
              "logging.level.root", "warn"));
      try (ConfigurableApplicationContext context = application.run()) {
        Main.storeLinkedOrder(context.getBean(Intercom.class));
      }
    }
    Main.report(args);
  }

  @Bean
  Intercom intercom(
      @Value("${intercom.access-token}") String token,
      @Value("${intercom.base-url:https://api.intercom.io/}") String baseUrl) {
    return Intercom.builder().accessToken(token).baseUrl(baseUrl).build();
  }
}
