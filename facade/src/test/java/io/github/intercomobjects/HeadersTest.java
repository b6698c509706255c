package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersTest {
  private static final Instant DATE = Instant.parse("1994-11-06T08:49:37Z");

  private static Response withDate(String date) {
    return new Response.Builder()
        .request(new Request.Builder().url("http://localhost/").build())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .header("Date", date)
        .build();
  }

  private static Duration untilThreeSecondsAfter(Instant moment, String date) {
    return Headers.untilServerTime(withDate(date), moment.getEpochSecond() + 3, Timing.SYSTEM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        // The day of the week is ignored.
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun, 6 Nov 1994 08:49:37 GMT"
      })
  void theDateHeaderIsReadInEveryHttpFormat(String date) {
    assertThat(untilThreeSecondsAfter(DATE, date)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void everyMonthIsRead() {
    DateTimeFormatter form =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    for (int month = 1; month <= 12; month++) {
      Instant moment = Instant.parse("2026-%02d-28T23:59:58Z".formatted(month));
      assertThat(untilThreeSecondsAfter(moment, form.format(moment)))
          .as(form.format(moment))
          .isEqualTo(Duration.ofSeconds(3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sun, 06 Non 1994 08:49:37 GMT", "tomorrow", ""})
  void anUnreadableDateMeansTheLocalClock(String date) {
    Instant now = Instant.ofEpochMilli(Timing.SYSTEM.epochMillis());
    assertThat(untilThreeSecondsAfter(now, date))
        .isBetween(Duration.ofMillis(1), Duration.ofSeconds(3));
  }
}
