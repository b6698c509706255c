package io.github.intercomobjects.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ShapeTest {
  @Test
  void onlyTheBooleansThatIntercomDefinesAreShown() {
    JsonNode body =
        Json.parse(
            """
            {"found": false, "deleted": true, "has_more": false, "unsubscribed": true,
             "list": [true, false], "name": null}
            """);
    assertThat(new Shape("Shop", Set.of()).of(body))
        .isEqualTo(
            "{deleted: true, found: false, has_more: false, list: [boolean], name: null,"
                + " unsubscribed: boolean}");
  }
}
