package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import mockwebserver3.RecordedRequest;

/** The check that contacts and conversations have one update at a time. */
final class ParentWaits {
  private ParentWaits() {}

  /**
   * Starts an update while an addition reads; it must not be sent before the addition has written.
   */
  static void updateWaitsForAddition(
      FakeIntercom intercom, Parent parent, BiFunction<Intercom, Attributes, ?> update) {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch mayRead = new CountDownLatch(1);
    intercom.respondBy(
        request -> {
          if (request.getMethod().equals("GET")) {
            reading.countDown();
            Threads.await(mayRead);
          }
          return FakeIntercom.json(200, "{\"id\":\"" + parent.getId() + "\"}");
        });
    Intercom client = intercom.builder().build();
    Threads.Running<?> addition =
        Threads.start(
            () ->
                client
                    .customObjects(ObjectType.untyped("Order"))
                    .associations(parent, "orders")
                    .assumeComplete()
                    .add("21"));
    Threads.await(reading);
    Threads.Running<?> updating =
        Threads.start(
            () ->
                update.apply(
                    client.withVersion(ApiVersion.PREVIEW),
                    Attributes.builder().set("tier", "gold").build()));
    updating.awaitWaiting();
    assertThat(intercom.requestCount()).isEqualTo(1);
    mayRead.countDown();
    updating.get();
    assertThat(intercom.request().getMethod()).isEqualTo("GET");
    RecordedRequest written = intercom.request();
    assertThat(FakeIntercom.body(written))
        .isEqualTo("{\"custom_attributes\":{\"orders\":[\"21\"]}}");
    RecordedRequest request = intercom.request();
    while (request.getMethod().equals("GET")) {
      // The addition looks for links that the response does not show.
      request = intercom.request();
    }
    assertThat(FakeIntercom.body(request)).isEqualTo("{\"custom_attributes\":{\"tier\":\"gold\"}}");
    addition.get();
  }
}
