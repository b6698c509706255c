package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTest {
  private final Workspace workspace = Shops.shop().build();
  @AutoClose private final Sandbox sandbox = Sandbox.start(workspace);
  private final Http http = new Http(sandbox);

  @BeforeEach
  void anOrder() {
    http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.13", "2.15", "2.16", "Preview"})
  void anInstanceIsFoundByEitherId(String version) {
    Http versioned = http.withVersion(version);
    assertThat(versioned.get(Shops.ORDERS + "/1").ok().at("/external_id").asText())
        .isEqualTo("ORDER-1");
    assertThat(versioned.get(Shops.ORDERS + "?external_id=ORDER-1").ok().at("/id").asText())
        .isEqualTo("1");
  }

  @Test
  void anExternalIdInThePathIsNotLookedUp() {
    assertThat(http.get(Shops.ORDERS + "/ORDER-1").ok().text()).isEqualTo("{\"found\":false}");
  }

  @Test
  void aMissingInstanceIs404UpTo215() {
    for (String target : new String[] {"/99", "?external_id=ORDER-99"}) {
      http.withVersion("2.13")
          .get(Shops.ORDERS + target)
          .rejected(404, "not_found", "Custom object instance not found");
      http.withVersion("2.14")
          .get(Shops.ORDERS + target)
          .rejected(404, "not_found", "Object not found");
      http.withVersion("2.15")
          .get(Shops.ORDERS + target)
          .rejected(404, "not_found", "Object not found");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.16", "2.17", "Preview"})
  void aMissingInstanceIsFoundFalseFrom216(String version) {
    for (String target : new String[] {"/99", "?external_id=ORDER-99"}) {
      assertThat(http.withVersion(version).get(Shops.ORDERS + target).ok().text())
          .isEqualTo("{\"found\":false}");
    }
  }

  @Test
  void theResponseToAMissCanBeChosen() {
    try (Sandbox strict = Sandbox.start(Shops.shop().missAnswer(MissAnswer.NOT_FOUND).build())) {
      new Http(strict).get(Shops.ORDERS + "/9").rejected(404, "not_found", "Object not found");
    }
    try (Sandbox lenient = Sandbox.start(Shops.shop().missAnswer(MissAnswer.FOUND_FALSE).build())) {
      assertThat(new Http(lenient).withVersion("2.13").get(Shops.ORDERS + "/9").ok().text())
          .isEqualTo("{\"found\":false}");
    }
  }

  @Test
  void anUnknownTypeIs404InEveryVersion() {
    for (String version : new String[] {"2.13", "2.16"}) {
      for (String target : new String[] {"/1", "?external_id=ORDER-1"}) {
        Http versioned = http.withVersion(version);
        String path = "/custom_object_instances/Orders" + target;
        versioned.get(path).rejected(404, "not_found", "Custom object type `Orders` not found");
        versioned.delete(path).rejected(404, "not_found", "Custom object type `Orders` not found");
      }
    }
  }

  @Test
  void anIdOfAnotherTypeIsAMiss() {
    assertThat(http.get("/custom_object_instances/Item/1").ok().text())
        .isEqualTo("{\"found\":false}");
  }

  @Test
  void aBlankExternalIdIs400() {
    http.undescribed("GET", Shops.ORDERS + "?external_id=", null)
        .rejected(400, "parameter_invalid", "external_id must not be blank", "external_id");
  }

  @Test
  void deleteByExternalIdReturnsWhatWasDeleted() {
    assertThat(http.delete(Shops.ORDERS + "?external_id=ORDER-1").ok().text())
        .isEqualTo("{\"id\":\"1\",\"object\":\"Order\",\"deleted\":true}");
    assertThat(workspace.getInstances("Order")).isEmpty();
    http.delete(Shops.ORDERS + "?external_id=ORDER-1")
        .rejected(404, "not_found", "Custom object instance not found");
  }

  @Test
  void deleteByIdReturnsWhatWasDeleted() {
    assertThat(http.delete(Shops.ORDERS + "/1").ok().text())
        .isEqualTo("{\"id\":\"1\",\"object\":\"Order\",\"deleted\":true}");
    http.delete(Shops.ORDERS + "/1").rejected(404, "not_found", "Custom object instance not found");
    assertThat(workspace.findInstance("Order", "ORDER-1")).isEmpty();
  }

  @Test
  void deleteWithoutAnIdIs400() {
    http.undescribed("DELETE", Shops.ORDERS, null)
        .rejected(400, "parameter_missing", "external_id is required", "external_id");
    assertThat(workspace.getInstances("Order")).hasSize(1);
  }

  @Test
  void idsAreNotReused() {
    http.delete(Shops.ORDERS + "/1").ok();
    assertThat(http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok().at("/id").asText())
        .isEqualTo("2");
  }
}
