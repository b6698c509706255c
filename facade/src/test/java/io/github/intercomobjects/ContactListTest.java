package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of objects by an id that may not be a contact's. */
final class ContactListTest {
  private static final String EMPTY =
      "{\"type\":\"list\",\"pages\":{\"page\":1,\"total_pages\":0},\"total_count\":0,\"data\":[]}";
  private static final String REMEDY =
      "the call takes Intercom's id of a contact; contacts().findByExternalId(..) finds it";

  private final FakeIntercom fake = new FakeIntercom();
  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
    fake.close();
  }

  @Test
  void listingByAnExternalIdFailsAndTheRemedyLists() {
    ObjectList<Attributes> byExternalId = shop.orders().list(Parent.contact("customer-7"));
    assertThatThrownBy(byExternalId::ids)
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(REMEDY);
    assertThatThrownBy(() -> byExternalId.stream().count()).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> byExternalId.pages().count()).isInstanceOf(NotFoundException.class);
    String id = shop.client().contacts().findByExternalId("customer-7").orElseThrow().getId();
    assertThat(shop.orders().list(Parent.contact(id)).ids()).containsExactly(Shop.FIRST);
  }

  @Test
  void associationsOfAnExternalIdFail() {
    Associations<Attributes> linked =
        shop.orders().associations(Parent.contact("customer-7"), "orders");
    assertThatThrownBy(linked::read)
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(REMEDY);
    assertThatThrownBy(linked::clear)
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(REMEDY);
  }

  @Test
  void anEmptyListOfAContactCostsOneCall() {
    Workspace.Builder definition = Shop.definition().contact("customer-8", null, null);
    try (Shop two = new Shop(definition)) {
      String id = two.client().contacts().findByExternalId("customer-8").orElseThrow().getId();
      two.intercom.reset();
      assertThat(two.orders().list(Parent.contact(id)).ids()).isEmpty();
      assertThat(two.intercom.calls()).hasSize(1);
    }
  }

  @Test
  void aListWithObjectsIsNotChecked() {
    fake.enqueue(
        200,
        EMPTY.replace("\"total_pages\":0", "\"total_pages\":1").replace("[]", "[{\"id\":\"1\"}]"));
    assertThat(fake.orders().list(Parent.contact("customer-7")).ids()).containsExactly("1");
    assertThat(fake.requestCount()).isEqualTo(1);
  }

  @Test
  void anEmptyListOfAConversationIsNotChecked() {
    fake.enqueue(200, EMPTY);
    assertThat(fake.orders().list(Parent.conversation("7")).ids()).isEmpty();
    assertThat(fake.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized",
    "403, forbidden",
    "404, proxy_error",
    "410, contact_merged",
    "500, server_error"
  })
  void anEmptyListStaysEmptyIfTheContactMayExist(int status, String code) {
    CustomObjects<Attributes> orders = FakeIntercom.orders(fake.builder().maxAttempts(1));
    fake.enqueue(200, EMPTY);
    fake.enqueueError(status, code, "no");
    assertThat(orders.list(Parent.contact("customer-7")).ids()).isEmpty();
    fake.request(
        "GET /custom_object_instances/Order?references_contact_id=customer-7&page=1&per_page=150");
    fake.request("GET /contacts/customer-7");
  }

  @Test
  void anEmptyListStaysEmptyIfTheContactExistsOrTimeIsUp() {
    fake.enqueue(200, EMPTY);
    fake.enqueue(200, "{\"type\":\"contact\",\"id\":\"customer-7\"}");
    assertThat(fake.orders().list(Parent.contact("customer-7")).ids()).isEmpty();
    fake.enqueue(200, EMPTY);
    fake.enqueue(FakeIntercom.json(429, "{}").addHeader("Retry-After", 60));
    assertThat(
            FakeIntercom.orders(fake.builder().maxWait(Duration.ZERO))
                .list(Parent.contact("customer-7"))
                .ids())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"customer-7", "63A07DDF05A32042DFFAC965", "63a07ddf05a32042dffac96"})
  void afterAFailureTheSamePageIsRequestedAgain(String id) {
    Iterator<CustomObject<Attributes>> orders = fake.orders().list(Parent.contact(id)).iterator();
    fake.enqueue(200, EMPTY);
    fake.enqueueError(404, "not_found", "User Not Found");
    assertThatThrownBy(orders::hasNext).isInstanceOf(NotFoundException.class);
    fake.enqueue(
        200,
        EMPTY.replace("\"total_pages\":0", "\"total_pages\":1").replace("[]", "[{\"id\":\"1\"}]"));
    assertThat(orders.next().getId()).isEqualTo("1");
    assertThat(orders.hasNext()).isFalse();
  }

  @Test
  void afterAFailureOfTheSupplierTheSamePageIsRequestedAgain() {
    AtomicInteger asked = new AtomicInteger();
    IllegalStateException sealed = new IllegalStateException("the vault is sealed");
    Iterator<CustomObject<Attributes>> orders =
        FakeIntercom.orders(
                fake.builder()
                    .accessToken(
                        () -> {
                          // For the list, and then for the contact.
                          if (asked.incrementAndGet() == 2) {
                            throw sealed;
                          }
                          return FakeIntercom.TOKEN;
                        }))
            .list(Parent.contact("customer-7"))
            .iterator();
    fake.enqueue(200, EMPTY);
    assertThatThrownBy(orders::hasNext).isSameAs(sealed);
    fake.enqueue(200, EMPTY);
    fake.enqueueError(404, "not_found", "User Not Found");
    assertThatThrownBy(orders::hasNext).isInstanceOf(NotFoundException.class);
  }
}
