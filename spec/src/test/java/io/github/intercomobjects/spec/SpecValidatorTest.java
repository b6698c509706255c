package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpecValidatorTest {
  private static final SpecValidator VALIDATOR = SpecValidator.get();

  @Test
  void anUpsertWithAttributesOfEveryJsonTypeIsAccepted() {
    String body =
        """
        {"external_id":"ORDER-1","external_created_at":null,"custom_attributes":
         {"a":"x","b":99.99,"c":9007199254740993,"d":true,"e":null,"f":["21","22"]}}""";
    assertThat(VALIDATOR.validateRequest("POST", "/custom_object_instances/Order", body)).isEmpty();
  }

  @Test
  void aRequestWithATimeAsTextIsRejected() {
    assertThat(
            VALIDATOR.validateRequest(
                "POST",
                "/custom_object_instances/Order",
                "{\"external_created_at\":\"2026-01-01T00:00:00Z\"}"))
        .isNotEmpty();
  }

  @Test
  void anUnknownPathIsRejected() {
    assertThat(VALIDATOR.validateRequest("GET", "/custom_objects/Order", null)).isNotEmpty();
  }

  @Test
  void aPageOfMoreThan150InstancesIsRejected() {
    assertThat(
            VALIDATOR.validateRequest("GET", "/custom_object_instances/Order?per_page=151", null))
        .isNotEmpty();
    assertThat(
            VALIDATOR.validateRequest("GET", "/custom_object_instances/Order?per_page=150", null))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"found\":false}",
        "{\"found\":false,\"id\":\"22\"}",
        "{\"id\":\"22\",\"type\":\"Order\",\"custom_attributes\":{\"a\":1}}",
        "{\"id\":22,\"external_id\":null}",
        "{\"type\":\"list\",\"data\":[],\"pages\":null,\"total_count\":0}",
      })
  void aResponseOfTheSharedAddressIsOneOfThreeKinds(String body) {
    assertThat(VALIDATOR.validateResponse("GET", "/custom_object_instances/Order", 200, body))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "{\"id\":{}}", "{\"data\":{}}", "{\"id\":\"1\",\"created_at\":\"x\"}"})
  void anyOtherResponseOfTheSharedAddressIsRejected(String body) {
    assertThat(VALIDATOR.validateResponse("GET", "/custom_object_instances/Order", 200, body))
        .isNotEmpty();
  }
}
