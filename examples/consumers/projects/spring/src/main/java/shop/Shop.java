package shop;

import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.ExternalId;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.References;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application with the client as a bean, which Spring closes. */
@SpringBootApplication
class Shop {
  record Order(@ExternalId String number, String status, References customer) {}

  @Bean
  Intercom intercom(
      @Value("${intercom.access-token}") String token,
      @Value("${intercom.base-url:https://api.intercom.io/}") String baseUrl) {
    return Intercom.builder().accessToken(token).baseUrl(baseUrl).build();
  }

  /** Stores an order and returns the numbers of all that are linked to its customer. */
  static List<String> store(Intercom intercom, String number, String customer) {
    CustomObjects<Order> orders = intercom.customObjects(ObjectType.of("Order", Order.class));
    String id = intercom.contacts().findByExternalId(customer).orElseThrow().getId();
    orders.upsert(new Order(number, "shipped", References.one(id))).orThrow();
    return orders.list(Parent.contact(id)).stream().map(CustomObject::getExternalId).toList();
  }
}
