package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change with a successful response is applied, even if the check after it fails. */
final class AssociationsOutcomeTest {
  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private void enqueueContactWithOrder21() {
    intercom.enqueue(
        200,
        "{\"id\":\"7\",\"custom_attributes\":{\"order\":"
            + "{\"type\":\"Order.list\",\"instances\":[{\"id\":\"21\"}]}}}");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 429, 500})
  void aFailedListingAfterTheChangeIsIgnored(int status) {
    enqueueContactWithOrder21();
    for (int i = 0; i < 4; i++) {
      intercom.enqueueError(status, "some_code", "no");
    }
    Associations.Linked linked =
        intercom.orders().associations(Parent.contact("7"), "order").replace(List.of("21", "22"));
    assertThat(linked.getIds()).containsExactly("21");
    assertThat(linked.isComplete()).isFalse();
    assertThat(linked.getMissingIds()).as("nothing is proven").isEmpty();
    assertThat(intercom.request().getMethod()).isEqualTo("PUT");
  }

  @Test
  void aSupplierThatFailsAfterTheChangeDoesNotFailIt() {
    enqueueContactWithOrder21();
    CustomObjects<Attributes> orders =
        FakeIntercom.orders(
            intercom
                .builder()
                .accessToken(
                    () -> {
                      if (intercom.requestCount() > 0) {
                        throw new IllegalStateException("the vault is sealed");
                      }
                      return FakeIntercom.TOKEN;
                    }));
    Associations.Linked linked =
        orders.associations(Parent.contact("7"), "order").replace(List.of("21", "22"));
    assertThat(linked.getIds()).containsExactly("21");
    assertThat(linked.isComplete()).isFalse();
    assertThat(intercom.request().getMethod()).isEqualTo("PUT");
  }
}
