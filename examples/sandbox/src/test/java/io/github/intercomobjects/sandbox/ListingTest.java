package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Http.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
  private final Workspace workspace = Shops.shop().build();
  @AutoClose private final Sandbox sandbox = Sandbox.start(workspace);
  private final Http http = new Http(sandbox);

  @Test
  void aPageHolds20TheNewestFirst() {
    orders(25);
    Reply page = http.get(Shops.ORDERS).ok();
    assertThat(ids(page)).hasSize(20).startsWith("25", "24").endsWith("6");
    assertThat(page.at("/type").asText()).isEqualTo("list");
    assertThat(page.at("/total_count").asInt()).isEqualTo(25);
    assertThat(page.at("/pages").toString())
        .isEqualTo(
            "{\"type\":\"pages\",\"page\":1,\"per_page\":20,\"total_pages\":2,\"next\":\""
                + sandbox.getBaseUrl()
                + "custom_object_instances/Order?page=2&per_page=20\"}");
  }

  @Test
  void theNextUrlsVisitAllPages() {
    orders(7);
    List<String> ids = new ArrayList<>();
    String target = Shops.ORDERS + "?per_page=3";
    while (!target.isEmpty()) {
      Reply page = http.get(target).ok();
      ids.addAll(ids(page));
      String next = page.at("/pages/next").asText();
      target = next.isEmpty() ? "" : next.substring(sandbox.getBaseUrl().length() - 1);
    }
    assertThat(ids).containsExactly("7", "6", "5", "4", "3", "2", "1");
  }

  @Test
  void theLastPageHasNoNext() {
    orders(4);
    assertThat(http.get(Shops.ORDERS + "?page=2&per_page=2").ok().at("/pages").toString())
        .isEqualTo("{\"type\":\"pages\",\"page\":2,\"per_page\":2,\"total_pages\":2}");
  }

  @Test
  void aPagePastTheEndIsEmpty() {
    orders(1);
    Reply page = http.get(Shops.ORDERS + "?page=3").ok();
    assertThat(page.at("/data")).isEmpty();
    assertThat(page.at("/total_count").asInt()).isEqualTo(1);
    assertThat(page.at("/pages/next").isMissingNode()).isTrue();
    assertThat(http.get(Shops.ORDERS + "?page=999999999&per_page=150").ok().at("/data")).isEmpty();
  }

  @Test
  void aTypeWithoutInstancesHasAnEmptyPage() {
    Reply page = http.get(Shops.ORDERS).ok();
    assertThat(page.at("/data").isArray()).isTrue();
    assertThat(page.at("/data")).isEmpty();
    assertThat(page.at("/pages/total_pages").asInt()).isZero();
  }

  @Test
  void deletedInstancesAreNotListed() {
    orders(3);
    http.delete(Shops.ORDERS + "/2").ok();
    assertThat(ids(http.get(Shops.ORDERS).ok())).containsExactly("3", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", ""})
  void aPageThatIsNotAPositiveNumberIs400(String page) {
    http.get(Shops.ORDERS + "?page=" + page)
        .rejected(
            400,
            "parameter_invalid",
            "page must be a whole number from 1 to 2147483647, was '" + page + "'",
            "page");
  }

  @Test
  void moreThan150APageIs400() {
    http.get(Shops.ORDERS + "?per_page=151")
        .rejected(
            400,
            "parameter_invalid",
            "per_page must be a whole number from 1 to 150, was '151'",
            "per_page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.13", "2.14", "2.15"})
  void listsExistSince216(String version) {
    http.withVersion(version)
        .undescribed("GET", Shops.ORDERS + "?page=1", null)
        .rejected(400, "parameter_missing", "external_id is required", "external_id");
  }

  @Test
  void aContactsListHasBothKindsOfLinksOnce() {
    String zoe = workspace.addContact("customer-7", null, null).getId();
    orders(5);
    http.post(Shops.ORDERS, Shops.order("ORDER-2", "{\"customer\":\"" + zoe + "\"}")).ok();
    http.post(
            Shops.ORDERS,
            Shops.order("ORDER-4", "{\"customer\":\"" + zoe + "\",\"watchers\":[\"" + zoe + "\"]}"))
        .ok();
    http.put("/contacts/" + zoe, "{\"custom_attributes\":{\"orders\":[\"4\",\"1\"]}}").ok();
    http.put("/contacts/" + zoe, "{\"custom_attributes\":{\"last_order\":\"5\"}}").ok();

    Reply page = http.get(Shops.ORDERS + "?references_contact_id=" + zoe).ok();
    assertThat(ids(page)).containsExactly("5", "4", "2", "1");
    assertThat(page.at("/total_count").asInt()).isEqualTo(4);
    assertThat(workspace.getInstancesReferencingContact("Order", zoe))
        .containsExactly("1", "2", "4", "5");

    Reply first = http.get(Shops.ORDERS + "?per_page=3&references_contact_id=" + zoe).ok();
    assertThat(first.at("/pages/next").asText())
        .endsWith("Order?page=2&per_page=3&references_contact_id=" + zoe);
  }

  @Test
  void aConversationsListHasBothKindsOfLinks() {
    String talk = workspace.addConversation().getId();
    orders(3);
    http.post(Shops.ORDERS, Shops.order("ORDER-2", "{\"talks\":[\"" + talk + "\"]}")).ok();
    http.put("/conversations/" + talk, "{\"custom_attributes\":{\"orders\":[\"1\"]}}").ok();
    assertThat(ids(http.get(Shops.ORDERS + "?references_conversation_id=" + talk).ok()))
        .containsExactly("2", "1");
    assertThat(workspace.getInstancesReferencingConversation("Order", talk))
        .containsExactly("1", "2");
  }

  @Test
  void anUnknownContactHasAnEmptyList() {
    orders(1);
    assertThat(http.get(Shops.ORDERS + "?references_contact_id=nobody").ok().at("/data")).isEmpty();
  }

  @Test
  void twoFiltersAre400() {
    http.get(Shops.ORDERS + "?references_contact_id=1&references_conversation_id=2")
        .rejected(
            400,
            "parameter_invalid",
            "references_conversation_id cannot be combined with references_contact_id",
            "references_conversation_id");
    http.get(Shops.ORDERS + "?external_id=ORDER-1&references_contact_id=1")
        .rejected(
            400,
            "parameter_invalid",
            "external_id cannot be combined with references_contact_id or"
                + " references_conversation_id",
            "external_id");
  }

  private void orders(int count) {
    for (int i = 1; i <= count; i++) {
      http.post(Shops.ORDERS, Shops.order("ORDER-" + i)).ok();
    }
  }

  private static List<String> ids(Reply page) {
    List<String> ids = new ArrayList<>();
    page.at("/data").forEach(instance -> ids.add(instance.path("id").asText()));
    return ids;
  }
}
