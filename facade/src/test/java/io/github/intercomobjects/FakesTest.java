package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.squareup.moshi.FromJson;
import com.squareup.moshi.Json;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.ToJson;
import io.github.intercomobjects.CallListener.Wait.Reason;
import io.github.intercomobjects.IntercomException.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What users' tests construct is like what calls return and throw. */
final class FakesTest {
  private record Order(
      @ExternalId String number,
      @ExternalCreatedAt Instant placedAt,
      @Nullable String status,
      @Json(name = "total_amount") @Nullable BigDecimal totalAmount) {}

  private static final ObjectType<Order> TYPE = ObjectType.of("Order", Order.class);

  private static final Order ORDER =
      new Order("ORDER-1", Instant.ofEpochSecond(1788280000), null, new BigDecimal("99.990"));

  /** Finds every exception class that users may catch, so that new ones are tested too. */
  static List<Class<? extends IntercomException>> exceptions()
      throws IOException, URISyntaxException {
    return SerializationTest.exceptions().stream()
        .filter(IntercomException.class::isAssignableFrom)
        .<Class<? extends IntercomException>>map(type -> type.asSubclass(IntercomException.class))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void everyExceptionCanBeConstructed(Class<? extends IntercomException> type) {
    IntercomException fake = Fakes.failure(type).build();
    assertThat(fake).isExactlyInstanceOf(type);
    assertThat(fake.getMessage()).hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @CsvSource({
    "400, parameter_invalid, InvalidRequestException",
    "422, parameter_invalid, InvalidRequestException",
    "401, unauthorized, AuthenticationException",
    "403, forbidden, PermissionException",
    "409, conflict, ConflictException",
    "429, rate_limit_exceeded, RateLimitException",
    "500, server_error, ApiException",
    "503, service_unavailable, ApiException"
  })
  void aRejectionIsThatOfARealUpsert(int status, String code, String type) {
    try (FakeIntercom intercom = new FakeIntercom()) {
      intercom.enqueue(
          FakeIntercom.json(
                  status,
                  "{\"request_id\":\"r1\",\"errors\":[{\"code\":\""
                      + code
                      + "\",\"message\":\"Text\",\"field\":\"status\"}]}")
              .addHeader("Retry-After", "7"));
      ApiException real =
          catchThrowableOfType(
              ApiException.class,
              () ->
                  FakeIntercom.orders(intercom.builder().maxAttempts(1).maxWait(Duration.ZERO))
                      .upsert("ORDER-1", Attributes.builder().set("other", 1).build()));
      Fakes.Failure<ApiException> failure =
          Fakes.failure(ApiException.class)
              .status(status)
              .error(code, "Text", "status")
              .requestId("r1");
      ApiException fake = failure.build();
      assertThat(fake).isExactlyInstanceOf(real.getClass()).hasMessage(real.getMessage());
      assertThat(fake.getClass().getSimpleName()).isEqualTo(type);
      assertThat(fake.getStatus()).isEqualTo(status);
      assertThat(fake.getErrors()).isEqualTo(real.getErrors());
      assertThat(fake.getRequestId()).isEqualTo("r1");
      assertThat(fake.getOutcome()).isEqualTo(real.getOutcome());
      assertThat(fake.getAttempts()).isEqualTo(1);
      assertThat(fake.getMethod() + fake.getPathTemplate())
          .isEqualTo(real.getMethod() + real.getPathTemplate());
      assertThat(fake.getVersion()).isEqualTo(real.getVersion());
    }
  }

  @Test
  void otherExceptionsHaveTheMessagesOfRealOnes() {
    try (FakeIntercom intercom = new FakeIntercom()) {
      intercom.enqueueError(404, "not_found", "Object not found");
      NotFoundException missing =
          catchThrowableOfType(NotFoundException.class, () -> intercom.orders().getById("22"));
      assertThat(Fakes.failure(NotFoundException.class).requestId("b2i3mhcboc6pcbe33q80").build())
          .hasMessage(missing.getMessage());

      UnsupportedVersionException unsupported =
          catchThrowableOfType(
              UnsupportedVersionException.class, () -> intercom.orders(ApiVersion.V2_13).list());
      assertThat(unsupported)
          .hasMessageStartingWith(
              Fakes.failure(UnsupportedVersionException.class).build().getMessage());

      intercom.enqueue(200, "{\"id\":null}");
      DecodingException unreadable =
          catchThrowableOfType(
              DecodingException.class,
              () -> intercom.orders().upsert("E", Attributes.builder().build()));
      assertThat(Fakes.failure(DecodingException.class).build().getMessage())
          .startsWith(
              String.valueOf(unreadable.getMessage()).replaceAll("(?<=cannot be read: ).*", ""))
          .endsWith("; Intercom has applied the call");

      intercom.enqueue(new MockResponse.Builder().status("nonsense"));
      ConnectionException lost =
          catchThrowableOfType(
              ConnectionException.class,
              () ->
                  FakeIntercom.orders(intercom.builder().maxAttempts(1))
                      .upsert("E", Attributes.builder().build()));
      assertThat(
              Fakes.failure(ConnectionException.class)
                  .cause((Exception) Objects.requireNonNull(lost.getCause()))
                  .build())
          .hasMessage(lost.getMessage());
    }
  }

  @Test
  void aMissAndAnAmbiguousKeyMayHaveStatus200AsRealOnesDo() {
    try (FakeIntercom intercom = new FakeIntercom()) {
      intercom.enqueue(
          200, "{\"id\":\"22\",\"object\":\"custom_object_instance\",\"found\":false}");
      assertSame(
          catchThrowableOfType(NotFoundException.class, () -> intercom.orders().getById("22")),
          Fakes.failure(NotFoundException.class).status(200));

      String contact = "{\"type\":\"contact\",\"id\":\"%s\",\"email\":\"zoe@example.com\"}";
      intercom.enqueue(
          200,
          "{\"type\":\"list\",\"data\":["
              + contact.formatted("7")
              + ","
              + contact.formatted("8")
              + "]}");
      Contacts contacts = intercom.builder().build().contacts();
      assertSame(
          catchThrowableOfType(
              ConflictException.class, () -> contacts.findByEmail("zoe@example.com")),
          Fakes.failure(ConflictException.class).status(200));
    }
    NotFoundException lost =
        Fakes.failure(NotFoundException.class)
            .status(200)
            .attempts(3)
            .outcome(Outcome.UNKNOWN)
            .build();
    assertThat(lost.getAttempts()).isEqualTo(3);
    assertThat(lost.getOutcome()).isEqualTo(Outcome.UNKNOWN);
    ConflictException retried =
        Fakes.failure(ConflictException.class)
            .status(200)
            .attempts(2)
            .outcome(Outcome.UNKNOWN)
            .build();
    assertThat(retried.getAttempts()).isEqualTo(2);
    assertThat(retried.getOutcome()).isEqualTo(Outcome.UNKNOWN);
  }

  private static void assertSame(ApiException real, Fakes.Failure<? extends ApiException> failure) {
    ApiException fake = failure.build();
    assertThat(fake).isExactlyInstanceOf(real.getClass()).hasMessage(real.getMessage());
    assertThat(fake.getStatus()).isEqualTo(200).isEqualTo(real.getStatus());
    assertThat(fake.getErrors()).isEmpty();
    assertThat(fake.getOutcome()).isEqualTo(real.getOutcome());
    assertThat(fake.getAttempts()).isEqualTo(real.getAttempts());
    assertThat(fake.getPathTemplate()).isEqualTo(real.getPathTemplate());
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT0.001S", "PT2H"})
  void theTimeAfterWhichToTryAgainIsExact(Duration span) {
    RateLimitException limited = Fakes.failure(RateLimitException.class).retryAfter(span).build();
    assertThat(limited.getRateLimit().getRetryAfter()).isEqualTo(span);
    assertThat(limited.getRateLimit().getLimit()).isNull();
  }

  @Test
  void everyPartOfAnExceptionCanBeSet() {
    RateLimitException limited =
        Fakes.failure(RateLimitException.class)
            .retryAfter(Duration.ofMillis(6500))
            .limit(83)
            .attempts(3)
            .outcome(Outcome.UNKNOWN)
            .version(ApiVersion.V2_14)
            .build();
    assertThat(limited.getRateLimit().getRetryAfter()).isEqualTo(Duration.ofMillis(6500));
    assertThat(limited.getRateLimit().getLimit()).isEqualTo(83);
    assertThat(limited.getAttempts()).isEqualTo(3);
    assertThat(limited.getOutcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(limited.getVersion()).isEqualTo(ApiVersion.V2_14);
    assertThat(
            Fakes.failure(ContactMergedException.class)
                .mergedIntoId("63a1")
                .build()
                .getMergedIntoId())
        .isEqualTo("63a1");
    assertThat(
            Fakes.failure(UnsupportedVersionException.class)
                .requiredVersion(ApiVersion.PREVIEW)
                .build())
        .hasMessage("listing needs Intercom-Version Preview or later, was 2.13")
        .satisfies(e -> assertThat(e.getRequiredVersion()).isEqualTo(ApiVersion.PREVIEW));
    BulkReport report = Fakes.report().stored(7).complete(false).build();
    assertThat(Fakes.failure(BulkException.class).report(report).build().getReport())
        .isSameAs(report);
    IOException cause = new IOException("reset");
    assertThat(Fakes.failure(ConnectionException.class).cause(cause).build().getCause())
        .hasMessage("reset");
    assertThat(Fakes.failure(ConnectionException.class).outcome(Outcome.NOT_APPLIED).build())
        .hasMessageEndingWith("; Intercom did not apply it")
        .satisfies(e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED));
    assertThat(
            Fakes.failure(DecodingException.class)
                .outcome(Outcome.NOT_APPLIED)
                .build()
                .getOutcome())
        .isEqualTo(Outcome.NOT_APPLIED);
  }

  @Test
  void whatAnExceptionCannotHaveIsRefused() {
    assertThatThrownBy(
            () -> Fakes.failure(NotFoundException.class).retryAfter(Duration.ofSeconds(1)))
        .hasMessage("NotFoundException has no retryAfter; it is a setting of RateLimitException");
    assertThatThrownBy(
            () -> Fakes.failure(RateLimitException.class).retryAfter(Duration.ofSeconds(-1)))
        .hasMessage("retryAfter must not be negative, was -1 s");
    assertThatThrownBy(
            () -> Fakes.failure(NotFoundException.class).status(200).requestId("r1").build())
        .hasMessage(
            "a call with status 200 and these errors throws ApiException and not"
                + " NotFoundException");
    assertThatThrownBy(() -> Fakes.failure(ConnectionException.class).status(500))
        .hasMessage("ConnectionException has no status; it is a setting of ApiException");
    assertThatThrownBy(() -> Fakes.failure(NotFoundException.class).status(500).build())
        .hasMessage(
            "a call with status 500 and these errors throws ApiException and not"
                + " NotFoundException");
    assertThatThrownBy(
            () -> Fakes.failure(DroppedAttributesException.class).outcome(Outcome.UNKNOWN))
        .hasMessage("the outcome of a DroppedAttributesException is always the same");
    assertThatThrownBy(() -> Fakes.failure(ApiException.class).cause(new IOException()))
        .hasMessage("ApiException has no cause");
    assertThatThrownBy(() -> Fakes.failure(ApiException.class).attempts(-1))
        .hasMessage("attempts must be 0 or more, was -1");
  }

  @Test
  void anObjectHasTheValueThatItWasMadeOf() {
    CustomObject<Order> object = Fakes.customObject(TYPE, "22", ORDER);
    assertThat(object.getValue()).isEqualTo(ORDER);
    assertThat(object.getId()).isEqualTo("22");
    assertThat(object.getExternalId()).isEqualTo("ORDER-1");
    assertThat(object.getExternalCreatedAt()).isEqualTo(ORDER.placedAt());
    assertThat(object.getAttributes().getNumber("total_amount"))
        .isEqualTo(new BigDecimal("99.990"));
    assertThat(object)
        .hasToString("Order 22 (external id ORDER-1) with Attributes[status, total_amount]");
  }

  @Test
  void anObjectOfAttributesNeedNotFitItsType() {
    Instant changed = Instant.ofEpochSecond(1788281000);
    CustomObject<Order> object =
        Fakes.customObject(
            TYPE,
            "22",
            null,
            Attributes.builder().set("total_amount", "x").externalUpdatedAt(changed).build());
    assertThat(object.getExternalId()).isNull();
    assertThat(object.getExternalUpdatedAt()).isEqualTo(changed);
    assertThatThrownBy(object::getValue)
        .isInstanceOf(DecodingException.class)
        .hasMessageStartingWith("Order 22: attribute total_amount is a string, ");
  }

  private record Linked(@ExternalId String number, @Nullable References customer) {}

  @Test
  void referencesAreIds() {
    ObjectType<Linked> type = ObjectType.of("Order", Linked.class);
    Linked linked = new Linked("ORDER-1", References.one("63a0"));
    assertThat(Fakes.customObject(type, "22", linked).getValue()).isEqualTo(linked);
    References byKey = References.contact(ContactKey.externalId("customer-7"));
    String reason = "customer names contacts by key, which are ids in what Intercom receives";
    assertThatThrownBy(() -> Fakes.customObject(type, "22", new Linked("ORDER-1", byKey)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> Fakes.dropped("customer", byKey))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  static final class Own {
    @ToJson
    Map<String, String> toJson(StringBuilder value) {
      return Map.of("text", value.toString());
    }

    @FromJson
    StringBuilder fromJson(Map<String, String> json) {
      return new StringBuilder(json.getOrDefault("text", ""));
    }
  }

  @Test
  void anObjectMayNeedItsUsersMoshi() {
    Moshi moshi = new Moshi.Builder().add(new Own()).build();
    ObjectType<StringBuilder> type = ObjectType.of("Note", StringBuilder.class);
    CustomObject<StringBuilder> object =
        Fakes.customObject(type, moshi, "22", new StringBuilder("hello"));
    assertThat(object.getValue()).hasToString("hello");
  }

  @Test
  void anUpsertHasWhatWasDropped() {
    Upserted<Order> saved =
        Fakes.upserted(
            Fakes.customObject(TYPE, "22", ORDER),
            Fakes.dropped("status", "lost in space"),
            Fakes.dropped("items", References.many(List.of("7", "8")), "8"));
    assertThat(saved.getDropped())
        .extracting(Upserted.Dropped::getSent)
        .containsExactly("lost in space", List.of("7", "8"));
    assertThatThrownBy(saved::orThrow)
        .isInstanceOf(DroppedAttributesException.class)
        .hasMessageStartingWith(
            "Order 22 (external id ORDER-1) was stored without [status, items=[8]]; check");
    assertThat(saved.getStored()).isEqualTo(Fakes.customObject(TYPE, "22", ORDER));
    Upserted<Order> complete = Fakes.upserted(saved.getStored());
    assertThat(complete.orThrow()).isSameAs(complete);
  }

  @Test
  void aStoredObjectThatCannotBeMappedIsAppliedAsARealOneIs() {
    Attributes odd = Attributes.builder().set("total_amount", "x").build();
    try (FakeIntercom intercom = new FakeIntercom()) {
      intercom.enqueue(
          200,
          "{\"id\":\"22\",\"external_id\":\"ORDER-1\",\"custom_attributes\":{\"total_amount\":\"x\"}}");
      Upserted<Order> real = intercom.builder().build().customObjects(TYPE).upsert("ORDER-1", odd);
      Upserted<Order> fake = Fakes.upserted(Fakes.customObject(TYPE, "22", "ORDER-1", odd));
      for (Upserted<Order> saved : List.of(real, fake)) {
        assertThatThrownBy(() -> saved.getStored().getValue())
            .isInstanceOfSatisfying(
                DecodingException.class,
                e -> assertThat(e.getOutcome()).isEqualTo(Outcome.APPLIED));
      }
    }
    assertThatThrownBy(() -> Fakes.customObject(TYPE, "22", "ORDER-1", odd).getValue())
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED));
  }

  @Test
  void aPageHasItsTotals() {
    ObjectList.Page<Order> page =
        Fakes.page(2, List.of(Fakes.customObject(TYPE, "22", ORDER)), 7, 901);
    assertThat(page).hasToString("page 2 of 7 with 1 objects");
    assertThat(page.getTotalCount()).isEqualTo(901);
  }

  @Test
  void linkedObjectsNameWhatIsMissingOrNotDetached() {
    Parent parent = Parent.contact("63a0");
    assertThatThrownBy(
            () ->
                Fakes.linked(parent, "orders", List.of("1"), true, List.of("2"), List.of())
                    .orThrow())
        .isInstanceOf(DroppedAttributesException.class)
        .hasMessageStartingWith("orders of contact 63a0 was linked without [2]; ");
    Associations.Linked extra =
        Fakes.linked(parent, "orders", List.of("1", "3"), false, List.of(), List.of("3"));
    assertThat(extra.getExtraIds()).containsExactly("3");
    assertThat(extra.isComplete()).isFalse();
    assertThatThrownBy(extra::orThrow).hasMessageStartingWith("orders of contact 63a0 still shows");
  }

  @Test
  void aReportHasItsCounts() {
    BulkReport report =
        Fakes.report()
            .stored(1200)
            .dropped("status", 3)
            .deleted(4)
            .absent(5)
            .failed("400 parameter_invalid", 2)
            .calls(1215, 4, 1)
            .waited(Reason.WINDOW, Duration.ofSeconds(9))
            .elapsed(Duration.ofSeconds(71))
            .build();
    assertThat(report)
        .hasToString(
            "1,200 stored (3 without {status=3}), 4 deleted, 5 absent, 2 failed"
                + " {400 parameter_invalid=2}, 1,215 calls, 4 of them retries, in 71.0 s");
    assertThat(report.getWaits()).containsEntry(Reason.WINDOW, Duration.ofSeconds(9));
    assertThat(report.isComplete()).isTrue();
    assertThat(report.getRateLimited()).isEqualTo(1);
  }
}
