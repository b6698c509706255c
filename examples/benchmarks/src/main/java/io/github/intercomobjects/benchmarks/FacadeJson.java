package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectList;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Upserted;
import java.util.List;

/** The library, used as an application uses it. */
final class FacadeJson implements JsonContender {
  private final Order order = Samples.order(1);
  private final CustomObjects<Order> pages = orders(Samples.page());
  private final CustomObjects<Order> upserts = orders(Samples.instance(1));

  private static CustomObjects<Order> orders(byte[] response) {
    return Intercom.builder()
        .accessToken(Samples.TOKEN)
        .client(CannedClient.respondingWith(response))
        .build()
        .customObjects(ObjectType.of("Order", Order.class));
  }

  @Override
  public ObjectList.Page<Order> readPage() {
    return pages.list().pages().findFirst().orElseThrow();
  }

  @Override
  public List<Order> readOrders() {
    return readPage().getObjects().stream().map(CustomObject::getValue).toList();
  }

  @Override
  public Upserted<Order> upsert() {
    return upserts.upsert(order).orThrow();
  }
}
