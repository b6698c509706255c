package io.github.intercomobjects.connect;

import io.github.intercomobjects.connect.ObjectConfig.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** The conversion of the values of fields. Messages have names and types of fields, no values. */
final class FieldValues {
  private static final String DEBEZIUM_TIME = "io.debezium.time.";
  private static final String VARIABLE_SCALE_DECIMAL = "io.debezium.data.VariableScaleDecimal";

  private FieldValues() {}

  /**
   * Returns the value to send: text, a number, a boolean, an Instant or a LocalDate.
   *
   * @param schema null for a value without one
   * @throws DataException if an attribute cannot hold it
   */
  static Object convert(String field, @Nullable Schema schema, Object value) {
    String subject = "field " + field;
    Object converted = plain(subject, schema, value);
    if (converted == null) {
      throw unsupported(subject, schema == null ? null : schema.name(), value);
    }
    return converted;
  }

  /**
   * Returns the value that {@link #convert} returns; null if it is not a plain one.
   *
   * @param subject the part of the record, for messages
   */
  private static @Nullable Object plain(String subject, @Nullable Schema schema, Object value) {
    String name = schema == null ? null : schema.name();
    try {
      Object special = name == null ? null : special(name, value);
      if (special != null) {
        return special;
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new DataException(
          subject + " has a time out of range (" + name + "); Intercom cannot store it");
    }
    if (value instanceof Double || value instanceof Float) {
      if (!Double.isFinite(((Number) value).doubleValue())) {
        throw new DataException(subject + " is not a finite number; JSON has no such value");
      }
      return value;
    }
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    return value instanceof UUID ? value.toString() : null;
  }

  /** Returns the value of a schema whose name gives it a meaning; null if the name gives none. */
  private static @Nullable Object special(String name, Object value) {
    if (name.equals(org.apache.kafka.connect.data.Date.LOGICAL_NAME) && value instanceof Date day) {
      return day.toInstant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
    if (name.equals(Timestamp.LOGICAL_NAME) && value instanceof Date time) {
      return time.toInstant();
    }
    if (name.equals(Time.LOGICAL_NAME) && value instanceof Date time) {
      return timeOfDay(time.toInstant().toEpochMilli(), 1_000_000);
    }
    if (name.equals(Decimal.LOGICAL_NAME) && value instanceof BigDecimal) {
      return value;
    }
    if (name.equals(VARIABLE_SCALE_DECIMAL) && value instanceof Struct decimal) {
      return new BigDecimal(new BigInteger(decimal.getBytes("value")), decimal.getInt32("scale"));
    }
    return name.startsWith(DEBEZIUM_TIME)
        ? debezium(name.substring(DEBEZIUM_TIME.length()), value)
        : null;
  }

  private static @Nullable Object debezium(String type, Object value) {
    if (value instanceof Number number) {
      long units = number.longValue();
      return switch (type) {
        case "Date" -> LocalDate.ofEpochDay(units);
        case "Timestamp" -> Instant.ofEpochMilli(units);
        case "MicroTimestamp" -> Instant.EPOCH.plus(units, ChronoUnit.MICROS);
        case "NanoTimestamp" -> Instant.EPOCH.plusNanos(units);
        case "Time" -> timeOfDay(units, 1_000_000);
        case "MicroTime" -> timeOfDay(units, 1000);
        case "NanoTime" -> timeOfDay(units, 1);
        default -> null;
      };
    }
    if (value instanceof String text) {
      return switch (type) {
        case "ZonedTimestamp", "IsoTimestamp" -> OffsetDateTime.parse(text).toInstant();
        case "IsoDate" -> LocalDate.parse(text.endsWith("Z") ? text.substring(0, 10) : text);
        default -> null;
      };
    }
    return null;
  }

  /** Returns a time of day as text, since Intercom has no attributes for it. */
  private static String timeOfDay(long units, long nanos) {
    return LocalTime.ofNanoOfDay(Math.multiplyExact(units, nanos)).toString();
  }

  /** Returns the value of a field that holds a time as plain text or number, or with a schema. */
  static Instant time(String field, @Nullable Schema schema, TimeUnit unit, Object value) {
    Object converted = convert(field, schema, value);
    if (converted instanceof Instant time) {
      return time;
    }
    if (converted instanceof LocalDate day) {
      return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    try {
      if (converted instanceof String text) {
        return OffsetDateTime.parse(text.strip().replaceFirst("^(\\S{10}) ", "$1T")).toInstant();
      }
      if (converted instanceof Number number) {
        long units = new BigDecimal(number.toString()).toBigInteger().longValueExact();
        return switch (unit) {
          case SECONDS -> Instant.ofEpochSecond(units);
          case MILLIS -> Instant.ofEpochMilli(units);
          case MICROS -> Instant.EPOCH.plus(units, ChronoUnit.MICROS);
        };
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new DataException(
          "field "
              + field
              + " is not a time; texts must be in ISO 8601 with an offset, such as"
              + " 2026-01-31T09:30:00Z, and numbers "
              + unit.name().toLowerCase(Locale.ROOT)
              + " since 1970 (time.unit)");
    }
    throw new DataException("field " + field + " is a boolean, not a time");
  }

  /**
   * Returns an external id, or the name of a contact.
   *
   * @param subject the part of the record, for messages
   */
  static String id(String subject, @Nullable Schema schema, Object value) {
    Object id = plain(subject, schema, value);
    if (id instanceof BigDecimal decimal) {
      try {
        id = decimal.toBigIntegerExact();
      } catch (ArithmeticException e) {
        throw new DataException(subject + " is a number with decimals, which is no id");
      }
    }
    boolean isInteger =
        id instanceof Long
            || id instanceof Integer
            || id instanceof Short
            || id instanceof Byte
            || id instanceof BigInteger;
    if (id == null || (!isInteger && !(id instanceof String))) {
      throw new DataException(
          subject
              + " is "
              + kind(id == null ? value : id)
              + ", which is no id; an id is a text or an integer");
    }
    return id.toString();
  }

  private static DataException unsupported(String subject, @Nullable String name, Object value) {
    return new DataException(
        subject
            + " is "
            + kind(value)
            + (name == null ? "" : " (" + name + ")")
            + ", which no attribute can hold; exclude it, or convert it with a transform such as"
            + " Flatten or Cast");
  }

  /** Returns what a value is, for messages. */
  static String kind(Object value) {
    if (value instanceof byte[] || value instanceof ByteBuffer) {
      return "bytes";
    }
    if (value instanceof Collection<?>) {
      return "an array";
    }
    if (value instanceof Map<?, ?>) {
      return "a map";
    }
    if (value instanceof Struct) {
      return "a struct";
    }
    return "a " + value.getClass().getSimpleName();
  }
}
