package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.BulkSandbox.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A quota of ours delays the items of a bulk or writer, and fails none of them. */
@SuppressWarnings("FutureReturnValueIgnored") // Their results are checked otherwise.
final class BulkQuotaTest {
  private static final Duration CALL = Duration.ofMillis(100);

  private static BulkReport run(BulkSandbox intercom, Intercom.Builder client, int items) {
    return intercom
        .orders(client.maxWait(Duration.ZERO).totalTimeout(Duration.ofSeconds(1)))
        .bulk()
        .executor(intercom.executor())
        .upsertAll(BulkSandbox.open(items));
  }

  @ParameterizedTest
  @CsvSource({"1, 80", "4, 80", "100, 400", "1000, 400"})
  void aQuotaOfAnySizeIsKeptAndFailsNoItem(int quota, int items) {
    try (BulkSandbox intercom = new BulkSandbox()) {
      BulkReport report = run(intercom, intercom.client(CALL).callsPerWindow(quota), items);
      assertThat(report.getFailures()).isEmpty();
      assertThat(report.getStored()).isEqualTo(items);
      assertThat(report.getRateLimited()).isZero();
      assertThat(intercom.windows()).allMatch(calls -> calls <= quota);
    }
  }

  @Test
  void aShareThatIsUsedUpFailsNoItem() {
    try (BulkSandbox intercom = new BulkSandbox(1, 167)) {
      BulkReport report = run(intercom, intercom.client(CALL).rateLimitShare(0.01), 80);
      assertThat(report.getFailures()).isEmpty();
      assertThat(report.getStored()).isEqualTo(80);
    }
  }

  @Test
  void aQuotaThatManyWritersShareFailsNoChangeEvenAfterTenMinutes() {
    try (BulkSandbox intercom = new BulkSandbox()) {
      CustomObjects<Order> orders =
          intercom.orders(intercom.client(CALL).callsPerWindow(1).maxWait(Duration.ZERO));
      List<ObjectWriter<Order>> writers = new ArrayList<>();
      List<CompletableFuture<?>> changes = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        ObjectWriter<Order> writer = orders.writer().executor(intercom.executor()).build();
        writers.add(writer);
        for (int change = 0; change < 10; change++) {
          changes.add(writer.upsert(new Order("ORDER-" + changes.size(), "open")));
        }
      }
      writers.forEach(ObjectWriter::close);
      assertThat(changes).hasSize(100).noneMatch(CompletableFuture::isCompletedExceptionally);
      assertThat(intercom.stored()).isEqualTo(100);
      assertThat(intercom.windows()).allMatch(calls -> calls <= 1);
      assertThat(intercom.time.elapsed()).isGreaterThan(Duration.ofMinutes(15));
    }
  }
}
