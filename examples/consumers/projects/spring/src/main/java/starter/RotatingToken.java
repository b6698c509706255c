package starter;

import io.github.intercomobjects.Intercom;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** A client of the application's own, with everything else from properties and beans. */
@Configuration
@Profile("rotating")
class RotatingToken {
  @Bean
  Intercom rotating(Intercom.Builder builder, Supplier<String> tokens) {
    return builder.accessToken(tokens).build();
  }
}
