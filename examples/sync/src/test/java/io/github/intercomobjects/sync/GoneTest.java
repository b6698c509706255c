package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the deletion of objects without a row. */
class GoneTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Command sync(List<String> lines, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("no,status"));
    all.addAll(lines);
    List<String> arguments = new ArrayList<>(List.of("--key=no"));
    arguments.addAll(List.of(options));
    return Command.live(
        shop.sandbox,
        Command.file(directory, all.toArray(new String[0])),
        arguments.toArray(new String[0]));
  }

  private static List<String> orders(int first, int last) {
    List<String> lines = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      lines.add("ORDER-" + i + ",paid");
    }
    return lines;
  }

  private int objects() {
    return shop.workspace.getInstances("Order").size();
  }

  @Test
  void objectsWithoutARowAreKeptAndCountedByDefault() throws IOException {
    sync(orders(1, 5));
    Command next = sync(orders(2, 5));
    assertThat(next.exitCode()).isZero();
    assertThat(next.out())
        .containsPattern("deleted +0  of 1 without a row; delete them with --delete-gone\n");
    assertThat(objects()).isEqualTo(5);
  }

  @Test
  void deletedObjectsAreCreatedAgainWhenTheirRowsReturn() throws IOException {
    sync(orders(1, 5));
    Command next = sync(orders(3, 5), "--delete-gone");
    assertThat(next.exitCode()).isZero();
    assertThat(next.out())
        .containsPattern("unchanged +3 .*\n(.*\n)*  deleted +2  of 2 without a row\n");
    assertThat(objects()).isEqualTo(3);
    sync(orders(1, 5), "--delete-gone");
    assertThat(objects()).isEqualTo(5);
  }

  @Test
  void objectsThatNoRunHasStoredAreNotDeleted() throws IOException {
    sync(orders(1, 2));
    Files.delete(directory.resolve("orders.csv.intercom-sync"));
    sync(orders(2, 2), "--delete-gone");
    assertThat(objects()).isEqualTo(2);
  }

  @Test
  void moreThanTenPercentAndTenObjectsAreNotDeleted() throws IOException {
    sync(orders(1, 12));
    Command next = sync(orders(12, 12), "--delete-gone");
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(next.out())
        .contains(
            "of 11 without a row: at most 6 of 12 may be deleted (by default 10 %, or up to 10 if"
                + " that is no more than half), so none is deleted; check that the source is"
                + " complete, or allow them with --max-deletes 11");
    assertThat(objects()).isEqualTo(12);
    assertThat(sync(orders(12, 12), "--delete-gone", "--max-deletes=11").exitCode()).isZero();
    assertThat(objects()).isEqualTo(1);
  }

  @Test
  void dryRunReportsTooManyDeletions() throws IOException {
    sync(orders(1, 12));
    Command rejected = sync(orders(12, 12), "--delete-gone", "--dry-run");
    assertThat(rejected.exitCode()).isEqualTo(2);
    assertThat(rejected.out()).containsPattern("delete +0  of 11 without a row: at most 6 ");
    Command allowed = sync(orders(12, 12), "--delete-gone", "--max-deletes=11", "--dry-run");
    assertThat(allowed.exitCode()).isZero();
    assertThat(allowed.out()).containsPattern("delete +11\n");
    assertThat(objects()).isEqualTo(12);
  }

  @Test
  void givenPercentageHasNoMinimum() throws IOException {
    sync(orders(1, 10));
    assertThat(sync(orders(3, 10), "--delete-gone", "--max-deletes=19%").exitCode()).isEqualTo(2);
    assertThat(objects()).isEqualTo(10);
    assertThat(sync(orders(3, 10), "--delete-gone", "--max-deletes=20%").exitCode()).isZero();
    assertThat(objects()).isEqualTo(8);
  }

  @Test
  void badRowKeepsItsObject() throws IOException {
    sync(orders(1, 3));
    Command next = sync(List.of("ORDER-1,#REF!", "ORDER-2,paid"), "--delete-gone");
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(next.out())
        .containsPattern("failed +1 ")
        .containsPattern("deleted +1  of 1 without a row");
    assertThat(shop.has("ORDER-1")).isTrue();
    assertThat(shop.has("ORDER-3")).isFalse();
  }

  @Test
  void rowThatMayBelongToAnyObjectKeepsAllObjects() throws IOException {
    sync(orders(1, 3));
    for (String line : new String[] {",paid", "ORDER-1,paid,more", "ORDER-1"}) {
      Command next = sync(List.of("ORDER-2,paid", line), "--delete-gone");
      assertThat(next.exitCode()).isEqualTo(2);
      assertThat(next.out()).contains("line 3 may belong to any object, so none is deleted");
      assertThat(objects()).isEqualTo(3);
    }
  }

  @Test
  void truncatedSourceDeletesNothing() throws IOException {
    sync(orders(1, 3));
    Command next = sync(List.of("ORDER-1,\"pai"), "--delete-gone");
    assertThat(next.exitCode()).isEqualTo(1);
    assertThat(objects()).isEqualTo(3);
  }

  @Test
  void limitsAreNumbersOrPercentages() throws CannotRunException {
    assertThat(limit("50").of(7)).isEqualTo(50);
    assertThat(limit("0").of(7)).isZero();
    assertThat(limit("10%").of(1000)).isEqualTo(100);
    assertThat(Limit.byDefault("--max-deletes").of(1000)).isEqualTo(100);
    assertThat(Limit.byDefault("--max-deletes").of(20)).isEqualTo(10);
    for (String text : new String[] {"-1", "101%", "5 %", "", "many", "1.5%", "9999999999999"}) {
      assertThatThrownBy(() -> limit(text))
          .isInstanceOf(CannotRunException.class)
          .hasMessage(
              "--max-deletes must be a number such as 50, or a percentage such as 5%, was \""
                  + text
                  + "\"");
    }
  }

  private static Limit limit(String text) throws CannotRunException {
    return Limit.of("--max-deletes", text);
  }

  @Test
  void givenLimitIsNamedInTheMessage() throws IOException {
    sync(orders(1, 20));
    assertThat(sync(orders(11, 20), "--delete-gone", "--max-deletes=10%").out())
        .contains("of 10 without a row: at most 2 of 20 may be deleted (--max-deletes 10%), so");
  }

  @Test
  void badLimitIsReportedThoughNothingIsToBeDeleted() throws IOException {
    assertThat(sync(orders(1, 1), "--max-deletes=many").err())
        .contains(
            "--max-deletes must be a number such as 50, or a percentage such as 5%, was \"many\"");
  }

  @Test
  void optionsAboutEarlierRunsNeedLive() throws IOException {
    Path file = Command.file(directory, "no,status", "1,paid");
    for (String option : new String[] {"--delete-gone", "--dry-run", "--state=x"}) {
      Command command = Command.rehearse(file, "--key=no", option);
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err())
          .contains(option.replace('=', ' ') + " refers to earlier runs with --live");
    }
    Command command = Command.rehearse(file, "--key=no", "--max-deletes=5");
    assertThat(command.err()).contains("--max-deletes 5 needs --delete-gone; add that");
  }
}
