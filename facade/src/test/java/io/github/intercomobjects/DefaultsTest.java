package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.client.api.ContactsApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows the limits that apply if none are set. */
final class DefaultsTest {
  private static Settings settings() {
    try (Intercom client = Intercom.builder().accessToken("token").build()) {
      return ApiCall.of(client.api(ContactsApi.class).showContact("7")).settings();
    }
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("../README.md"));
  }

  /** Returns the number and the unit of a row, which is found by the method that sets it. */
  private static MatchResult row(String method) throws IOException {
    Matcher row =
        Pattern.compile("(?m)^\\|[^|]+\\| (\\d+)(?: (s|min))? \\| `" + method + "`.*\\|$")
            .matcher(readme());
    assertThat(row.find()).as(method).isTrue();
    return row.toMatchResult();
  }

  private static Duration duration(String method) throws IOException {
    MatchResult row = row(method);
    long number = Long.parseLong(row.group(1));
    return row.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
  }

  @Test
  void theReadmeShowsTheLimitsOfACall() throws IOException {
    Settings settings = settings();
    assertThat(duration("requestTimeout")).isEqualTo(settings.requestTimeout());
    assertThat(duration("totalTimeout")).isEqualTo(settings.totalTimeout());
    assertThat(duration("maxWait")).isEqualTo(settings.maxWait());
    assertThat(Integer.parseInt(row("maxAttempts").group(1))).isEqualTo(settings.maxAttempts());
  }

  @Test
  void theReadmeShowsTheLimitOfBulks() throws IOException {
    try (Intercom client = Intercom.builder().accessToken("token").build()) {
      Settings patient =
          client.customObjects(ObjectType.untyped("Order")).patient().calls().settings();
      Matcher shown =
          Pattern.compile("Bulks and writers raise `totalTimeout` to (\\d+) min").matcher(readme());
      assertThat(shown.find()).isTrue();
      assertThat(Duration.ofMinutes(Long.parseLong(shown.group(1))))
          .isEqualTo(Objects.requireNonNull(patient.totalTimeout()));
      assertThat(patient.waitsForWindow()).isTrue();
    }
  }
}
