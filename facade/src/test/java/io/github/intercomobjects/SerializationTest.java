package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.squareup.moshi.JsonDataException;
import io.github.intercomobjects.CallListener.Wait.Reason;
import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.RateLimitException.RateLimit;
import io.github.intercomobjects.client.api.ContactsApi;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All exceptions have the same contents after serialization. */
final class SerializationTest {
  private static final String ERROR =
      "{\"request_id\":\"r1\",\"errors\":[{\"code\":\"some_code\",\"message\":\"Text\","
          + "\"field\":\"status\",\"more\":[1,null]},{\"code\":null}]}";

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  /** Finds every exception class of the library, so that new ones are tested too. */
  static List<Class<?>> exceptions() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Intercom.class.getResource("Intercom.class").toURI()).toAbsolutePath().getParent();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
          .sorted()
          .<Class<?>>map(SerializationTest::load)
          .filter(Throwable.class::isAssignableFrom)
          .toList();
    }
  }

  private static Class<?> load(String file) {
    try {
      return Class.forName("io.github.intercomobjects." + file.substring(0, file.length() - 6));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private Throwable thrown(Class<?> type) {
    CustomObjects<Attributes> orders =
        FakeIntercom.orders(intercom.builder().maxAttempts(1).maxWait(Duration.ZERO));
    Attributes status = Attributes.builder().set("status", "x").build();
    return switch (type.getSimpleName()) {
      case "ApiException" -> failure(500);
      case "InvalidRequestException" -> failure(400);
      case "AuthenticationException" -> failure(401);
      case "PermissionException" -> failure(403);
      case "NotFoundException" -> failure(404);
      case "ConflictException" -> failure(409);
      case "ContactMergedException" -> failure(410);
      case "RateLimitException" -> failure(429);
      case "UnsupportedVersionException" ->
          catchThrowable(() -> intercom.orders(ApiVersion.V2_13).list());
      case "ConnectionException" -> {
        intercom.enqueue(new MockResponse.Builder().status("nonsense " + FakeIntercom.TOKEN));
        yield catchThrowable(() -> orders.create(status));
      }
      case "DecodingException" -> {
        intercom.enqueue(200, "{\"id\":{}}");
        yield catchThrowable(() -> orders.create(status));
      }
      case "DroppedAttributesException" -> {
        intercom.enqueue(200, "{\"id\":\"22\"}");
        yield catchThrowable(() -> orders.create(status).orThrow());
      }
      case "BulkException" -> {
        intercom.enqueue(200, FakeIntercom.ORDER_22);
        yield catchThrowable(
            () ->
                orders
                    .bulk()
                    .onResult(
                        result -> {
                          throw new IllegalStateException("own");
                        })
                    .deleteAll(List.of("ORDER-1")));
      }
      case "GuardedException" -> {
        ObjectWriter<Attributes> writer =
            orders.writer().executor(Runnable::run).guard(() -> false).build();
        yield Objects.requireNonNull(
            catchThrowable(() -> writer.delete("ORDER-1").join()).getCause());
      }
      case "IncompleteAssociationsException" -> {
        intercom.enqueue(
            200,
            "{\"type\":\"contact\",\"id\":\"7\",\"custom_attributes\":{\"orders\":"
                + "{\"type\":\"Order.list\",\"instances\":[{\"id\":\"1\"}],\"has_more\":true}}}");
        yield catchThrowable(() -> orders.associations(Parent.contact("7"), "orders").add("2"));
      }
      case "IntercomException" ->
          new IntercomException("message", new JsonDataException("cause"), Outcome.UNKNOWN, 3);
      case "CarrierException" -> {
        intercom.enqueue(404, ERROR);
        ContactsApi api =
            intercom.builder().apiVersion(ApiVersion.of("2.12")).build().api(ContactsApi.class);
        yield catchThrowable(() -> api.showContactByExternalId("customer-7").execute());
      }
      default -> throw new AssertionError("no example of a " + type + ": add one");
    };
  }

  private Throwable failure(int status) {
    intercom.enqueue(
        FakeIntercom.json(status, ERROR)
            .addHeader("Link", "<https://api.intercom.io/contacts/63a1>; rel=\"canonical\"")
            .addHeader("X-RateLimit-Limit", 167));
    return catchThrowable(
        () ->
            intercom
                .builder()
                .maxAttempts(1)
                .maxWait(Duration.ZERO)
                .build()
                .contacts()
                .updateAttributes("7", Attributes.builder().set("tier", "gold").build()));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void anExceptionIsTheSameAfterSerialization(Class<?> type) throws Exception {
    Throwable thrown = thrown(type);
    assertThat(thrown).isExactlyInstanceOf(type);
    thrown.addSuppressed(new IllegalStateException("suppressed"));
    Throwable read = serialized(thrown);
    assertThat(contents(read)).isEqualTo(contents(thrown)).isNotEmpty();
    assertThat(read.getStackTrace()).isEqualTo(thrown.getStackTrace());
    assertThat(String.valueOf(read.getCause())).isEqualTo(String.valueOf(thrown.getCause()));
    assertThat(read.getSuppressed()).hasSize(1);
    // A second time, because a deserialized exception may be serialized again.
    assertThat(contents(serialized(read))).isEqualTo(contents(thrown));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void anExceptionKeepsItsSerialVersion(Class<?> type) {
    assertThat(ObjectStreamClass.lookup(type).getSerialVersionUID()).isEqualTo(1);
  }

  @Test
  void allExceptionsAreFound() throws Exception {
    assertThat(exceptions())
        .contains(IntercomException.class, ApiException.class, ApiCall.CarrierException.class)
        .hasSizeGreaterThan(12);
  }

  @Test
  void theErrorsOfAResponseAreDeserializedCompletely() throws Exception {
    ApiException read = (ApiException) serialized(failure(422));
    assertThat(read.getErrors())
        .hasToString(
            "[ErrorItem{code=some_code, message=Text, field=status, more}, ErrorItem{code=null}]");
    assertThat(read.getErrors().get(0).getUnknownFields()).containsKey("more");
    assertThatThrownBy(() -> read.getErrors().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** Returns the results of all getters. */
  private static Map<String, @Nullable Object> contents(Throwable failure) throws Exception {
    Map<String, @Nullable Object> contents = new TreeMap<>();
    for (Method method : failure.getClass().getMethods()) {
      if (method.getParameterCount() == 0
          && !Modifier.isStatic(method.getModifiers())
          && method.getName().matches("(get|is)[A-Z].*|toString")
          && !method.getName().matches("getClass|getStackTrace|getSuppressed|getCause")) {
        contents.put(method.getName(), comparable(method.invoke(failure)));
      }
    }
    return contents;
  }

  private static @Nullable Object comparable(@Nullable Object value) {
    if (value instanceof RateLimit limit) {
      return limit.toString();
    }
    return value instanceof BulkReport report
        ? report + " " + report.getWaits() + report.getRetries() + report.getElapsed()
        : value;
  }

  private static Throwable serialized(Throwable exception) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(exception);
    return (Throwable)
        Objects.requireNonNull(
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
  }

  @Test
  void aReportIsDeserializedWithItsWaits() throws Exception {
    BulkReport report =
        new BulkReport(
            true,
            1,
            2,
            3,
            4,
            5,
            Map.of("a", 1L),
            Map.of("b", 2L),
            6,
            7,
            8,
            true,
            Map.of(Reason.WINDOW, Duration.ofSeconds(9)),
            Duration.ofSeconds(10));
    BulkException read =
        (BulkException)
            serialized(new BulkException("message", new IllegalStateException(), report));
    assertThat(comparable(read.getReport())).isEqualTo(comparable(report));
  }
}
