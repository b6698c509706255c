package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** The times in requests. */
final class Times {
  private Times() {}

  /** Returns a time in whole seconds; null if it is unreadable, which Intercom treats as null. */
  static @Nullable Instant read(JsonNode value) {
    try {
      if (value.isIntegralNumber() && value.canConvertToLong()) {
        return Instant.ofEpochSecond(value.longValue());
      }
      return value.isTextual() ? readText(value.textValue()).truncatedTo(ChronoUnit.SECONDS) : null;
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static Instant readText(String text) {
    if (text.matches("-?[0-9]+")) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    if (text.indexOf('T') < 0) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof OffsetDateTime withOffset
        ? withOffset.toInstant()
        : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
  }
}
