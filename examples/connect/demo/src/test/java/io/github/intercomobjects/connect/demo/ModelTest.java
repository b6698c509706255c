package io.github.intercomobjects.connect.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static final Map<String, String> CONTACTS = Map.of("customer-1", "id-1");

  private final Model model = new Model();

  private void order(String number, double total) {
    model.apply(new Change(number, new Order("shipped", total, "customer-1")));
  }

  private static JsonNode object(String number, double total, String contact) {
    ObjectNode object = Json.object().put("external_id", number);
    ObjectNode attributes = object.putObject("custom_attributes");
    attributes.put("status", "shipped").put("total_amount", total);
    attributes.putObject("customer").putArray("instances").addObject().put("id", contact);
    return object;
  }

  @Test
  void theLastChangeOfEachOrderIsWhatCounts() {
    order("ORDER-1", 1);
    order("ORDER-1", 2);
    order("ORDER-2", 3);
    model.apply(new Change("ORDER-2", null));

    Model.Comparison found = model.compare(List.of(object("ORDER-1", 2, "id-1")), CONTACTS);

    assertThat(found.isEqual()).isTrue();
    assertThat(found.current).isEqualTo(1);
    assertThat(found.linked).isEqualTo(1);
  }

  @Test
  void eachKindOfDifferenceIsToldApart() {
    order("MISSING", 1);
    order("OLD", 2);
    order("TWICE", 3);
    order("UNLINKED", 4);

    Model.Comparison found =
        model.compare(
            List.of(
                object("OLD", 1, "id-1"),
                object("TWICE", 3, "id-1"),
                object("TWICE", 3, "id-1"),
                object("UNLINKED", 4, "id-2"),
                object("DELETED", 5, "id-1")),
            CONTACTS);

    assertThat(found.isEqual()).isFalse();
    assertThat(found.missing).containsExactly("MISSING");
    assertThat(found.stale).containsExactly("OLD");
    assertThat(found.doubled).containsExactly("TWICE");
    assertThat(found.unlinked).containsExactly("UNLINKED");
    assertThat(found.extra).containsExactly("DELETED");
    assertThat(found)
        .hasToString(
            "5 objects; missing 1 [MISSING], not deleted 1 [DELETED], doubled 1 [TWICE], old version 1"
                + " [OLD], not linked 1 [UNLINKED]");
  }

  @Test
  void theChangesOfAnOrderKeepTheirSequence() {
    Changes.of(1000, 7).forEach(model::apply);

    // Every 25th is deleted, and every 100th of all is created again.
    assertThat(model.size()).isEqualTo(1000 - 40 + 10);
    assertThat(model.deleted()).isEqualTo(40);
  }
}
