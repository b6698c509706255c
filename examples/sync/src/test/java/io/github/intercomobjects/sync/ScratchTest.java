package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void failureOfATemporaryFileNamesAnotherFolder() throws Exception {
    try (Database database = Database.temporary()) {
      MVStoreException full =
          new MVStoreException(
              DataUtils.ERROR_WRITING_FAILED, "Writing to sun.nio.ch.FileChannelImpl@1 failed");
      full.initCause(new IOException("No space left on device"));
      for (MVStoreException failure :
          List.of(full, new MVStoreException(DataUtils.ERROR_FILE_CORRUPT, "Chunk 7 not found"))) {
        String reason = failure == full ? "No space left on device" : "Chunk 7 not found";
        assertThatThrownBy(
                () ->
                    database.change(
                        () -> {
                          throw failure;
                        }))
            .isInstanceOf(DataAccessException.class)
            .hasMessage(
                "a temporary file of this run cannot be written or read: "
                    + reason
                    + "; is the disk full? Give another folder with -Djava.io.tmpdir=");
      }
    }
  }

  @Test
  void failureOfTheStateFileHasTheReasonOfTheSystem(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("state");
    try (Database database = Database.at(file)) {
      MVStoreException full =
          new MVStoreException(
              DataUtils.ERROR_WRITING_FAILED, "Writing to sun.nio.ch.FileChannelImpl@1 failed");
      full.initCause(new IOException("No space left on device"));
      assertThatThrownBy(
              () ->
                  database.change(
                      () -> {
                        throw full;
                      }))
          .hasMessage(
              "the state file "
                  + file
                  + " cannot be read or written: No space left on device; is the disk full? The rows"
                  + " recorded so far are kept, and the next run sends the others");
    }
  }
}
