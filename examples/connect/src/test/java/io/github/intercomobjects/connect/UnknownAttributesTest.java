package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Fakes;
import io.github.intercomobjects.InvalidRequestException;
import io.github.intercomobjects.connect.UnknownAttributes.Lesson;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The record has the attributes colour, which the type lacks, and status. */
final class UnknownAttributesTest {
  private final FakeTicks ticks = new FakeTicks();
  private final UnknownAttributes unknown = new UnknownAttributes(ticks);
  private final Change change = change(Map.of("colour", "red", "status", "open"));

  private static Change change(Map<String, Object> values) {
    try (Shop shop = new Shop()) {
      SinkConfig config = new SinkConfig(shop.settings());
      SinkRecord record = new SinkRecord("orders", 0, null, "ORDER-1", null, values, 0);
      Assignment.Entry entry = new Assignment(FakeWorker.orders(0)).take(0, null);
      return Objects.requireNonNull(
          new RecordMapper(Objects.requireNonNull(config.objects().get("orders")))
              .map(record, entry));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Order has no attribute 'colour' | colour",
        "Order has no attribute 'colour' | ``",
        "Unknown attribute | custom_attributes.colour",
        "Custom attribute \"colour\" does not exist | ``",
        "Attribute 'colour' not found on Order | ``"
      })
  void anAttributeThatTheMessageCallsUnknownIsLeftOut(String message, String field) {
    assertThat(unknown.learn(change, Set.of(), rejection(message, field))).isEqualTo(Lesson.NEW);
    assertThat(unknown.learn(change, Set.of(), rejection(message, field))).isEqualTo(Lesson.KNOWN);
    assertThat(unknown.of(change)).containsExactly("colour");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "colour must be a number | colour",
        "'colour' is not found in the list of options | status",
        "Order has no attribute 'size' | size",
        "Order has no attribute 'colours' | ``",
        "The contact is not found | ``",
        "Attribute 'status': option 'open' not found | status",
        "Value 'open' of attribute 'status' does not exist in its options | status",
        "attribute 'status' has an unknown value | status",
        "Custom attribute 'status' is invalid: contact 'open' does not exist | status",
        "Option of attribute 'status' is not recognized | status",
        "Attribute 'status' must refer to an object that is not found | status",
        "Unknown attribute type | status"
      })
  void anyOtherMessageIsAboutTheRecord(String message, String field) {
    assertThat(unknown.learn(change, Set.of(), rejection(message, field))).isEqualTo(Lesson.NONE);
    assertThat(unknown.of(change)).isEmpty();
  }

  @Test
  void anAttributeThatWasNotSentIsNotTheReason() {
    InvalidRequestException rejection = rejection("Order has no attribute 'colour'", "colour");
    assertThat(unknown.learn(change, Set.of("colour"), rejection)).isEqualTo(Lesson.NONE);
  }

  @Test
  void onlyNewAttributesCountWhenThereAreTooMany() {
    Map<String, Object> values = new HashMap<>(Map.of("status", "open"));
    for (int i = 0; i <= 100; i++) {
      values.put("a" + i, i);
    }
    Change many = change(values);
    for (int i = 0; i < 100; i++) {
      assertThat(unknown.learn(many, Set.of(), rejection("no attribute 'a" + i + "'", "")))
          .isEqualTo(Lesson.NEW);
    }
    assertThat(unknown.learn(many, Set.of(), rejection("no attribute 'a100'", "")))
        .isEqualTo(Lesson.NONE);
    assertThat(unknown.learn(many, Set.of(), rejection("no attribute 'a0'", "")))
        .isEqualTo(Lesson.KNOWN);
  }

  @Test
  void afterTenMinutesOneChangeHasTheAttributeAgain() {
    InvalidRequestException rejection = rejection("Order has no attribute 'colour'", "colour");
    unknown.learn(change, Set.of(), rejection);
    ticks.advance(Duration.ofMinutes(10));
    assertThat(unknown.of(change)).isEmpty();
    assertThat(unknown.of(change)).containsExactly("colour");

    assertThat(unknown.learn(change, Set.of(), rejection)).isEqualTo(Lesson.KNOWN);
    unknown.accepted(change, Set.of("colour"));
    assertThat(unknown.of(change)).containsExactly("colour");
    unknown.accepted(change, Set.of());
    assertThat(unknown.of(change)).isEmpty();
  }

  private static InvalidRequestException rejection(String message, String field) {
    Fakes.Failure<InvalidRequestException> failure = Fakes.failure(InvalidRequestException.class);
    return (field.isEmpty() ? failure.error("e", message) : failure.error("e", message, field))
        .build();
  }
}
