package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of times as databases and programs write them. */
class TimesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static @Nullable String parse(ColumnType type, @Nullable String format, Object cell) {
    CellSettings settings = new CellSettings(BERLIN, null, null, Set.of(), false);
    Object read = ColumnFormat.of(type, format, settings).parse(cell);
    return read == null ? null : read.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31 09:30:00, 2026-01-31T08:30:00Z",
    "2026-01-31 09:30, 2026-01-31T08:30:00Z",
    "2026-01-31 09:30:00.123456, 2026-01-31T08:30:00.123456Z",
    "2026-01-31 09:30:00+01, 2026-01-31T08:30:00Z",
    "2026-01-31 09:30:00-0330, 2026-01-31T13:00:00Z",
    "2026-01-31 09:30:00.5+01:00, 2026-01-31T08:30:00.500Z",
    "2026-01-31T09:30:00.000+0000, 2026-01-31T09:30:00Z",
    "2026-01-31 09:30:00 +0100, 2026-01-31T08:30:00Z",
    "2026-01-31 09:30:00Z, 2026-01-31T09:30:00Z",
    "2026-01-31t09:30:00z, 2026-01-31T09:30:00Z",
    "2026-01-31 09:30:00 UTC, 2026-01-31T09:30:00Z",
    "2026-01-31 09:30:00 Europe/Paris, 2026-01-31T08:30:00Z",
    "2026-01-31T09:30:00+01:00[Europe/Berlin], 2026-01-31T08:30:00Z",
    "2026-01-31T09:30:00[America/New_York], 2026-01-31T14:30:00Z",
    "2026-01-31T09:30, 2026-01-31T08:30:00Z",
    "2026-01-31, 2026-01-30T23:00:00Z",
    "2026-02-30,",
    "2026-02-30 09:30:00,",
    "0000-00-00,",
    "0000-00-00 00:00:00,",
    "2026-01-31T24:00:00Z,",
    "2026-01-31 24:00:00,",
    "2026-01-31  09:30:00,",
    "2026-01-31 9:30:00,",
    "2026-01-31_09:30:00,",
    "2026-01-31T09.30.00,",
    "2026-01-31T09:30:00X,",
    "2026/01/31,",
    "2026-1-31,",
    "20260131,",
    "2026-01-31 09:30:00 XYZ,",
    "46053.395833,"
  })
  void timeWithoutAFormatIsReadAsProgramsWriteIt(String cell, @Nullable String time) {
    assertThat(parse(ColumnType.DATETIME, null, cell)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "epoch-seconds, 1769851800, 2026-01-31T09:30:00Z",
    "epoch-seconds, 1769851800.25, 2026-01-31T09:30:00.250Z",
    "epoch-seconds, -1, 1969-12-31T23:59:59Z",
    "epoch-seconds, 1769851800000,",
    "epoch-seconds, 1.7E9,",
    "epoch-seconds, 2026-01-31,",
    "epoch-millis, 1769851800123, 2026-01-31T09:30:00.123Z",
    "epoch-seconds, 9999999999999999,",
    "epoch-millis, 999999999999999,"
  })
  void epochIsCounted(String format, String cell, @Nullable String time) {
    assertThat(parse(ColumnType.DATETIME, format, cell)).isEqualTo(time);
    assertThat(parse(ColumnType.DATE, format, cell)).isEqualTo(time);
  }

  @Test
  void epochMayBeANumberOfADatabase() {
    assertThat(parse(ColumnType.DATETIME, "epoch-seconds", BigInteger.valueOf(1_769_851_800)))
        .isEqualTo("2026-01-31T09:30:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "[dd.MM.yyyy][M/d/yyyy][yyyy-MM-dd], 31.01.2026, 2026-01-31",
    "[dd.MM.yyyy][M/d/yyyy][yyyy-MM-dd], 1/31/2026, 2026-01-31",
    "[dd.MM.yyyy][M/d/yyyy][yyyy-MM-dd], 2026-01-31, 2026-01-31",
    "[dd.MM.yyyy][M/d/yyyy][yyyy-MM-dd], 30.02.2026,",
    "[dd.MM.yyyy][dd.MM.yyyy HH:mm], 31.01.2026 09:30, 2026-01-31T08:30:00Z",
    "[dd.MM.yyyy][dd.MM.yyyy HH:mm], 31.01.2026, 2026-01-31",
    "yyyy-MM-dd HH:mm:ss[.SSSSSS][.SSS][XXX][X], 2026-01-31 09:30:00.123+01, 2026-01-31T08:30:00.123Z",
    "yyyy-MM-dd HH:mm:ss[.SSSSSS][.SSS][XXX][X], 2026-01-31 09:30:00, 2026-01-31T08:30:00Z",
    "dd.MM.yyyy['T'HH:mm[:ss]], 31.01.2026T09:30, 2026-01-31T08:30:00Z",
    "'EEE, dd MMM yyyy HH:mm:ss z', 'Sat, 31 Jan 2026 09:30:00 GMT', 2026-01-31T09:30:00Z"
  })
  void optionalSectionsMayBeAlternatives(String format, String cell, @Nullable String time) {
    assertThat(parse(ColumnType.DATE, format, cell)).isEqualTo(time);
  }

  @Test
  void formatWithoutADateIsRejected() {
    for (String format : new String[] {"[HH:mm][mm]", "dd.mm.yyyy", "[dd.MM]"}) {
      assertThatThrownBy(() -> parse(ColumnType.DATE, format, "x"))
          .hasMessageContaining("format \"" + format + "\" is incomplete");
    }
    assertThatThrownBy(() -> parse(ColumnType.DATE, "epoch", "x"))
        .hasMessageContaining(", or epoch-seconds or epoch-millis");
  }

  @Test
  void suggestionForAColumnOfEpochSecondsCanBeFollowed() throws Exception {
    Command.file(directory, "no,at,placed", "1,1769851800,1769851800000");
    String mapping =
        """
        {"source": {"csv": "orders.csv"}, "key": "no",
         "created_at": {"column": "placed"%s},
         "attributes": {"delivered_on": {"column": "at", "type": "datetime"%s}}}
        """;
    Path file = directory.resolve("map.json");
    Files.writeString(file, mapping.formatted("", ""));
    assertThat(Command.run(Map.of(), "--mapping=" + file).out())
        .contains("; for seconds since 1970, give its column the \"format\" \"epoch-seconds\" in a")
        .contains("; for milliseconds since 1970, give its column the \"format\" \"epoch-millis\"");
    Files.writeString(
        file,
        mapping.formatted(", \"format\": \"epoch-millis\"", ", \"format\": \"epoch-seconds\""));
    try (Shop shop = new Shop()) {
      Command command =
          Command.run(
              Map.of(Shell.TOKEN, shop.sandbox.getToken()),
              "--mapping=" + file,
              "--live",
              "--base-url=" + shop.sandbox.getBaseUrl());
      assertThat(command.exitCode()).as(command.out()).isZero();
      assertThat(shop.order("1").getExternalCreatedAt()).hasToString("2026-01-31T09:30:00Z");
      assertThat(shop.order("1").getAttributes().get("delivered_on"))
          .hasToString("2026-01-31T09:30:00Z");
    }
  }

  @Test
  void timeWithoutAZoneNamesTheOption() throws Exception {
    Path file = Command.file(directory, "no,at", "1,2026-01-31 09:30:00");
    assertThat(Command.rehearse(file, "--key=no", "--datetime=at").out())
        .contains("at \"2026-01-31 09:30:00\" has no time zone; give one with --zone");
    assertThat(Command.rehearse(file, "--key=no", "--datetime=at", "--zone=UTC").exitCode())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "dd.MM.yyyy hh:mm, write hours as HH",
    "[dd.MM.yyyy hh:mm][dd.MM.yyyy], write hours as HH",
    "yyyy-MM-DD, write the day of the month as dd",
    "YYYY-MM-dd, is incomplete"
  })
  void formatThatWouldReadAnotherTimeIsRejected(String format, String message) {
    assertThatThrownBy(() -> parse(ColumnType.DATETIME, format, "x"))
        .hasMessageStartingWith("format \"" + format + "\"")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "dd.MM.yyyy hh:mm a, 31.01.2026 09:30 PM, 2026-01-31T20:30:00Z",
    "dd.MM.yyyy HH 'h', 31.01.2026 21 h, 2026-01-31T20:00:00Z",
    "yyyy-DDD, 2026-031, 2026-01-30T23:00:00Z"
  })
  void formatWithHalfDaysOrDaysOfTheYearIsRead(String format, String cell, String time) {
    assertThat(parse(ColumnType.DATETIME, format, cell)).isEqualTo(time);
  }

  @Test
  void secondsAreNoMilliseconds() {
    ColumnFormat millis = ColumnFormat.of(ColumnType.DATETIME, "epoch-millis", CellSettings.NONE);
    for (String seconds : new String[] {"1769851800", "946684800", "1769851800.5"}) {
      assertThat(millis.parse(seconds)).isNull();
      assertThat(millis.problem(seconds))
          .isEqualTo(
              "is not a datetime in the format epoch-millis; seconds since 1970 have the format"
                  + " epoch-seconds");
    }
    assertThat(millis.parse("0")).hasToString("1970-01-01T00:00:00Z");
  }
}
