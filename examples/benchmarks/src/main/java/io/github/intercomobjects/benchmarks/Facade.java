package io.github.intercomobjects.benchmarks;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectList;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Upserted;
import io.github.intercomobjects.client.model.Contact;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The library, used as an application uses it. */
final class Facade implements Contender {
  private final Order order = Samples.order(1);
  private final CustomObjects<Order> orders;

  Facade(String baseUrl, @Nullable OkHttpClient client) {
    Intercom.Builder builder = Intercom.builder().accessToken(Samples.TOKEN).baseUrl(baseUrl);
    if (client != null) {
      builder.client(client);
    }
    this.orders = builder.build().customObjects(ObjectType.of("Order", Order.class));
  }

  @Override
  public Upserted<Order> upsert() {
    return orders.upsert(order).orThrow();
  }

  @Override
  public ObjectList.Page<Order> readPage() {
    return orders.list().pages().findFirst().orElseThrow();
  }

  /** Keeps the objects, which still have their attributes, and maps each of them. */
  @Override
  public ObjectList.Page<Order> readOrders() {
    ObjectList.Page<Order> page = readPage();
    for (CustomObject<Order> object : page.getObjects()) {
      Objects.requireNonNull(object.getValue());
    }
    return page;
  }

  @Override
  public Contact readContact() throws IOException {
    return Objects.requireNonNull(Contacts.ADAPTER.fromJson(new Buffer().write(Samples.CONTACT)));
  }

  /** The adapter of contacts. A separate class keeps an upsert from loading it. */
  private static final class Contacts {
    static final JsonAdapter<Contact> ADAPTER = new Moshi.Builder().build().adapter(Contact.class);
  }

  @Override
  public List<Instance> instances(Object result) {
    return objects(result).stream()
        .map(
            object ->
                new Instance(
                    object.getId(),
                    String.valueOf(object.toMap().get("type")),
                    Objects.requireNonNull(object.getExternalId()),
                    seconds(object.getExternalCreatedAt()),
                    seconds(object.getExternalUpdatedAt()),
                    seconds(object.getCreatedAt()),
                    seconds(object.getUpdatedAt()),
                    object.getAttributes().toMap()))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static List<CustomObject<Order>> objects(Object result) {
    return result instanceof Upserted<?> upserted
        ? List.of(((Upserted<Order>) upserted).getStored())
        : ((ObjectList.Page<Order>) result).getObjects();
  }

  private static long seconds(@Nullable Instant time) {
    return Objects.requireNonNull(time).getEpochSecond();
  }

  @Override
  public List<Order> orders(Object result) {
    return objects(result).stream().map(CustomObject::getValue).toList();
  }

  @Override
  public String contact(Object result) {
    return Contacts.ADAPTER.toJson((Contact) result);
  }
}
