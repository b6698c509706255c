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

  /** A contact with the fields that a response has. */
  static final byte[] CONTACT =
      bytes(
          """
          {"type":"contact","id":"63a07ddf05a32042dffac965","workspace_id":"ecahpwf5",\
          "external_id":"customer-7","role":"user","email":"joe@example.com",\
          "phone":"+353871234567","name":"Joe Bloggs","avatar":{"type":"avatar",\
          "image_url":"https://example.com/128Wash.jpg"},"owner_id":"127","social_profiles":\
          {"type":"list","data":[{"type":"social_profile","name":"Twitter",\
          "url":"https://example.com/joe"}]},"has_hard_bounced":false,\
          "marked_email_as_spam":false,"unsubscribed_from_emails":false,\
          "created_at":1571672154,"updated_at":1571672158,"signed_up_at":1571069751,\
          "last_seen_at":1571069751,"last_replied_at":1571672158,"last_contacted_at":1571672158,\
          "last_email_opened_at":1571673478,"last_email_clicked_at":1571676789,\
          "language_override":null,"browser":"chrome","browser_version":"77.0.3865.90",\
          "browser_language":"en","os":"OS X 10.14.6","location":{"type":"location",\
          "country":"Ireland","region":"Dublin","city":"Dublin","country_code":"IRL",\
          "continent_code":"EU"},"android_app_name":null,"android_app_version":null,\
          "android_device":null,"android_os_version":null,"android_sdk_version":null,\
          "android_last_seen_at":null,"ios_app_name":null,"ios_app_version":null,\
          "ios_device":null,"ios_os_version":null,"ios_sdk_version":null,\
          "ios_last_seen_at":null,"custom_attributes":{"paid_subscriber":true,\
          "monthly_spend":155.5,"team_mates":9,"plan":"pro","orders":{"type":"Order.list",\
          "instances":[{"type":"Order","id":"1001","external_id":"ORDER-1"}]}},"tags":\
          {"type":"list","data":[{"type":"tag","id":"2","url":"/tags/2"},{"type":"tag",\
          "id":"4","url":"/tags/4"}],"url":"/contacts/63a07ddf05a32042dffac965/tags",\
          "total_count":2,"has_more":false},"notes":{"type":"list","data":[],\
          "url":"/contacts/63a07ddf05a32042dffac965/notes","total_count":0,"has_more":false},\
          "companies":{"type":"list","data":[{"type":"company","id":"5ba686093e8b93111d9d427c",\
          "url":"/companies/5ba686093e8b93111d9d427c"}],\
          "url":"/contacts/63a07ddf05a32042dffac965/companies","total_count":1,\
          "has_more":false},"opted_out_subscription_types":{"type":"list","data":[],\
          "url":"/contacts/63a07ddf05a32042dffac965/subscriptions","total_count":0,\
          "has_more":false},"opted_in_subscription_types":{"type":"list","data":[],\
          "url":"/contacts/63a07ddf05a32042dffac965/subscriptions","total_count":0,\
          "has_more":false},"utm_campaign":null,"utm_content":null,"utm_medium":null,\
          "utm_source":null,"utm_term":null,"referrer":"https://example.com/",\
          "enabled_push_messaging":null}""");

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
