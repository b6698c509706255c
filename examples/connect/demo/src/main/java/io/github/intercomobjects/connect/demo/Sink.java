package io.github.intercomobjects.connect.demo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of the sink for a topic of orders. */
final class Sink {
  private Sink() {}

  /**
   * Returns settings.
   *
   * @param secrets the file with the token
   */
  static Map<String, String> orders(String topic, SandboxProcess sandbox, Path secrets) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("connector.class", "io.github.intercomobjects.connect.IntercomSinkConnector");
    settings.put("topics", topic);
    settings.put("intercom.access.token", "${file:" + secrets + ":token}");
    settings.put("intercom.base.url", sandbox.baseUrl().toString());
    settings.put("objects", "orders");
    settings.put("objects.orders.topic", topic);
    settings.put("objects.orders.type", Shop.TYPE);
    settings.put("objects.orders.contact", "customer_id");
    settings.put("objects.orders.contact.attribute", "customer");
    settings.put("objects.orders.null.values", "delete");
    // So that a killed worker is noticed after seconds; the sink must know it, hence not the
    // worker.
    settings.put("consumer.override.session.timeout.ms", String.valueOf(Worker.SESSION.toMillis()));
    settings.put("consumer.override.heartbeat.interval.ms", "2000");
    return settings;
  }
}
