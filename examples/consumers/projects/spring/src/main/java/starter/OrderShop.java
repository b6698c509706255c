package starter;

import io.github.intercomobjects.canvas.CanvasApp;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application whose client, health, meters and endpoint of cards come from the starter. */
@SpringBootApplication
class OrderShop {
  @Bean
  CanvasApp card(@Value("${intercom.client-secret}") String secret, Orders orders) {
    return CanvasApp.builder(secret).inboxInitialize(orders::card).build();
  }
}
