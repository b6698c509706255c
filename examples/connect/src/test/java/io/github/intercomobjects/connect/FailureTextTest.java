package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailureTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Order has no attribute 'colour' | Order has no attribute 'colour'",
        "status must be an option, was \"Shipped to Zoe\" | status must be an option, was …",
        "value Shipped is too long | value … is too long",
        "SHIPPED is not valid | … is not valid",
        "zoe@example.com is invalid | … is invalid",
        "12.50 must be an integer | … must be an integer",
        "text starting with Ship is cut | text starting with … is cut"
      })
  void wordsOfTheRecordAreHidden(String text, String shown) {
    assertThat(
            FailureText.withoutValues(
                text,
                Set.of("status", "colour"),
                List.of("Shipped to Zoe", "zoe@example.com", 12.5)))
        .isEqualTo(shown);
  }
}
