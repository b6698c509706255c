package io.github.intercomobjects;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import okhttp3.MediaType;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Readers of response headers. */
final class Headers {
  /** Longer than any wait that Intercom documents; prevents overflow. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /** The months, each four characters after the previous one. */
  private static final String MONTHS = " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";

  /** A server sends the same date for a second, and parsing a date is expensive. */
  private static volatile ReadDate lastDate = new ReadDate("", null);

  /** A server always sends the same type, and parsing it takes a kilobyte of memory. */
  private static volatile ReadType lastType = new ReadType("", null);

  private record ReadDate(String text, @Nullable Long epochMillis) {}

  private record ReadType(String text, @Nullable MediaType type) {}

  private Headers() {}

  /** Returns a header that is a whole number; null if it is missing or anything else. */
  static @Nullable Long wholeNumber(Response response, String name) {
    String value = response.header(name);
    if (value == null) {
      return null;
    }
    try {
      return Long.valueOf(value.trim());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * Returns the time from now until a time of the server's clock, at most a second too long; zero
   * if it has passed. The response's {@code Date} is used as now, rather than the local clock.
   */
  static Duration untilServerTime(Response response, long epochSeconds, Timing timing) {
    Long date = date(response);
    long nowMillis = date == null ? timing.epochMillis() : date;
    long nowSeconds = Math.floorDiv(nowMillis, 1000L);
    return epochSeconds <= nowSeconds
        ? Duration.ZERO
        : atMostLongest(epochSeconds - nowSeconds).minusMillis(Math.floorMod(nowMillis, 1000L));
  }

  private static @Nullable Long date(Response response) {
    String text = response.header("Date");
    if (text == null) {
      return null;
    }
    ReadDate last = lastDate;
    if (!text.equals(last.text)) {
      Instant date = instant(response, "Date", text);
      last = new ReadDate(text, date == null ? null : (Long) date.toEpochMilli());
      lastDate = last;
    }
    return last.epochMillis;
  }

  private static @Nullable Instant instant(Response response, String name, String text) {
    Instant date = fixedDate(text);
    // OkHttp reads HTTP's older forms too, but loads the JVM's locale data for them.
    return date == null ? response.headers().getInstant(name) : date;
  }

  /**
   * Reads {@code "Sun, 06 Nov 1994 08:49:37 GMT"}, the form that servers send today; null for any
   * other. The first use of a formatter of the JDK takes 8 ms, that of OkHttp's parser 40 ms.
   */
  private static @Nullable Instant fixedDate(String text) {
    if (text.length() != 29 || !text.endsWith(" GMT")) {
      return null;
    }
    try {
      return LocalDateTime.of(
              Integer.parseInt(text, 12, 16, 10),
              // An unknown month is 0, which is rejected.
              (MONTHS.indexOf(text.substring(7, 12)) + 4) / 4,
              Integer.parseInt(text, 5, 7, 10),
              Integer.parseInt(text, 17, 19, 10),
              Integer.parseInt(text, 20, 22, 10),
              Integer.parseInt(text, 23, 25, 10))
          .toInstant(ZoneOffset.UTC);
    } catch (NumberFormatException | DateTimeException e) {
      return null;
    }
  }

  /** Returns the type of the body; null if it is missing or cannot be read. */
  static @Nullable MediaType contentType(Response response) {
    String text = response.header("Content-Type");
    if (text == null) {
      return response.body().contentType();
    }
    ReadType last = lastType;
    if (!text.equals(last.text)) {
      last = new ReadType(text, MediaType.parse(text));
      lastType = last;
    }
    return last.type;
  }

  /** Returns the wait in {@code Retry-After}, seconds or a date; null if there is none. */
  static @Nullable Duration retryAfter(Response response, Timing timing) {
    Long seconds = wholeNumber(response, "Retry-After");
    if (seconds != null) {
      return atMostLongest(seconds);
    }
    String text = response.header("Retry-After");
    Instant date = text == null ? null : instant(response, "Retry-After", text);
    return date == null ? null : untilServerTime(response, date.getEpochSecond(), timing);
  }

  private static Duration atMostLongest(long seconds) {
    return seconds <= 0
        ? Duration.ZERO
        : Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
  }
}
