package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallLogTest {
  private final CallLog log = new CallLog(2, 10);

  @Test
  void theOldestCallsMakeRoomForNewOnes() {
    for (String path : new String[] {"/1", "/2", "/3"}) {
      log.add(new RecordedCall("GET", path, null, "", 200));
    }
    assertThat(log.latest()).extracting(RecordedCall::getPath).containsExactly("/2", "/3");
  }

  @Test
  void largeBodiesMakeRoomForOneAnother() {
    for (String path : new String[] {"/1", "/2"}) {
      log.add(new RecordedCall("POST", path, null, "123456", 200));
    }
    assertThat(log.latest()).extracting(RecordedCall::getPath).containsExactly("/2");
    log.add(new RecordedCall("POST", "/3", null, "1234", 200));
    assertThat(log.latest()).extracting(RecordedCall::getPath).containsExactly("/2", "/3");
    log.add(new RecordedCall("POST", "/4", null, "12345678901", 200));
    assertThat(log.latest()).extracting(RecordedCall::getPath).containsExactly("/4");
  }

  @Test
  void whatWasTakenStaysAsItWas() {
    log.add(new RecordedCall("GET", "/1", null, "", 200));
    List<RecordedCall> taken = log.latest();
    log.clear();
    assertThat(taken).hasSize(1);
    assertThat(log.latest()).isEmpty();
  }
}
