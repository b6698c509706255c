package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class JsonTest {
  private static String written(String value) {
    return new String(Json.write(Json.object().put("v", value)), StandardCharsets.UTF_8);
  }

  @Test
  void charactersBeyondTheBasicPlaneAreNotEscaped() {
    assertThat(written("a\ud83d\ude00é")).isEqualTo("{\"v\":\"a\ud83d\ude00é\"}");
  }

  @Test
  void aLoneSurrogateIsEscaped() {
    assertThat(written("a\ud83dZ\ud83d\ude00")).isEqualTo("{\"v\":\"a\\uD83DZ\ud83d\ude00\"}");
    assertThat(written("\ude00")).isEqualTo("{\"v\":\"\\uDE00\"}");
  }
}
