package io.github.intercomobjects.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FreeFormJsonTest {
  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> read(String json) throws IOException {
    return (Map<String, @Nullable Object>)
        Objects.requireNonNull(FreeFormJson.ADAPTER.fromJson(json));
  }

  /** Returns the fields f0 to f(n-1), of which the first is null. */
  private static Map<String, @Nullable Object> fields(int n) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    IntStream.range(0, n).forEach(i -> fields.put("f" + i, i == 0 ? null : (Long) (long) i));
    return fields;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 16, 17, 100})
  void anObjectOfAnySizeBecomesAMapInTheSameOrder(int n) throws IOException {
    Map<String, @Nullable Object> fields = fields(n);
    Map<String, @Nullable Object> read = read(FreeFormJson.ADAPTER.toJson(fields));

    assertThat(read).isEqualTo(fields).hasSameHashCodeAs(fields).hasSize(n);
    assertThat(fields).isEqualTo(read);
    assertThat(read.keySet()).containsExactlyElementsOf(fields.keySet());
    assertThat(read.get("f" + (n - 1))).isEqualTo(fields.get("f" + (n - 1)));
    assertThat(read.containsKey("f0")).isEqualTo(n > 0);
    assertThat(read.containsKey("f" + n)).isFalse();
    assertThat(read.get("f" + n)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17})
  void aMapThatWasReadCannotBeModified(int n) throws IOException {
    Map<String, @Nullable Object> read = read(FreeFormJson.ADAPTER.toJson(fields(n)));

    assertThatThrownBy(() -> read.put("f0", 1L)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> read.remove("f0")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> read.entrySet().iterator().next().setValue(1L))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theLastOfTwoFieldsWithTheSameNameWins() throws IOException {
    assertThat(read("{\"a\":1,\"b\":2,\"a\":3}")).isEqualTo(Map.of("a", 3L, "b", 2L));
  }

  @Test
  void aCopyDoesNotChangeWithTheOriginal() throws IOException {
    Map<String, @Nullable Object> original = fields(3);
    Map<String, @Nullable Object> copy = FreeFormJson.copyOf(original);
    original.put("f1", "other");

    assertThat(copy).isEqualTo(fields(3));
    assertThat(FreeFormJson.copyOf(copy)).isSameAs(copy);
  }

  @Test
  void namesAreReadCorrectlyAfterManyOthers() throws IOException {
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 20; i++) {
        String name = "round " + round + " name " + i;
        assertThat(read("{\"" + name + "\":{\"status\":true,\"sta\\u0074us 2\":\"\"}}"))
            .isEqualTo(Map.of(name, Map.of("status", true, "status 2", "")));
      }
    }
  }

  @Test
  void aRecurringNameIsTheSameString() throws IOException {
    String name = "";
    for (int i = 0; i < 100; i++) {
      name = read("{\"a name that recurs\":1}").keySet().iterator().next();
    }
    assertThat(read("{\"a name that recurs\":2}").keySet().iterator().next()).isSameAs(name);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 7, -7, 999_999_999_999_999_999L, -99_999_999_999_999_999L, Long.MIN_VALUE})
  void aWholeNumberIsALong(long number) throws IOException {
    assertThat(FreeFormJson.ADAPTER.fromJson("" + number)).isEqualTo(number);
  }

  @Test
  void otherNumbersAreExact() throws IOException {
    assertThat(read("{\"a\":-1.50,\"b\":9223372036854775808,\"c\":-2E3}"))
        .isEqualTo(
            Map.of(
                "a",
                new BigDecimal("-1.50"),
                "b",
                new BigInteger("9223372036854775808"),
                "c",
                new BigDecimal("-2E3")));
  }

  @Test
  void aMapThatGrowsDuringTheCopyIsCopiedCompletely() {
    Map<String, @Nullable Object> growing =
        new LinkedHashMap<>(fields(6)) {
          private static final long serialVersionUID = 1;

          @Override
          public int size() {
            return 0;
          }
        };
    assertThat(FreeFormJson.copyOf(growing)).isEqualTo(fields(6));
  }

  static Stream<String> longNumbers() {
    return Stream.of(
        "9".repeat(1_100),
        "-" + "9".repeat(1_099),
        "0." + "1".repeat(1_098),
        "1e1099",
        "-1.5e-1099",
        new BigDecimal(Double.MIN_VALUE).toPlainString(),
        new BigDecimal(-Double.MAX_VALUE).toPlainString());
  }

  @ParameterizedTest
  @MethodSource("longNumbers")
  void aNumberOfUpTo1100CharactersIsExact(String number) throws IOException {
    assertThat(FreeFormJson.ADAPTER.fromJson(number))
        .isInstanceOfSatisfying(
            Number.class, read -> assertThat(read).hasToString(new BigDecimal(number).toString()));
  }

  static Stream<String> overlongNumbers() {
    return Stream.of(
        "9".repeat(1_101),
        "-" + "9".repeat(1_000_000),
        "0." + "1".repeat(1_000_000),
        "1e1100",
        "1e1000000000",
        "0E1000000000",
        "-1.5e-1000000000",
        "1e99999999999",
        "1e-" + "9".repeat(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("overlongNumbers")
  @Timeout(10)
  void aLongerNumberIsKeptAsTextAndWrittenAsText(String number) throws IOException {
    assertThat(read("{\"x\":" + number + "}")).isEqualTo(Map.of("x", number));
    assertThat(FreeFormJson.ADAPTER.toJson(read("{\"x\":" + number + "}")))
        .isEqualTo("{\"x\":\"" + number + "\"}");
  }

  @Test
  void aValueThatContainsItselfIsRejectedWithoutAnOverflow() {
    List<Object> cyclic = new ArrayList<>();
    cyclic.add(Map.of("again", cyclic));
    assertThatThrownBy(() -> FreeFormJson.ADAPTER.toJson(cyclic))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "JSON has no form for a value that contains itself or is nested more than 255 levels"
                + " deep, at path $[0].again[0].again[0]")
        .hasMessageMatching(".{0,250}");
  }

  @Test
  void aNumberThatIsNotFiniteIsRejectedWithItsPath() {
    for (Number number : List.of(Double.NaN, Float.NEGATIVE_INFINITY)) {
      assertThatThrownBy(() -> FreeFormJson.ADAPTER.toJson(Map.of("ratio", number)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "JSON has no form for "
                  + number
                  + " as "
                  + number.getClass().getName()
                  + " at path $.ratio; use text, a finite number,");
    }
  }

  @Test
  void theMessageAboutAnUnsupportedObjectNamesOnlyItsClass() {
    Object broken =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no text");
          }
        };
    assertThatThrownBy(() -> FreeFormJson.ADAPTER.toJson(Map.of("at", broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "JSON has no form for " + broken.getClass().getName() + " at path $.at; use ");
  }

  @Test
  void deepNestingFailsWithoutAnOverflow() {
    String deep = "[".repeat(5000);
    assertThatThrownBy(() -> FreeFormJson.read(JsonReader.of(new Buffer().writeUtf8(deep))))
        .isInstanceOf(JsonDataException.class);
  }
}
