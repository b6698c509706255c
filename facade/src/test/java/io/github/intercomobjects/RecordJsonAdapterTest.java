package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.client.FreeFormJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast conversion of records to values has the same results as that through JSON text. */
final class RecordJsonAdapterTest {
  private record Size(@Nullable Integer height, @Json(name = "of_what") @Nullable String of) {}

  private record Everything(
      @Nullable String text,
      @Nullable Integer number,
      @Nullable Long big,
      @Nullable Boolean paid,
      @Nullable Double ratio,
      @Nullable Float share,
      @Nullable Byte tiny,
      @Nullable BigDecimal amount,
      @Nullable BigInteger huge,
      @Nullable Instant at,
      @Nullable LocalDate day,
      @Nullable UUID uuid,
      @Nullable DayOfWeek weekday,
      @Nullable References items,
      @Nullable List<@Nullable String> tags,
      @Nullable Size size,
      @Nullable Object anything,
      @Nullable StringBuilder own) {}

  private record Primitives(int number, long big, boolean paid) {}

  /** An adapter that also converts null. */
  private static final class OwnAdapter extends JsonAdapter<StringBuilder> {
    @Override
    public StringBuilder fromJson(JsonReader reader) throws IOException {
      if (reader.peek() == JsonReader.Token.NULL) {
        reader.nextNull();
        return EMPTY;
      }
      return new StringBuilder(reader.nextString());
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable StringBuilder value) throws IOException {
      writer.value(value == null ? "none" : value.toString());
    }
  }

  private static final StringBuilder EMPTY = new StringBuilder("none");

  private static <T> RecordJsonAdapter<T> adapter(Class<T> type) {
    Moshi moshi = new Moshi.Builder().add(StringBuilder.class, new OwnAdapter()).build();
    return (RecordJsonAdapter<T>) StandardAdapters.addTo(moshi).adapter(type);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> values(String json) throws IOException {
    return (Map<String, @Nullable Object>)
        Objects.requireNonNull(FreeFormJson.ADAPTER.fromJson(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"text\":null,\"number\":null,\"paid\":null,\"at\":null,\"items\":null,\"own\":null}",
        "{\"text\":\"Zoë\",\"number\":-3,\"big\":9007199254740993,\"paid\":true,\"ratio\":0.1}",
        "{\"number\":3.0,\"big\":\"7\",\"ratio\":1e3,\"share\":0.1,\"tiny\":-1,\"text\":8.0}",
        "{\"amount\":99.990,\"huge\":123456789012345678901234567890,\"anything\":{\"a\":[1.50]}}",
        "{\"amount\":\"1\",\"huge\":\"12\",\"at\":\"2026-09-01T00:00:00Z\",\"day\":1769817600}",
        "{\"at\":1788281000,\"day\":\"2026-01-31\",\"weekday\":\"MONDAY\",\"tags\":[\"a\",null]}",
        "{\"uuid\":\"8a4b9c1e-0000-4000-8000-000000000001\",\"items\":[\"7\",\"8\"]}",
        "{\"items\":{\"type\":\"contact.list\",\"instances\":[{\"id\":\"63a0\"}]},\"more\":1}",
        "{\"size\":{\"height\":null,\"of_what\":\"box\"}}"
      })
  void bothConversionsReadTheSame(String json) throws Exception {
    RecordJsonAdapter<Everything> adapter = adapter(Everything.class);
    Everything read = Objects.requireNonNull(adapter.fromJson(json));

    // StringBuilder has no equals.
    assertThat(fromValues(adapter, json)).hasToString(read.toString());
  }

  /** Converts as the mapping does: through text if the fast conversion fails. */
  private static <T> @Nullable T fromValues(RecordJsonAdapter<T> adapter, String json)
      throws Exception {
    try {
      Map<String, @Nullable Object> values = values(json);
      return adapter.fromValues(values::get, values::containsKey);
    } catch (RuntimeException e) {
      return adapter.fromJson(json);
    }
  }

  @Test
  void bothConversionsWriteTheSame() throws Exception {
    RecordJsonAdapter<Everything> adapter = adapter(Everything.class);
    Everything everything =
        new Everything(
            "Zoë",
            -3,
            9007199254740993L,
            true,
            0.1,
            0.1f,
            (byte) -1,
            new BigDecimal("99.990"),
            new BigInteger("123456789012345678901234567890"),
            Instant.ofEpochSecond(1788281000, 5),
            LocalDate.of(2026, 1, 31),
            UUID.fromString("8a4b9c1e-0000-4000-8000-000000000001"),
            DayOfWeek.MONDAY,
            References.many(List.of("7", "8")),
            List.of("a"),
            new Size(null, "box"),
            Map.of("a", 1.5),
            new StringBuilder("own"));
    Everything nothing =
        new Everything(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null);

    for (Everything value : List.of(everything, nothing)) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      adapter.toValues(value, fields::put);
      assertThat(FreeFormJson.ADAPTER.toJson(fields))
          .isEqualTo(adapter.serializeNulls().toJson(value));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"number\":11.5,\"big\":1,\"paid\":true}",
        "{\"number\":3000000000,\"big\":1,\"paid\":true}",
        "{\"number\":1,\"big\":1.5,\"paid\":true}",
        "{\"number\":1,\"big\":1,\"paid\":\"true\"}",
        "{\"number\":1,\"big\":1,\"paid\":null}",
        "{\"number\":1,\"big\":1}"
      })
  void unmappableValuesAreLeftToTheConversionThroughText(String json) throws IOException {
    RecordJsonAdapter<Primitives> adapter = adapter(Primitives.class);

    Map<String, @Nullable Object> values = values(json);
    assertThatThrownBy(() -> adapter.fromValues(values::get, values::containsKey))
        .isInstanceOf(JsonDataException.class);
    assertThatThrownBy(() -> adapter.fromJson(json)).hasMessageContaining("at path $.");
  }
}
