package io.github.intercomobjects.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ComponentPatternTest {
  @Test
  void anIdWithoutPartsMatchesItselfOnly() {
    ComponentPattern more = ComponentPattern.of("more.*");
    assertThat(more.match("more.*")).isEmpty();
    assertThat(more.match("more..")).isNull();
    assertThat(more.match("more.*2")).isNull();
    assertThat(more.match("")).isNull();
  }

  @Test
  void aPartMatchesAnyTextThatIsNotEmpty() {
    ComponentPattern order = ComponentPattern.of("order:{id}");
    assertThat(order.match("order:A-1:2\n{🚲}")).isEqualTo(Map.of("id", "A-1:2\n{🚲}"));
    assertThat(order.match("order:")).isNull();
    assertThat(order.match("Order:1")).isNull();
    assertThat(order.match("my order:1")).isNull();
    assertThat(ComponentPattern.of("{all}").match("x")).isEqualTo(Map.of("all", "x"));
  }

  @Test
  void theFirstOfSeveralPartsMatchesAsLittleAsPossible() {
    ComponentPattern line = ComponentPattern.of("{order}:{line}!");
    assertThat(line.match("A:B:C!")).isEqualTo(Map.of("order", "A", "line", "B:C"));
  }

  @Test
  @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
  void anIdThatNearlyMatchesManyPartsIsReadOnce() {
    ComponentPattern parts = ComponentPattern.of("{a}-{b}-{c}-{d}-{e}!");
    assertThat(parts.match("-".repeat(1_000))).isNull();
    assertThat(parts.match("-".repeat(1_000) + "!"))
        .isEqualTo(Map.of("a", "-", "b", "-", "c", "-", "d", "-", "e", "-".repeat(992)));
  }

  @ParameterizedTest
  @CsvSource({"a{x}, a{y}, true", "a{x}, a, false", "a{x}, {x}a, false", "a, a, true"})
  void patternsAreEquivalentIfTheyDifferInNamesOnly(String one, String other, boolean equivalent) {
    assertThat(ComponentPattern.of(one).equivalent(ComponentPattern.of(other)))
        .isEqualTo(equivalent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "}", "a{}", "order:{id", "order:id}", "{{id}}", "{a b}"})
  void aBraceNeedsAName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComponentPattern.of(text))
        .withMessage(
            "the component id '%s' is empty, or has a brace without a name:"
                + " pass an id, or a pattern like order:{id}",
            text);
  }

  @Test
  void partsAreDistinct() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComponentPattern.of("{a}{b}"))
        .withMessage(
            "the component id '{a}{b}' has two parts without a text between them:"
                + " pass an id, or a pattern like order:{id}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComponentPattern.of("{a}:{a}"))
        .withMessage(
            "the component id '{a}:{a}' has two parts with the name 'a':"
                + " pass an id, or a pattern like order:{id}");
  }
}
