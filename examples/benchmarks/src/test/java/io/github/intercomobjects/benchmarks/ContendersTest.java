package io.github.intercomobjects.benchmarks;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that all contenders do the same work, so that their figures can be compared. */
class ContendersTest {
  @ParameterizedTest
  @EnumSource
  void allSendAndReadTheSameUpsert(Peer peer) throws Exception {
    Job.UPSERT.check(peer);
  }

  @ParameterizedTest
  @EnumSource
  void allReadTheSamePage(Peer peer) throws Exception {
    Job.PAGE.check(peer);
    Job.ORDERS.check(peer);
  }

  @ParameterizedTest
  @EnumSource(names = {"OURS", "STOCK"})
  void bothReadTheSameContact(Peer peer) throws Exception {
    Job.CONTACT.check(peer);
  }
}
