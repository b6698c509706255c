package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.sandbox.Http.Reply;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlLinksTest {
  private final SettableClock clock = new SettableClock("2026-09-01T10:00:03Z");
  private final Workspace workspace = Shops.shop().build();

  @AutoClose
  private final Sandbox sandbox = Sandbox.builder().workspace(workspace).clock(clock).start();

  private final Http http = new Http(sandbox);
  private final Contact zoe = workspace.addContact("customer-7", "Zoe@Example.com", "Zoë");
  private final Contact leo = workspace.addContact(null, "leo@example.com", null);
  private final Conversation talk = workspace.addConversation(zoe.getId());

  @Test
  void anInstanceIsShownWithItsAttributesAndLinksOfBothDirections() {
    String first = order("ORDER-1", "{\"total\":11.50,\"customer\":\"" + zoe.getId() + "\"}");
    String second =
        order(
            "ORDER-2",
            "{\"watchers\":[\"%s\",\"%s\"],\"talks\":[\"%s\"]}"
                .formatted(zoe.getId(), leo.getId(), talk.getId()));
    link("/contacts/" + zoe.getId(), "\"orders\":[\"1\",\"2\"],\"last_order\":\"2\"");
    link("/conversations/" + talk.getId(), "\"orders\":[\"2\"]");
    http.post("/custom_object_instances/Item", Shops.order("ITEM-1", "{\"order\":\"2\"}")).ok();

    JsonNode shown = show("objects/Order/" + second);
    assertThat(shown.at("/instance"))
        .isEqualTo(http.get(Shops.ORDERS + "/" + second).ok().json())
        .isEqualTo(show("objects/Order").at("/instances/1"));
    assertThat(shown.at("/attributes").toString())
        .isEqualTo(
            "{\"status\":\"text\",\"quantity\":\"integer\",\"total\":\"decimal\","
                + "\"gift\":\"boolean\",\"placed_at\":\"date\",\"carrier\":[\"DHL\",\"UPS\"],"
                + "\"customer\":{\"to_one\":\"contact\"},\"watchers\":{\"to_many\":\"contact\"},"
                + "\"talks\":{\"to_many\":\"conversation\"},\"items\":{\"to_many\":\"Item\"}}");
    assertThat(shown.at("/links").toString())
        .isEqualTo(
            ("[{'attribute':'customer','type':'contact','total_count':0,'objects':[]},"
                    + "{'attribute':'watchers','type':'contact','total_count':2,'objects':["
                    + "{'id':'%s','external_id':'customer-7','name':'Zoë'},"
                    + "{'id':'%s','external_id':null,'name':'leo@example.com'}]},"
                    + "{'attribute':'talks','type':'conversation','total_count':1,'objects':["
                    + "{'id':'%s','external_id':null,'name':null}]},"
                    + "{'attribute':'items','type':'Item','total_count':0,'objects':[]}]")
                .formatted(zoe.getId(), leo.getId(), talk.getId())
                .replace('\'', '"'));
    assertThat(shown.at("/linked_by").toString())
        .isEqualTo(
            ("[{'type':'contact','objects':[{'id':'%s','external_id':'customer-7','name':'Zoë',"
                    + "'attributes':['orders','last_order']}],'total_count':1},"
                    + "{'type':'conversation','objects':[{'id':'%s','external_id':null,'name':null,"
                    + "'attributes':['orders']}],'total_count':1},"
                    + "{'type':'Item','total_count':1,'objects':[{'id':'3','external_id':'ITEM-1',"
                    + "'name':null,'attributes':['order']}]}]")
                .formatted(zoe.getId(), talk.getId())
                .replace('\'', '"'));
    assertThat(show("objects/Order/" + first).at("/linked_by/0/objects/0/attributes").toString())
        .isEqualTo("[\"orders\"]");
  }

  @Test
  void contactsAreListedWithLinkCounts() {
    order("ORDER-1", "{\"customer\":\"%1$s\",\"watchers\":[\"%1$s\"]}".formatted(zoe.getId()));
    link("/contacts/" + zoe.getId(), "\"orders\":[\"1\"]");
    JsonNode contacts = show("contacts");
    assertThat(contacts.at("/total_count").asInt()).isEqualTo(2);
    assertThat(contacts.at("/contacts/0").toString())
        .isEqualTo(
            ("{'id':'%s','external_id':'customer-7','name':'Zoë','email':'Zoe@Example.com',"
                    + "'role':'user','archived':false,'created_at':1788256803,"
                    + "'updated_at':1788256803,"
                    + "'links':[{'attribute':'orders','type':'Order','total_count':1},"
                    + "{'attribute':'last_order','type':'Order','total_count':0}],"
                    + "'linked_by':[{'type':'Order','total_count':1}]}")
                .formatted(zoe.getId())
                .replace('\'', '"'));
    http.call("POST", "/contacts/" + leo.getId() + "/archive", null).ok();
    assertThat(show("contacts").at("/contacts/1/archived").asBoolean()).isTrue();
  }

  @Test
  void oneContactIsShownAsTheApiShowsItAndWithItsLinks() {
    order("ORDER-1", "{\"customer\":\"%1$s\",\"watchers\":[\"%1$s\"]}".formatted(zoe.getId()));
    link("/contacts/" + zoe.getId(), "\"orders\":[\"1\"]");
    JsonNode shown = show("contacts/" + zoe.getId());
    assertThat(shown.at("/contact"))
        .isEqualTo(http.withVersion("Preview").get("/contacts/" + zoe.getId()).ok().json());
    assertThat(shown.at("/links/0").toString())
        .isEqualTo(
            "{\"attribute\":\"orders\",\"type\":\"Order\",\"total_count\":1,\"objects\":["
                + "{\"id\":\"1\",\"external_id\":\"ORDER-1\",\"name\":null}]}");
    assertThat(shown.at("/linked_by").toString())
        .isEqualTo(
            "[{\"type\":\"Order\",\"total_count\":1,\"objects\":[{\"id\":\"1\","
                + "\"external_id\":\"ORDER-1\",\"name\":null,"
                + "\"attributes\":[\"customer\",\"watchers\"]}]}]");
  }

  @Test
  void conversationsAreListedWithContactsAndLinkCounts() {
    order("ORDER-1", "{\"talks\":[\"%s\"]}".formatted(talk.getId()));
    workspace.addConversation();
    JsonNode shown = show("conversations");
    assertThat(shown.at("/total_count").asInt()).isEqualTo(2);
    assertThat(shown.at("/conversations/0").toString())
        .isEqualTo(
            ("{'id':'%s','title':null,'open':true,'created_at':1788256803,'updated_at':1788256803,"
                    + "'contacts':[{'id':'%s','external_id':'customer-7','name':'Zoë'}],"
                    + "'links':[{'attribute':'orders','type':'Order','total_count':0}],"
                    + "'linked_by':[{'type':'Order','total_count':1}]}")
                .formatted(talk.getId(), zoe.getId())
                .replace('\'', '"'));
  }

  @Test
  void oneConversationIsShownAsTheApiShowsItAndWithItsLinks() {
    order("ORDER-1", "{}");
    link("/conversations/" + talk.getId(), "\"orders\":[\"1\"]");
    JsonNode shown = show("conversations/" + talk.getId());
    assertThat(shown.at("/conversation"))
        .isEqualTo(http.withVersion("Preview").get("/conversations/" + talk.getId()).ok().json());
    assertThat(shown.at("/links/0/objects/0/external_id").asText()).isEqualTo("ORDER-1");
    assertThat(shown.at("/linked_by/0/total_count").asInt()).isZero();
  }

  @Test
  void theOldestLinksAreShownAndAllAreCounted() {
    for (int i = 1; i <= 105; i++) {
      order("ORDER-" + i, "{\"customer\":\"" + zoe.getId() + "\"}");
      http.post("/custom_object_instances/Item", Shops.order("ITEM-" + i)).ok();
    }
    String items =
        String.join("\",\"", IntStream.rangeClosed(1, 105).mapToObj(i -> "" + 2 * i).toList());
    order("ORDER-1", "{\"items\":[\"" + items + "\"]}");

    JsonNode referring = show("contacts/" + zoe.getId()).at("/linked_by/0");
    assertThat(referring.at("/total_count").asInt()).isEqualTo(105);
    assertThat(referring.at("/objects").findValuesAsText("external_id"))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 100).mapToObj(i -> "ORDER-" + i).toList());
    JsonNode instance = show("objects/Order/1");
    assertThat(instance.at("/links/3/total_count").asInt()).isEqualTo(105);
    assertThat(instance.at("/links/3/objects")).hasSize(100);
    JsonNode nested = instance.at("/instance/custom_attributes/items");
    assertThat(nested.at("/instances")).hasSize(100);
    assertThat(nested.at("/total_count").asInt()).isEqualTo(105);
    assertThat(http.get(Shops.ORDERS + "/1").at("/custom_attributes/items/instances")).hasSize(105);
  }

  @Test
  void deletedObjectsAreNotLinked() {
    order("ORDER-1", "{\"watchers\":[\"%s\",\"%s\"]}".formatted(zoe.getId(), leo.getId()));
    order("ORDER-2", "{\"customer\":\"" + zoe.getId() + "\"}");
    link("/contacts/" + zoe.getId(), "\"orders\":[\"1\",\"2\"]");
    http.delete("/contacts/" + leo.getId()).ok();
    http.delete(Shops.ORDERS + "/2").ok();
    assertThat(show("objects/Order/1").at("/links/1/total_count").asInt()).isEqualTo(1);
    assertThat(show("contacts/" + zoe.getId()).at("/links/0/objects").findValuesAsText("id"))
        .containsExactly("1");
    assertThat(show("contacts").at("/contacts/0/linked_by/0/total_count").asInt()).isEqualTo(1);
  }

  @Test
  void aListCanStartWithTheNewest() {
    List.of("ORDER-1", "ORDER-2", "ORDER-3").forEach(id -> order(id, "{}"));
    assertThat(found("objects/Order?newest_first=true&per_page=2"))
        .containsExactly("ORDER-3", "ORDER-2");
    assertThat(found("objects/Order?newest_first=true&per_page=2&page=2"))
        .containsExactly("ORDER-1");
    assertThat(show("contacts?newest_first=true").at("/contacts/0/id").asText())
        .isEqualTo(leo.getId());
    String later = workspace.addConversation().getId();
    assertThat(show("conversations?newest_first=true").at("/conversations").findValuesAsText("id"))
        .startsWith(later)
        .contains(talk.getId());
  }

  @Test
  void anObjectIsFoundByAnyOfItsIds() {
    order("ORDER-1", "{}");
    order("1", "{}");
    assertThat(found("objects/Order?find=1")).containsExactly("ORDER-1", "1");
    assertThat(found("objects/Order?find=ORDER-1")).containsExactly("ORDER-1");
    assertThat(found("objects/Order?find=ORDER")).isEmpty();
    for (String text : List.of(zoe.getId(), "customer-7", "zoe@example.com")) {
      assertThat(found("contacts?find=" + text)).as(text).containsExactly("customer-7");
    }
    assertThat(show("conversations?find=" + talk.getId()).at("/total_count").asInt()).isEqualTo(1);
    assertThat(show("conversations?find=1").at("/total_count").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "objects/Order/7|There is no Order with the id '7'",
        "objects/Nope/1|Custom object type `Nope` not found",
        "contacts/7|There is no contact with the id '7'",
        "conversations/7|There is no conversation with the id '7'"
      },
      quoteCharacter = '"')
  void missingObjectsAre404(String address, String message) {
    http.undescribed("GET", "/_sandbox/" + address, null).rejected(404, "not_found", message);
  }

  private List<String> found(String address) {
    JsonNode body = show(address);
    return body.path(address.startsWith("contacts") ? "contacts" : "instances")
        .findValuesAsText("external_id");
  }

  private String order(String externalId, String attributes) {
    Reply reply = http.post(Shops.ORDERS, Shops.order(externalId, attributes)).ok();
    return reply.at("/id").asText();
  }

  private void link(String parent, String attributes) {
    http.put(parent, "{\"custom_attributes\":{" + attributes + "}}").ok();
  }

  private JsonNode show(String address) {
    return http.withAuthorization(null)
        .undescribed("GET", "/_sandbox/" + address, null)
        .ok()
        .json();
  }
}
