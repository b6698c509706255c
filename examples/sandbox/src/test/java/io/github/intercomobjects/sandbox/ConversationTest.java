package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Http.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
  @AutoClose private final Sandbox sandbox = Sandbox.start(Shops.shop().build());
  private final Workspace workspace = sandbox.getWorkspace();
  private final Http http = new Http(sandbox);
  private final Contact zoe = workspace.addContact("customer-7", "zoe@example.com", "Zoë");
  private final String address = "/conversations/" + workspace.addConversation(zoe.getId()).getId();

  @Test
  void aConversationShowsItsContact() {
    Reply reply = http.get(address).ok();
    assertThat(reply.at("/contacts").toString())
        .isEqualTo(
            "{\"type\":\"contact.list\",\"contacts\":[{\"type\":\"contact\",\"id\":\""
                + zoe.getId()
                + "\",\"external_id\":\"customer-7\"}]}");
    assertThat(reply.at("/source/author/type").asText()).isEqualTo("user");
    assertThat(reply.at("/source/author/name").asText()).isEqualTo("Zoë");
    assertThat(reply.at("/source/delivered_as").asText()).isEqualTo("customer_initiated");
  }

  @Test
  void aDeletedConversationIs404() {
    String id = address.substring("/conversations/".length());
    http.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"talks\":[\"" + id + "\"]}")).ok();
    assertThat(http.delete(address).ok().text())
        .isEqualTo("{\"id\":\"" + id + "\",\"object\":\"conversation\",\"deleted\":true}");
    http.get(address).rejected(404, "not_found", "Conversation not found");
    http.put(address, "{}").rejected(404, "not_found", "Conversation not found");
    http.delete(address).rejected(404, "not_found", "Conversation not found");
    assertThat(http.get(Shops.ORDERS + "/1").ok().at("/custom_attributes/talks").isNull()).isTrue();
  }

  @Test
  void retainMetricsMustBeTrueOrFalse() {
    http.call("DELETE", address + "?retain_metrics=maybe", null)
        .rejected(
            400,
            "parameter_invalid",
            "retain_metrics must be true or false, was 'maybe'",
            "retain_metrics");
    http.delete(address + "?retain_metrics=true").ok();
  }

  @Test
  void conversationsCanBeDeletedSince213() {
    http.withVersion("2.12")
        .delete(address)
        .rejected(
            400,
            "intercom_version_invalid",
            "DELETE " + address + " needs version 2.13 or later of the API");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.12", "2.13", "2.16", "Preview"})
  void attributesCannotBeSetIfTwoHaveTheSameName(String version) {
    Workspace doubled =
        Shops.shop()
            .duplicateConversationAttribute("plan")
            .duplicateConversationAttribute("topic")
            .build();
    String talk = "/conversations/" + doubled.addConversation().getId();
    try (Sandbox other = Sandbox.start(doubled)) {
      Http caller = new Http(other).withVersion(version);
      for (String attributes : new String[] {"{\"plan\":\"pro\"}", "{\"vip\":true}"}) {
        caller
            .put(talk, "{\"read\":true,\"custom_attributes\":" + attributes + "}")
            .rejected(
                400,
                "INVALID_PARAMETER",
                "Several live attributes of conversations have the name plan, topic; rename or"
                    + " archive all but one",
                "custom_attributes");
      }
      assertThat(caller.put(talk, "{\"title\":\"Hi\"}").ok().at("/read").asBoolean()).isFalse();
      String contact = doubled.addContact("customer-8", null, null).getId();
      caller.put("/contacts/" + contact, "{\"custom_attributes\":{\"plan\":\"pro\"}}").ok();
    }
  }

  @Test
  void aCompanyIsSetSince214AndShownSince215() {
    String body = "{\"company_id\":\"6a2f41bb69f9f2193bc4c001\"}";
    http.withVersion("2.13").put(address, body).ok();
    assertThat(http.get(address).ok().json().has("company")).isFalse();
    assertThat(http.withVersion("2.14").put(address, body).ok().json().has("company")).isFalse();
    assertThat(http.withVersion("2.15").get(address).ok().at("/company/id").asText())
        .isEqualTo("6a2f41bb69f9f2193bc4c001");
    assertThat(http.put(address, "{\"company_id\":null}").ok().json().has("company")).isFalse();
  }

  @Test
  void thePriorityCanBeSetOnlyInPreview() {
    String body = "{\"priority\":\"urgent\"}";
    assertThat(http.put(address, body).ok().at("/priority").asText()).isEqualTo("none");
    Http preview = http.withVersion("Preview");
    assertThat(preview.put(address, body).ok().at("/priority").asText()).isEqualTo("urgent");
    assertThat(http.withVersion("2.15").get(address).ok().at("/priority").asText())
        .isEqualTo("priority");
    preview
        .put(address, "{\"priority\":\"huge\"}")
        .rejected(
            400,
            "parameter_invalid",
            "priority must be one of none, low, medium, high, urgent, was 'huge'",
            "priority");
  }

  @Test
  void aConversationWithAnUnknownContactIsRejected() {
    assertThatThrownBy(() -> workspace.addConversation("nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no contact with the id 'nobody'");
  }
}
