package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Json;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contents of a workspace after upserts, creations and clearings. */
final class StoredStateTest {
  private static final Instant PLACED = Instant.ofEpochSecond(1788280000);
  private static final Instant CHANGED = Instant.ofEpochSecond(1788290000);

  private record Order(
      @ExternalId @Nullable String number,
      @ExternalCreatedAt @Nullable Instant placedAt,
      @ExternalUpdatedAt @Nullable Instant changedAt,
      @Nullable String status,
      @Nullable Integer quantity,
      @Json(name = "total_amount") @Nullable BigDecimal totalAmount,
      @Nullable Boolean paid,
      @Nullable String carrier,
      @Nullable LocalDate due,
      @Nullable References customer,
      @Nullable References items) {}

  /** An order with only this attribute. */
  private record Status(@ExternalId String number, @Nullable String status) {}

  private record Seconds(
      @ExternalId String number,
      @ExternalCreatedAt @Nullable Long placedAt,
      @ExternalUpdatedAt int changedAt) {}

  private final SandboxIntercom intercom =
      new SandboxIntercom(
          Workspace.builder()
              .objectType(ObjectTypeDefinition.builder("Item").text("name").build())
              .objectType(
                  ObjectTypeDefinition.builder("Order")
                      .text("status")
                      .integer("quantity")
                      .decimal("total_amount")
                      .bool("paid")
                      .list("carrier", "DHL", "UPS")
                      .date("due")
                      .referenceToOne("customer", "contact")
                      .referenceToMany("items", "Item")
                      .build()));
  private final CustomObjects<Order> orders =
      intercom.client().customObjects(ObjectType.of("Order", Order.class));
  private final CustomObjects<Order> omitting =
      intercom
          .client()
          .customObjects(ObjectType.builder("Order", Order.class).nulls(Nulls.OMIT).build());
  private final String contact = intercom.workspace().addContact("customer-7", null, null).getId();
  private final String item =
      intercom
          .client()
          .customObjects(ObjectType.untyped("Item"))
          .create(Attributes.builder().set("name", "cup").build())
          .getId();
  private final Order full =
      new Order(
          "ORDER-1",
          PLACED,
          CHANGED,
          "shipped",
          3,
          new BigDecimal("99.90"),
          false,
          "UPS",
          LocalDate.of(2026, 9, 1),
          References.one(contact),
          References.many(List.of(item)));
  private final Order empty =
      new Order("ORDER-1", null, null, null, null, null, null, null, null, null, null);

  @AfterEach
  void close() {
    intercom.close();
  }

  private StoredInstance stored() {
    return intercom.workspace().findInstance("Order", "ORDER-1").orElseThrow();
  }

  private Map<String, Object> fullAttributes() {
    return Map.of(
        "status",
        "shipped",
        "quantity",
        3L,
        "total_amount",
        new BigDecimal("99.90"),
        "paid",
        false,
        "carrier",
        "UPS",
        "due",
        Instant.parse("2026-09-01T00:00:00Z"),
        "customer",
        List.of(contact),
        "items",
        List.of(item));
  }

  @Test
  void aRecordIsStoredCompletely() {
    assertThat(orders.upsert(full).getDropped()).isEmpty();
    assertThat(stored().getAttributes()).isEqualTo(fullAttributes());
    assertThat(stored().getExternalCreatedAt()).isEqualTo(PLACED);
    assertThat(stored().getExternalUpdatedAt()).isEqualTo(CHANGED);
    assertThat(orders.getByExternalId("ORDER-1").getValue()).isEqualTo(full);
  }

  @Test
  void theNullsOfARecordClearAttributesAndTimes() {
    orders.upsert(full);
    assertThat(orders.upsert(empty).getDropped()).isEmpty();
    assertThat(stored().getAttributes()).isEmpty();
    assertThat(stored().getExternalCreatedAt()).isNull();
    assertThat(stored().getExternalUpdatedAt()).isNull();
  }

  @Test
  void theNullsOfARecordKeepAttributesAndTimesOnRequest() {
    omitting.upsert(full);
    assertThat(stored().getExternalCreatedAt()).isEqualTo(PLACED);
    omitting.upsert(empty);
    assertThat(stored().getAttributes()).isEqualTo(fullAttributes());
    assertThat(stored().getExternalCreatedAt()).isEqualTo(PLACED);
    assertThat(stored().getExternalUpdatedAt()).isEqualTo(CHANGED);
  }

  @Test
  void attributesThatARecordDoesNotHaveAreKept() {
    orders.upsert(full);
    intercom
        .client()
        .customObjects(ObjectType.of("Order", Status.class))
        .upsert(new Status("ORDER-1", null));
    Map<String, Object> rest = new HashMap<>(fullAttributes());
    rest.remove("status");
    assertThat(stored().getAttributes()).isEqualTo(rest);
    assertThat(stored().getExternalCreatedAt()).isEqualTo(PLACED);
    assertThat(stored().getExternalUpdatedAt()).isEqualTo(CHANGED);
  }

  @Test
  void oneTimeIsClearedAndTheOtherSet() {
    orders.upsert(full);
    orders.upsert(
        new Order("ORDER-1", null, PLACED, null, null, null, null, null, null, null, null));
    assertThat(stored().getExternalCreatedAt()).isNull();
    assertThat(stored().getExternalUpdatedAt()).isEqualTo(PLACED);
  }

  @Test
  void timesInSecondsAreSetAndClearedToo() {
    CustomObjects<Seconds> seconds =
        intercom.client().customObjects(ObjectType.of("Order", Seconds.class));
    seconds.upsert(new Seconds("ORDER-1", 4102444800L, -1));
    assertThat(stored().getExternalCreatedAt()).isEqualTo("2100-01-01T00:00:00Z");
    assertThat(stored().getExternalUpdatedAt()).isEqualTo("1969-12-31T23:59:59Z");
    seconds.upsert(new Seconds("ORDER-1", null, 0));
    assertThat(stored().getExternalCreatedAt()).isNull();
    assertThat(stored().getExternalUpdatedAt()).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "quantity",
        "total_amount",
        "paid",
        "carrier",
        "due",
        "customer",
        "items"
      })
  void clearingOneAttributeKeepsTheOthers(String name) {
    orders.upsert(full);
    Upserted<Attributes> saved =
        intercom.orders().upsert("ORDER-1", Attributes.builder().clear(name).build());
    assertThat(saved.getDropped()).isEmpty();
    Map<String, Object> rest = new HashMap<>(fullAttributes());
    rest.remove(name);
    assertThat(stored().getAttributes()).isEqualTo(rest);
    assertThat(stored().getExternalCreatedAt()).isEqualTo(PLACED);
  }

  @Test
  void noAttributesChangeNothing() {
    String id = orders.upsert(full).getId();
    Upserted<Attributes> saved = intercom.orders().upsert("ORDER-1", Attributes.builder().build());
    assertThat(saved.getId()).isEqualTo(id);
    assertThat(stored().getAttributes()).isEqualTo(fullAttributes());
  }

  @Test
  void anObjectIsCreatedWithOnlyNulls() {
    assertThat(orders.upsert(empty).getDropped()).isEmpty();
    assertThat(stored().getAttributes()).isEmpty();
  }

  @Test
  void everyCreateCreatesAnObject() {
    Attributes attributes = Attributes.builder().set("status", "new").build();
    Upserted<Attributes> first = intercom.orders().create(attributes);
    Upserted<Attributes> second = intercom.orders().create(attributes);
    assertThat(first.getId()).isNotEqualTo(second.getId());
    assertThat(intercom.workspace().getInstances("Order"))
        .hasSize(2)
        .allSatisfy(order -> assertThat(order.getExternalId()).isNull())
        .allSatisfy(order -> assertThat(order.getAttributes()).containsEntry("status", "new"));
  }

  @Test
  void theSameExternalIdFromManyThreadsCreatesOneObject() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<String>> results = new ArrayList<>();
    Set<String> statuses = new HashSet<>();
    try {
      for (int i = 0; i < 64; i++) {
        String status = "status " + i;
        statuses.add(status);
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  Upserted<Attributes> saved =
                      intercom
                          .orders()
                          .upsert("ORDER-1", Attributes.builder().set("status", status).build());
                  // Each response belongs to its call.
                  assertThat(saved.getStored().getAttributes().getText("status")).isEqualTo(status);
                  return saved.getId();
                }));
      }
      start.countDown();
      Set<String> ids = new HashSet<>();
      for (Future<String> result : results) {
        ids.add(result.get());
      }
      assertThat(ids).containsExactly(stored().getId());
      assertThat(intercom.workspace().getInstances("Order")).hasSize(1);
      assertThat(statuses).contains((String) stored().getAttributes().get("status"));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aHundredAttributesAreStoredAndRead() {
    ObjectTypeDefinition.Builder type = ObjectTypeDefinition.builder("Order");
    Attributes.Builder sent = Attributes.builder();
    Map<String, Object> expected = new HashMap<>();
    for (int i = 0; i < 100; i += 4) {
      type.text("text_" + i).integer("integer_" + i).decimal("decimal_" + i).bool("bool_" + i);
      expected.put("text_" + i, "value " + i);
      expected.put("integer_" + i, BigInteger.TEN.pow(30).add(BigInteger.valueOf(i)));
      expected.put("decimal_" + i, new BigDecimal("0.10").add(BigDecimal.valueOf(i)));
      expected.put("bool_" + i, i % 8 == 0);
    }
    expected.forEach(sent::set);
    try (SandboxIntercom wide = new SandboxIntercom(Workspace.builder().objectType(type.build()))) {
      Upserted<Attributes> saved = wide.orders().upsert("ORDER-1", sent.build());
      assertThat(saved.getDropped()).isEmpty();
      assertThat(wide.workspace().findInstance("Order", "ORDER-1").orElseThrow().getAttributes())
          .hasSize(100)
          .isEqualTo(expected);
      assertThat(wide.orders().getById(saved.getId()).getAttributes().toMap()).isEqualTo(expected);
    }
  }

  @Test
  void aTextOf64KilobytesIsStoredAndRead() {
    String text = "0123456789abcdeé".repeat(4096);
    Upserted<Attributes> saved =
        intercom.orders().upsert("ORDER-1", Attributes.builder().set("status", text).build());
    assertThat(saved.getDropped()).isEmpty();
    assertThat(stored().getAttributes()).containsEntry("status", text);
    assertThat(saved.getStored().getAttributes().getText("status")).isEqualTo(text);
    assertThat(intercom.orders().getByExternalId("ORDER-1").getAttributes().getText("status"))
        .isEqualTo(text);
  }
}
