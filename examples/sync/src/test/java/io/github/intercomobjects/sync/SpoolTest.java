package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of sources that are read once, and then from a temporary file. */
@Timeout(
    value = 60,
    threadMode =
        Timeout.ThreadMode.SEPARATE_THREAD) // A pipe without a reader or writer waits forever.
class SpoolTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static List<RawRow> read(RowSource source) throws CannotRunException {
    List<RawRow> all = new ArrayList<>();
    try (CloseableIterator<RawRow> rows = source.rows()) {
      rows.forEachRemaining(all::add);
    }
    return all;
  }

  /** A source of one row, which can be read once. */
  private static RowSource once(@Nullable Object... cells) {
    RawRow row = new RawRow(new Location(Location.Unit.ROW, 1), Arrays.asList(cells));
    return new RowSource() {
      private boolean read;

      @Override
      public String name() {
        return "once";
      }

      @Override
      public List<String> header() {
        return List.of();
      }

      @Override
      public List<ColumnType> types() {
        return List.of();
      }

      @Override
      public CloseableIterator<RawRow> rows() {
        assertThat(read).isFalse();
        read = true;
        return new Single(row);
      }
    };
  }

  private static final class Single extends LookAheadIterator<RawRow>
      implements CloseableIterator<RawRow> {
    private @Nullable RawRow row;

    Single(RawRow row) {
      this.row = row;
    }

    @Override
    protected @Nullable RawRow advance() {
      RawRow next = row;
      row = null;
      return next;
    }

    @Override
    public void close() {}
  }

  @Test
  void cellsKeepTheirTypesAndValues() throws CannotRunException {
    RowSource source =
        once(
            null,
            "",
            "a\"\n\u00FC",
            "\u0142\uD83D\uDE00",
            "half \uD83D",
            "x".repeat(100_000),
            new BigInteger("-18446744073709551616"),
            new BigDecimal("-1.500"),
            new BigDecimal("1E+3"),
            true,
            false,
            LocalDate.parse("-0044-03-15"),
            LocalDateTime.parse("2026-01-31T09:30:00.123456789"),
            Instant.parse("1900-01-01T00:00:00.000000001Z"));
    try (Spool spool = new Spool(source)) {
      List<RawRow> first = read(spool);
      assertThat(read(spool)).isEqualTo(first).hasSize(1);
      assertThat(read(spool)).isEqualTo(first);
    }
  }

  @Test
  void laterPassesSeeTheRowsOfTheFirst() throws Exception {
    Path file = Command.file(directory, "no", "1", "2", "3");
    try (Spool spool = new Spool(CsvFile.at(file, CsvFormat.DEFAULT))) {
      assertThat(spool.header()).containsExactly("no");
      List<RawRow> first = read(spool);
      Files.writeString(file, "no\n1\n");
      assertThat(read(spool)).isEqualTo(first).hasSize(3);
      assertThat(spool.doubt()).contains(file + " changed during the run");
    }
  }

  @Test
  void abandonedFirstPassIsReadAgain() throws Exception {
    try (Spool spool =
        new Spool(CsvFile.at(Command.file(directory, "no", "1", "2"), CsvFormat.DEFAULT))) {
      try (CloseableIterator<RawRow> rows = spool.rows()) {
        assertThat(rows.next().text(0)).isEqualTo("1");
      }
      assertThat(read(spool)).hasSize(2);
      assertThat(read(spool)).hasSize(2);
    }
  }

  @Test
  void passesCanOverlap() throws Exception {
    try (Spool spool =
        new Spool(CsvFile.at(Command.file(directory, "no", "1", "2"), CsvFormat.DEFAULT))) {
      List<RawRow> all = read(spool);
      try (CloseableIterator<RawRow> one = spool.rows();
          CloseableIterator<RawRow> other = spool.rows()) {
        assertThat(one.next()).isEqualTo(all.get(0));
        assertThat(other.next()).isEqualTo(all.get(0));
        assertThat(one.next()).isEqualTo(all.get(1));
        assertThat(other.next()).isEqualTo(all.get(1));
        assertThat(one.hasNext()).isFalse();
      }
    }
  }

  @Test
  void queryRunsOnce() throws Exception {
    try (Connection database = DriverManager.getConnection("jdbc:h2:mem:once");
        Statement statement = database.createStatement()) {
      statement.execute("CREATE SEQUENCE runs");
      try (Spool spool =
          new Spool(
              new JdbcSource(
                  "jdbc:h2:mem:once",
                  "SELECT x, NEXT VALUE FOR runs AS run FROM SYSTEM_RANGE(1, 3)",
                  Map.of(),
                  List.of(),
                  null))) {
        assertThat(spool.header()).containsExactly("X", "RUN");
        List<RawRow> first = read(spool);
        assertThat(first).extracting(row -> row.text(1)).containsExactly("1", "2", "3");
        assertThat(read(spool)).isEqualTo(first);
      }
    }
  }

  @Test
  void openFileHasNoName() throws Exception {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (Spool spool =
        new Spool(CsvFile.at(Command.file(directory, "no", "1"), CsvFormat.DEFAULT))) {
      List<Path> left = spooled(folder);
      read(spool);
      List<Path> named = new ArrayList<>(spooled(folder));
      named.removeAll(left);
      // The file of another process has its name for a moment.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (!named.isEmpty() && System.nanoTime() - end < 0) {
        named.retainAll(spooled(folder));
      }
      assertThat(named).isEmpty();
    }
  }

  private static List<Path> spooled(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().startsWith(Spool.PREFIX)).toList();
    }
  }

  private Path pipe() throws Exception {
    Path pipe = directory.resolve("orders.fifo");
    boolean created;
    try {
      created = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      created = false;
    }
    assumeTrue(created, "this system has no mkfifo");
    return pipe;
  }

  private static Command withWriter(Path pipe, String text, Supplier<Command> run)
      throws Exception {
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              try {
                Files.writeString(pipe, text);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    Command command = run.get();
    writer.join();
    return command;
  }

  @Test
  void pipeCanBeASource() throws Exception {
    Path pipe = pipe();
    try (Shop shop = new Shop()) {
      String all = "no,status\n1,paid\n2,paid\n3,paid\n";
      for (int run = 0; run < 2; run++) {
        Command command = withWriter(pipe, all, () -> Command.live(shop.sandbox, pipe, "--key=no"));
        assertThat(command.exitCode()).isZero();
      }
      Command deleting =
          withWriter(
              pipe,
              "no,status\n1,paid\n2,paid\n",
              () -> Command.live(shop.sandbox, pipe, "--key=no", "--delete-gone"));
      assertThat(deleting.exitCode()).isZero();
      assertThat(shop.has("2")).isTrue();
      assertThat(shop.has("3")).isFalse();
      assertThat(withWriter(pipe, all, () -> Command.rehearse(pipe, "--key=no")).exitCode())
          .isZero();
    }
  }

  @Test
  void pipeThatEndsAtOnceIsReportedAsEmpty() throws Exception {
    Path pipe = pipe();
    Command command = withWriter(pipe, "", () -> Command.rehearse(pipe, "--key=no"));
    assertThat(command.err())
        .contains(pipe + " is empty: its first line must have the names of the columns");
    assertThat(command.exitCode()).isEqualTo(1);
  }

  @Test
  void brokenFirstPassFailsEachTime() throws Exception {
    Path file = Files.writeString(directory.resolve("broken.csv"), "no\n1\n\"2\n");
    try (Spool spool = new Spool(CsvFile.at(file, CsvFormat.DEFAULT))) {
      for (int pass = 0; pass < 2; pass++) {
        assertThatThrownBy(() -> read(spool)).isInstanceOf(DataAccessException.class);
      }
    }
  }

  /** Reads rows on a thread that lives until the latch is released, as one of a call does. */
  private static void readOn(
      CloseableIterator<RawRow> rows, int count, CountDownLatch end, List<Thread> threads)
      throws InterruptedException {
    CountDownLatch isRead = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; i < count; i++) {
                rows.next();
              }
              isRead.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    threads.add(thread);
    thread.start();
    assertThat(isRead.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static long directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Test
  void manyThreadsThatReadRowsInTurnKeepNoMemoryOutsideOfTheHeap() throws Exception {
    Path file = directory.resolve("orders.csv");
    Files.writeString(file, "number,note\n" + ("1," + "n".repeat(998) + "\n").repeat(6_000));
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    try (Spool spool = new Spool(CsvFile.at(file, CsvFormat.DEFAULT))) {
      read(spool);
      long before = directMemory();
      try (CloseableIterator<RawRow> rows = spool.rows()) {
        for (int i = 0; i < 60; i++) {
          readOn(rows, 100, end, threads);
        }
        assertThat(directMemory() - before).isLessThan(500_000);
      }
    } finally {
      end.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }
}
