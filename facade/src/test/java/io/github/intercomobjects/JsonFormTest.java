package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.client.FreeFormJson;
import io.github.intercomobjects.client.model.AdminWithApp;
import io.github.intercomobjects.client.model.Contact;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results have a documented JSON form, which mappers without any configuration write. */
final class JsonFormTest {
  private static final String STORED =
      """
      {"type":"Order","id":"22","external_id":"ORDER-1","external_created_at":1788280000,\
      "external_updated_at":null,"created_at":1788281000,"updated_at":1788281001,\
      "custom_attributes":{"total_amount":99.990,"big":12345678901234567890,"paid":true,\
      "status":null,"customer":{"type":"contact.list","instances":[{"id":"63a0"}]}}}\
      """;

  /** A way to write a result as JSON. */
  private interface Writer {
    String write(Object value) throws Exception;
  }

  private record Named(String name, Writer writer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Named> mappers() {
    return Stream.of(
        new Named("Jackson 2", value -> new ObjectMapper().writeValueAsString(value)),
        new Named(
            "Jackson 3",
            value -> new tools.jackson.databind.ObjectMapper().writeValueAsString(value)),
        new Named("toMap", value -> FreeFormJson.ADAPTER.toJson(form(value))));
  }

  /** Returns what the result's own method returns. */
  private static @Nullable Object form(Object value) throws ReflectiveOperationException {
    String method = value instanceof References ? "toList" : "toMap";
    return value.getClass().getMethod(method).invoke(value);
  }

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  /** A type that no object fits. */
  private record Picky(@ExternalId String number, int status) {}

  private Upserted<Picky> saved() {
    intercom.enqueue(200, STORED);
    return intercom
        .builder()
        .build()
        .customObjects(ObjectType.of("Order", Picky.class))
        .upsert(new Picky("ORDER-1", 7));
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void anObjectIsWrittenAsIntercomSentItEvenIfItCannotBeMapped(Named mapper) throws Exception {
    CustomObject<Picky> stored = saved().getStored();
    assertThat(mapper.writer().write(stored)).isEqualTo(STORED);
    assertThat(catchThrowableOfType(DecodingException.class, stored::getValue)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void whatAnObjectLacksIsNull(Named mapper) throws Exception {
    intercom.enqueue(200, "{\"id\":\"22\"}");
    assertThat(mapper.writer().write(intercom.orders().getById("22")))
        .isEqualTo(
            """
            {"type":"Order","id":"22","external_id":null,"external_created_at":null,\
            "external_updated_at":null,"created_at":null,"updated_at":null,\
            "custom_attributes":{}}\
            """);
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void theResultOfAnUpsertIsWrittenWithWhatWasDropped(Named mapper) throws Exception {
    assertThat(mapper.writer().write(saved()))
        .isEqualTo(
            "{\"stored\":"
                + STORED
                + ",\"dropped\":[{\"name\":\"status\",\"sent\":7,\"missing_ids\":[]}]}");
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void aPageIsWrittenInTheFormOfIntercoms(Named mapper) throws Exception {
    intercom.enqueue(
        200,
        "{\"total_count\":151,\"pages\":{\"page\":1,\"total_pages\":2},\"data\":[" + STORED + "]}");
    assertThat(mapper.writer().write(intercom.orders().list().page(1)))
        .isEqualTo(
            "{\"data\":["
                + STORED
                + "],\"total_count\":151,\"pages\":{\"page\":1,\"total_pages\":2}}");
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void attributesAndReferencesAreWrittenAsTheyAre(Named mapper) throws Exception {
    Attributes attributes =
        Attributes.builder().set("total", new BigDecimal("9.90")).clear("coupon").build();
    assertThat(mapper.writer().write(attributes)).isEqualTo("{\"total\":9.90,\"coupon\":null}");
    assertThat(mapper.writer().write(References.one("63a0"))).isEqualTo("[\"63a0\"]");
    assertThat(
            mapper
                .writer()
                .write(
                    References.contacts(
                        List.of(ContactKey.externalId("customer-7"), ContactKey.email("a@b.com")))))
        .isEqualTo("[{\"external_id\":\"customer-7\"},{\"email\":\"a@b.com\"}]");
    Attributes byKey =
        Attributes.builder()
            .set("customer", References.contact(ContactKey.externalId("customer-7")))
            .build();
    assertPlain(byKey.toMap());
    assertThat(mapper.writer().write(byKey))
        .isEqualTo("{\"customer\":[{\"external_id\":\"customer-7\"}]}");
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void aReportIsWrittenWithDurationsInMilliseconds(Named mapper) throws Exception {
    BulkReport report =
        Fakes.report()
            .stored(1200)
            .dropped("status", 3)
            .deleted(4)
            .absent(5)
            .failed("400 parameter_invalid", 2)
            .calls(1215, 4, 1)
            .inFlightLimited(true)
            .waited(CallListener.Wait.Reason.WINDOW, Duration.ofMillis(9500))
            .elapsed(Duration.ofSeconds(71))
            .build();
    assertThat(mapper.writer().write(report))
        .isEqualTo(
            """
            {"complete":true,"stored":1200,"partly_stored":3,"deleted":4,"absent":5,"failed":2,\
            "failures":{"400 parameter_invalid":2},"dropped":{"status":3},"calls":1215,"retries":4,\
            "rate_limited":1,"in_flight_limited":true,"waits_millis":{"window":9500},"elapsed_millis":71000}\
            """);
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void linkedObjectsAreWrittenWithWhatIsMissing(Named mapper) throws Exception {
    Associations.Linked linked =
        Fakes.linked(
            Parent.contact("63a0"), "orders", List.of("21"), false, List.of("22"), List.of());
    assertThat(mapper.writer().write(linked))
        .isEqualTo(
            "{\"ids\":[\"21\"],\"complete\":false,\"missing_ids\":[\"22\"],\"extra_ids\":[]}");
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void aCheckIsWrittenWithItsAdmin(Named mapper) throws Exception {
    AdminWithApp admin =
        new Moshi.Builder()
            .build()
            .adapter(AdminWithApp.class)
            .fromJson(
                "{\"id\":\"7\",\"name\":\"Ann\",\"app\":"
                    + "{\"id_code\":\"a1\",\"name\":\"Acme\",\"region\":\"EU\"}}");
    assertThat(admin).isNotNull();
    assertThat(
            mapper
                .writer()
                .write(new WorkspaceCheck(admin, HttpUrl.get("https://api.intercom.io/"))))
        .isEqualTo(
            """
            {"workspace_id":"a1","workspace_name":"Acme","region":"EU","right_region":false,\
            "admin":{"id":"7","name":"Ann","email":null}}\
            """);
  }

  @Test
  void aFormHasOnlyMapsListsTextsNumbersBooleansAndNulls() throws Exception {
    assertPlain(saved().toMap());
    assertPlain(Fakes.report().build().toMap());
    intercom.enqueue(200, "{\"data\":[" + STORED + "]}");
    assertPlain(intercom.orders().list().page(1).toMap());
  }

  private static void assertPlain(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, one) -> {
            assertThat(name).isInstanceOf(String.class);
            assertPlain(one);
          });
    } else if (value instanceof Collection<?> items) {
      items.forEach(JsonFormTest::assertPlain);
    } else if (value != null) {
      assertThat(value).isInstanceOfAny(String.class, Number.class, Boolean.class);
    }
  }

  @Test
  void aGeneratedModelIsWrittenAsIntercomSentItByStockMoshi() throws IOException {
    String json = "{\"type\":\"contact\",\"id\":\"7\",\"email\":null,\"more\":[1.50]}";
    intercom.enqueue(200, json);
    Contact contact = intercom.builder().build().contacts().get("7");
    assertThat(new Moshi.Builder().build().adapter(Contact.class).toJson(contact)).isEqualTo(json);
  }
}
