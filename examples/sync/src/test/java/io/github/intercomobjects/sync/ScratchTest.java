package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScratchTest {
  @Test
  void firstLocationOfAKeyIsKeptForOnePass() throws Exception {
    try (Scratch scratch = Scratch.create()) {
      assertThat(scratch.putIfAbsent("ORDER-1", 2)).isZero();
      assertThat(scratch.putIfAbsent("ORDER-1", 3)).isEqualTo(2);
      scratch.addBadKey("ORDER-2", 4);
      assertThat(scratch.putIfAbsent("ORDER-2", 5)).isZero();
      assertThat(scratch.hasSeen("ORDER-1")).isTrue();
      assertThat(scratch.hasSeen("ORDER-3")).isFalse();
      scratch.addBadKey("ORDER-3", 6);
      assertThat(scratch.hasSeen("ORDER-3")).isTrue();
      scratch.forgetKeys();
      assertThat(scratch.hasSeen("ORDER-1")).isFalse();
      assertThat(scratch.hasSeen("ORDER-3")).isFalse();
    }
  }
}
