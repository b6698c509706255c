package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.intercomobjects.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the files of a run that stored rows, but could not link them by the contact. */
class NotLinkedTest {
  private static final List<String> THREE =
      List.of("no,channel,customer", "1,fax,customer-1", "2,web,customer-1", "3,web,customer-2");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Nights nights;

  @SuppressWarnings("NullAway.Init")
  private Path report;

  @SuppressWarnings("NullAway.Init")
  private Path log;

  @BeforeEach
  void open() {
    nights =
        new Nights(directory, "--key=no", "--contact=customer", "--link-contact-attribute=orders");
    report = directory.resolve("failed.csv");
    log = directory.resolve("rows.jsonl");
    nights
        .shop
        .sandbox
        .faults()
        .on("PUT", "/contacts/" + nights.shop.zoe.getId())
        .fail(Fault.status(400));
  }

  @AfterEach
  void close() {
    nights.close();
  }

  private List<String> reported() throws IOException {
    return Files.readAllLines(report).stream()
        .skip(1)
        .map(line -> line.replaceAll(" \\(PUT [^()]*\\)|,$", ""))
        .toList();
  }

  /** Returns the keys and outcomes of the log in its order. */
  private List<String> logged() throws IOException {
    List<String> outcomes = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      JsonNode row = JSON.readTree(line);
      outcomes.add(row.path("key").asText() + " " + row.path("outcome").asText());
    }
    return outcomes;
  }

  @Test
  void reportAndLogHaveTheRowsThatWereStoredButNotLinked() throws IOException {
    Command first = nights.sync(THREE, "--report=" + report, "--log=" + log);
    assertThat(first.exitCode()).isEqualTo(2);
    assertThat(reported())
        .containsExactly(
            "1,fax,customer-1,line 2,\"stored, but Intercom dropped channel=fax\"",
            "2,web,customer-1,line 3,\"stored, but not linked: Intercom returned 400 bad_request: A"
                + " fault of the sandbox: status 400\"");
    assertThat(logged())
        .hasSize(5)
        .contains("1 partly", "2 stored", "3 stored")
        .endsWith("1 not linked", "2 not linked");
  }

  @Test
  void reportThatIsUsedAsASourceCreatesTheLinks() throws IOException {
    nights.sync(THREE, "--report=" + report);
    nights.shop.sandbox.faults().clear();
    Files.writeString(report, Files.readString(report).replace("fax", "web"));
    Command corrected =
        Command.live(
            nights.shop.sandbox,
            report,
            "--key=no",
            "--contact=customer",
            "--link-contact-attribute=orders",
            "--state=" + nights.file().resolveSibling("orders.csv.intercom-sync"));
    assertThat(corrected.exitCode()).as(corrected.out()).isZero();
    assertThat(nights.linkedToZoe()).containsExactly("1", "2");
  }

  @Test
  void rowWhoseLinkAnEarlierRunCreatedIsNotReported() throws IOException {
    nights.shop.sandbox.faults().clear();
    nights.sync(List.of("no,item_count,customer", "1,1,customer-1"), "--number=item_count");
    nights.sync(
        List.of("no,item_count,customer", "1,1,customer-1", "2,1,customer-1", "3,x,customer-1"),
        "--number=item_count",
        "--report=" + report);
    assertThat(reported())
        .containsExactly(
            "3,x,customer-1,line 4,\"item_count \"\"x\"\" is not a whole number such as 3\"",
            "2,1,customer-1,line 3,\"stored, but not linked: line 4 failed, and replacing the links"
                + " could remove the link to its object\"");
  }
}
