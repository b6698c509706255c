package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of rows that name another contact, or none any more. */
class UnlinksTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static List<String> orders(int count, int unlinked) {
    List<String> lines = new ArrayList<>(List.of("no,customer"));
    for (int i = 0; i < count; i++) {
      lines.add("K" + i + "," + (i < unlinked ? "" : "customer-1"));
    }
    return lines;
  }

  private static int linked(Nights nights) {
    return nights
        .shop
        .workspace
        .getInstancesReferencingContact("Order", nights.shop.zoe.getId())
        .size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--link-contact-attribute=orders", "--reference=customer"})
  void emptyContactColumnSendsNothing(String link) throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--contact=customer", link)) {
      nights.sync(orders(12, 0));
      for (String[] options : new String[][] {{}, {"--dry-run"}, {"--max-failed=1", "--dry-run"}}) {
        List<String> lines = orders(12, 12);
        // It has a key, but too few cells.
        lines.add("K13");
        Command command = nights.sync(lines, options);
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err())
            .contains(
                "customer is empty in 12 rows whose objects are linked to a contact, the first in"
                    + " line 2. At most 6 of 12 may lose their links (by default 10 %, or up to 10"
                    + " if that is no more than half), so nothing was sent; check that the export"
                    + " fills customer, or allow them with --max-unlinks 12");
        assertThat(command.out()).doesNotContain("exit code");
        assertThat(nights.writes()).isEmpty();
        // A forecast of a run that does not happen would be false.
        assertThat(command.out()).doesNotContain("A run would", "leave unchanged");
      }
      assertThat(linked(nights)).isEqualTo(12);
      // The advice, followed.
      assertThat(nights.sync(orders(12, 12), "--max-unlinks=12").exitCode()).isZero();
      assertThat(linked(nights)).isZero();
    }
  }

  @Test
  void reconcileUnlinksNoMoreThanSync() throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--contact=customer")) {
      nights.sync(orders(12, 0));
      nights.write(orders(12, 12));
      Command command = nights.run("reconcile", "--apply");
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err()).contains("so nothing was sent; check that the export fills");
      assertThat(nights.writes()).isEmpty();
      assertThat(nights.run("reconcile").exitCode()).isEqualTo(2);
      assertThat(nights.run("reconcile", "--apply", "--max-unlinks=100%").exitCode()).isZero();
      assertThat(linked(nights)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--link-contact-attribute=orders", "--reference=customer"})
  void otherContactsSendNothing(String link) throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--contact=customer", link)) {
      nights.sync(orders(12, 0));
      List<String> moved = orders(12, 0);
      moved.replaceAll(line -> line.replace("customer-1", "customer-2"));
      List<String> mixed = orders(12, 3);
      mixed.replaceAll(line -> line.replaceFirst("(K[5-9]),customer-1", "$1,customer-2"));
      for (String[] options : new String[][] {{"--dry-run"}, {}}) {
        Command all = nights.sync(moved, options);
        assertThat(all.exitCode()).isEqualTo(1);
        assertThat(all.err())
            .contains(
                "customer names another contact in 12 rows whose objects are linked to a contact,"
                    + " the first in line 2. At most 6 of 12 may lose their links (by default 10 %,"
                    + " or up to 10 if that is no more than half), so nothing was sent; check that"
                    + " customer was not sorted or shifted alone, or allow them with"
                    + " --max-unlinks 12");
        Command some = nights.sync(mixed, options);
        assertThat(some.exitCode()).isEqualTo(1);
        assertThat(some.err())
            .contains("customer names another contact or none in 8 rows whose objects are linked");
        assertThat(nights.writes()).isEmpty();
      }
      assertThat(linked(nights, link)).isEqualTo(12);
      // The advice, followed.
      assertThat(nights.sync(moved, "--max-unlinks=12").exitCode()).isZero();
      assertThat(linked(nights, link)).isZero();
    }
  }

  @Test
  void otherContactsOfSeveralRunsCountTogether() throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--contact=customer")) {
      nights.sync(orders(12, 0));
      List<String> moved = orders(12, 0);
      moved.replaceAll(line -> line.replaceFirst("(K[0-3]),customer-1", "$1,customer-2"));
      assertThat(nights.sync(moved).exitCode()).isZero();
      moved.replaceAll(line -> line.replaceFirst("(K[4-6]),customer-1", "$1,customer-2"));
      Command command = nights.sync(moved);
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err())
          .contains(
              "names another contact in 3 rows whose objects",
              " in 20 hours, and 4 lost them already, so nothing was sent");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--link-contact-attribute=orders", "--reference=customer"})
  void contactThatIsNamedByAnotherFieldIsNoOther(String link) throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--contact=customer", link)) {
      nights.sync(orders(12, 0));
      List<String> byEmail = orders(12, 0);
      byEmail.replaceAll(line -> line.replace("customer-1", "zoe@example.com"));
      Command command = nights.sync(byEmail, "--contact-by=email", "--max-unlinks=0");
      assertThat(command.exitCode()).as(command.err()).isZero();
      assertThat(linked(nights, link)).isEqualTo(12);
    }
  }

  @Test
  void fewObjectsMayLoseTheirLinks() throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--contact=customer")) {
      nights.sync(orders(12, 0));
      assertThat(nights.sync(orders(12, 6)).exitCode()).isZero();
      assertThat(linked(nights)).isEqualTo(6);
      assertThat(nights.sync(orders(12, 8), "--max-unlinks=66%").exitCode()).isEqualTo(1);
      assertThat(nights.sync(orders(12, 8), "--max-unlinks=67%").exitCode()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--link-contact-attribute=orders", "--reference=customer"})
  void unlinksOfSeveralRunsCountTogether(String link) throws Exception {
    Instant evening = Instant.parse("2026-11-28T20:15:00Z");
    try (Nights nights = new Nights(directory, "--key=no", "--contact=customer", link)) {
      nights.sync(orders(12, 0));
      for (int run = 1; run <= 3; run++) {
        nights.clock = Clock.fixed(evening.plus(Duration.ofHours(run)), ZoneOffset.UTC);
        assertThat(nights.sync(orders(12, 2 * run)).exitCode()).isZero();
      }
      for (String[] options : new String[][] {{"--dry-run"}, {}}) {
        Command command = nights.sync(orders(12, 8), options);
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err())
            .contains(
                "customer is empty in 2 rows whose objects are linked to a contact, the first in"
                    + " line 8. At most 6 of 12 may lose their links (by default 10 %, or up to 10"
                    + " if that is no more than half) in 20 hours, and 6 lost them already, so"
                    + " nothing was sent; check that the export fills customer, or allow them with"
                    + " --max-unlinks 8");
        assertThat(nights.writes()).isEmpty();
      }
      // The advice, followed.
      assertThat(nights.sync(orders(12, 8), "--max-unlinks=8").exitCode()).isZero();
      nights.clock = Clock.fixed(evening.plus(Duration.ofHours(24)), ZoneOffset.UTC);
      assertThat(nights.sync(orders(12, 10)).exitCode()).isZero();
      assertThat(linked(nights, link)).isEqualTo(2);
    }
  }

  private static int linked(Nights nights, String link) {
    return link.startsWith("--reference") ? linked(nights) : nights.linkedToZoe().size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--link-contact-attribute=orders", "--reference=customer"})
  void linksThatTheStateDoesNotKnowAreKept(String link) throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--contact=customer", link)) {
      nights.sync(orders(12, 0));
      Files.delete(directory.resolve("orders.csv.intercom-sync"));
      for (int run = 0; run < 2; run++) {
        assertThat(nights.sync(orders(12, 12), "--max-unlinks=0").exitCode()).isZero();
        assertThat(linked(nights, link)).isEqualTo(12);
      }
      nights.run("reconcile", "--apply", "--max-unlinks=0");
      assertThat(linked(nights, link)).isEqualTo(12);
    }
  }

  @Test
  void missingContactColumnKeepsAllLinks() throws Exception {
    try (Nights nights = new Nights(directory, "--key=no")) {
      nights.sync(orders(12, 0), "--contact=customer");
      assertThat(nights.sync(orders(12, 0), "--ignore=customer").exitCode()).isZero();
      assertThat(linked(nights)).isEqualTo(12);
      // The state still knows the links.
      assertThat(nights.sync(orders(12, 12), "--contact=customer").exitCode()).isEqualTo(1);
    }
  }

  @Test
  void limitMustBeANumberOrAPercentage() throws Exception {
    try (Nights nights = new Nights(directory, "--key=no")) {
      for (String command : new String[] {"sync", "reconcile"}) {
        nights.write(orders(1, 0));
        Command rejected = nights.run(command, "--max-unlinks=many");
        assertThat(rejected.exitCode()).isEqualTo(1);
        assertThat(rejected.err())
            .contains(
                "--max-unlinks must be a number such as 50, or a percentage such as 5%, was"
                    + " \"many\"");
      }
    }
  }
}
