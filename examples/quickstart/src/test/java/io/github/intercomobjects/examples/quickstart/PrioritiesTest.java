package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.examples.quickstart.Priorities.Priority;
import io.github.intercomobjects.examples.quickstart.Priorities.Rated;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PrioritiesTest {
  @AutoClose
  private final Sandbox sandbox =
      Sandbox.start(
          Workspace.builder()
              .objectType(
                  ObjectTypeDefinition.builder("Order")
                      .decimal("total_amount")
                      .list("priority", "LOW", "HIGH", "urgent")
                      .build())
              .build());

  @AutoClose
  private final Intercom intercom =
      Intercom.builder().accessToken(sandbox.getToken()).baseUrl(sandbox.getBaseUrl()).build();

  private final CustomObjects<Rated> orders = intercom.customObjects(Priorities.RATED);

  @Test
  void optionsThatWereAddedLaterAreRead() {
    orders.upsert(new Rated("ORDER-1", new BigDecimal("99.5"), Priority.HIGH)).orThrow();
    orders.upsert("ORDER-2", Attributes.builder().set("priority", "urgent").build()).orThrow();
    List<Rated> all = orders.list().stream().map(one -> one.getValue()).toList();
    assertThat(all)
        .containsExactlyInAnyOrder(
            new Rated("ORDER-1", new BigDecimal("99.5"), Priority.HIGH),
            new Rated("ORDER-2", null, Priority.OTHER));
  }
}
