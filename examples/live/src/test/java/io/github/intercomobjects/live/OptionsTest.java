package io.github.intercomobjects.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {
  private static Map<String, String> complete() {
    return new HashMap<>(
        Map.of(Options.TOKEN, "secret", Options.TYPE, "Shop", Options.CONTACT, "63a0"));
  }

  @Test
  void theRegionIsTheUnitedStatesByDefault() throws CannotRunException {
    Options options = Options.read(complete());
    assertThat(options)
        .isEqualTo(
            new Options(
                "secret",
                "https://api.intercom.io/",
                "Shop",
                "63a0",
                "live_checks",
                Path.of("live-check"),
                false));
    assertThat(options).hasToString("Options[https://api.intercom.io/]");
  }

  @Test
  void anotherRegionHasItsOwnAddress() throws CannotRunException {
    Map<String, String> environment = complete();
    environment.put(Options.REGION, "eu");
    assertThat(Options.read(environment).baseUrl()).isEqualTo("https://api.eu.intercom.io/");
  }

  @Test
  void theTokenMayBeInAFile(@TempDir Path folder) throws Exception {
    Map<String, String> environment = complete();
    environment.remove(Options.TOKEN);
    Path file = Files.writeString(folder.resolve("token"), "of-file\n");
    environment.put(Options.TOKEN_FILE, file.toString());
    assertThat(Options.read(environment).token()).isEqualTo("of-file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INTERCOM_ACCESS_TOKEN|' '|INTERCOM_ACCESS_TOKEN is blank; copy a token from Developer Hub"
            + " > Your app > Authentication",
        "INTERCOM_ACCESS_TOKEN_FILE|x|both INTERCOM_ACCESS_TOKEN and INTERCOM_ACCESS_TOKEN_FILE are"
            + " set; unset one of them",
        "INTERCOM_REGION|Mars|INTERCOM_REGION must be US, EU or AU, was Mars",
        "INTERCOM_LIVE_BASE_URL|https://example.com/|INTERCOM_LIVE_BASE_URL must be the address of"
            + " a sandbox on this machine, such as http://127.0.0.1:4000/",
        "INTERCOM_LIVE_TYPE|' '|INTERCOM_LIVE_TYPE is missing: set it to the identifier of a scratch"
            + " type; examples/live/README.md shows how to create one",
        "INTERCOM_LIVE_CONTACT|..|INTERCOM_LIVE_CONTACT is missing: set it to Intercom's id of a"
            + " scratch contact; examples/live/README.md shows how to create one",
        "INTERCOM_LIVE_EXHAUST_LIMIT|maybe|INTERCOM_LIVE_EXHAUST_LIMIT must be yes or no, was maybe",
      })
  void aWrongOptionIsNamedWithItsRemedy(String name, String value, String message) {
    Map<String, String> environment = complete();
    environment.put(name, value);
    assertThatThrownBy(() -> Options.read(environment))
        .isInstanceOf(CannotRunException.class)
        .hasMessage(message);
  }
}
