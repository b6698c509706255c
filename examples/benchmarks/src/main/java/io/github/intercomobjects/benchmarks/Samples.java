package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.References;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The orders of all contenders, with requests and responses. */
final class Samples {
  /** The maximum number of objects on a page. */
  static final int PAGE = 150;

  static final String TOKEN = "dG9rOmJlbmNobWFyaw";
  static final String PATH = "custom_object_instances/Order";

  private static final long PLACED = 1_788_256_800;
  private static final String CUSTOMER = "63a07ddf05a32042dffac965";

  private Samples() {}

  static Order order(int i) {
    return new Order(
        "ORDER-" + i,
        Instant.ofEpochSecond(PLACED + i),
        Instant.ofEpochSecond(PLACED + 2L * i),
        "shipped",
        new BigDecimal(i + ".99"),
        i % 5,
        i % 2 == 0,
        Instant.ofEpochSecond(PLACED + i),
        "SPRING-" + i,
        "Leave it with the neighbours at no. " + i,
        References.one(CUSTOMER));
  }

  /** Returns the body of the library's request for {@link #order}, byte for byte. */
  static byte[] request(int i) {
    return bytes(
        """
        {"external_id":"ORDER-%1$d","external_created_at":%2$d,"external_updated_at":%3$d,\
        "custom_attributes":{"status":"shipped","total_amount":%1$d.99,"parcels":%4$d,"gift":%5$b,\
        "placed_at":%2$d,"coupon":"SPRING-%1$d","note":"Leave it with the neighbours at no. %1$d",\
        "customer":"%6$s"}}"""
            .formatted(i, PLACED + i, PLACED + 2L * i, i % 5, i % 2 == 0, CUSTOMER));
  }

  /** Returns the response to {@link #request}. */
  static byte[] instance(int i) {
    return bytes(instanceText(i));
  }

  /** Returns a full page of a list of ten pages. */
  static byte[] page() {
    return bytes(
        """
        {"type":"list","pages":{"type":"pages","page":1,"per_page":%1$d,"total_pages":10},\
        "total_count":%2$d,"data":[%3$s]}"""
            .formatted(
                PAGE,
                10 * PAGE,
                IntStream.range(0, PAGE)
                    .mapToObj(Samples::instanceText)
                    .collect(Collectors.joining(","))));
  }

  private static String instanceText(int i) {
    return """
        {"id":"%7$d","type":"Order","external_id":"ORDER-%1$d","external_created_at":%2$d,\
        "external_updated_at":%3$d,"custom_attributes":{"status":"shipped","total_amount":%1$d.99,\
        "parcels":%4$d,"gift":%5$b,"placed_at":%2$d,"coupon":"SPRING-%1$d",\
        "note":"Leave it with the neighbours at no. %1$d","customer":{"type":"contact.list",\
        "instances":[{"type":"contact","id":"%6$s","external_id":"customer-7"}]}},\
        "created_at":%2$d,"updated_at":%3$d}"""
        .formatted(i, PLACED + i, PLACED + 2L * i, i % 5, i % 2 == 0, CUSTOMER, 1000 + i);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
