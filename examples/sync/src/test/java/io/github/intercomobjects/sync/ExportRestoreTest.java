package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.References;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of exports as sources, which store the objects again. */
class ExportRestoreTest extends RunWithExport {
  private static final String HEADER =
      "external_id,external_created_at,external_updated_at,status,note,channel,total_amount,"
          + "item_count,gift,delivered_on,customer,intercom_sync_export,"
          + "intercom_sync_types total_amount:decimal item_count:decimal gift:boolean";

  private void storeOrders() {
    objects.upsert(
        "1",
        Attributes.builder()
            .externalCreatedAt(Instant.parse("2026-01-31T09:30:15Z"))
            .set("status", "paid; \"gift\"")
            .set("total_amount", new BigDecimal("12.50"))
            .set("gift", true)
            .set("note", "=1+1")
            .set("customer", References.one(shop.zoe.getId()))
            .build());
    objects.upsert(
        "2",
        Attributes.builder()
            .externalUpdatedAt(Instant.parse("2026-02-01T00:00:00Z"))
            .set("item_count", 3)
            .set("total_amount", 7)
            .set("note", "'=1, 2\nä")
            .build());
  }

  /** Returns what a sync can restore, by external ids. */
  private Map<String, List<Object>> restorable() {
    return shop.workspace.getInstances("Order").stream()
        .collect(
            Collectors.toMap(
                order -> String.valueOf(order.getExternalId()),
                order ->
                    List.of(
                        String.valueOf(order.getExternalCreatedAt()),
                        String.valueOf(order.getExternalUpdatedAt()),
                        new TreeMap<>(order.getAttributes())),
                (a, b) -> a,
                TreeMap::new));
  }

  @Test
  void exportThatIsSyncedRestoresAttributesTimesAndReferences() throws IOException {
    storeOrders();
    Map<String, List<Object>> before = restorable();
    Command export = export("-o", file().toString());
    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(export.out())
        .endsWith(
            "\n2 objects of Order written to "
                + file()
                + " with 2 calls. A sync of the file does not restore Intercom's own ids, links"
                + " by attributes of contacts, references to several objects, lists, structures,"
                + " empty texts, and objects without an external id (0)\n");
    assertThat(Files.readString(file()))
        .isEqualTo(
            HEADER
                + "\r\n2,,2026-02-01T00:00:00Z,,\"''=1, 2\nä\",,7,3,,,,,"
                + "\r\n1,2026-01-31T09:30:15Z,,\"paid; \"\"gift\"\"\",'=1+1,,12.50,,true,,"
                + shop.zoe.getId()
                + ",,\r\n");
    shop.workspace.getInstances("Order").stream()
        .map(StoredInstance::getId)
        .forEach(objects::deleteById);
    assertThat(restorable()).isEmpty();
    String[] mapping = {
      "--key=external_id", "--created-at=external_created_at", "--updated-at=external_updated_at"
    };
    Command sync = Command.live(shop.sandbox, file(), mapping);
    assertThat(sync.exitCode()).as(sync.out() + sync.err()).isZero();
    assertThat(restorable()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#N/A",
        "#REF!",
        "#####",
        "1.5E+10",
        "-1.5E+10",
        "1E+15",
        "none",
        "NULL",
        "n/a",
        "-",
        "?",
        " a ",
        "\u00a0a\u200b",
        "\ta",
        "a\t",
        "'a",
        "''#N/A",
        "'",
        "' a",
        "'=1",
        "''",
        "007",
        "+49",
        "1.0",
        "true",
        "2026-01-31",
        "a\r\nb\n",
        "\ra",
        "\"",
        "\uFEFFa",
        "a\u0007",
        "\uFFFD",
        "{}"
      })
  void textIsRestoredAsKeyAndAsAttribute(String text) throws IOException {
    objects.upsert(text, Attributes.builder().set("note", text).build());
    objects.upsert("other", Attributes.builder().set("status", text).build());
    Map<String, List<Object>> before = restorable();
    assertThat(before).containsOnlyKeys(text, "other");
    assertThat(export("-o", file().toString()).exitCode()).isZero();
    shop.workspace.getInstances("Order").stream()
        .map(StoredInstance::getId)
        .forEach(objects::deleteById);
    String[] options = {"--key=external_id", "--ignore=external_created_at,external_updated_at"};
    Command sync = Command.live(shop.sandbox, file(), options);
    assertThat(sync.exitCode()).as(sync.out() + sync.err()).isZero();
    assertThat(restorable()).isEqualTo(before);
    assertThat(Command.live(shop.sandbox, file(), options).out()).containsPattern("unchanged +2 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {" a ", "#N/A", "1.5E+10", "none"})
  void textIsRestoredByWayOfAReport(String text) throws IOException {
    objects.upsert(text, Attributes.builder().set("note", text).set("item_count", 2).build());
    objects.upsert("other", Attributes.builder().set("note", "x").build());
    Map<String, List<Object>> before = restorable();
    export("-o", file().toString());
    Files.writeString(file(), Files.readString(file()).replace(",2,", ",two,"));
    objects.deleteByExternalId(text);
    Path report = directory.resolve("failed.csv");
    String[] options = {
      "--key=external_id",
      "--ignore=external_created_at,external_updated_at",
      "--state=" + directory.resolve("state")
    };
    Command sync = Command.live(shop.sandbox, file(), Command.with(options, "--report=" + report));
    assertThat(sync.exitCode()).as(sync.out() + sync.err()).isEqualTo(2);
    Files.writeString(report, Files.readString(report).replace(",two,", ",2,"));
    Command corrected = Command.live(shop.sandbox, report, options);
    assertThat(corrected.exitCode()).as(corrected.out() + corrected.err()).isZero();
    assertThat(restorable()).isEqualTo(before);
    Command.live(shop.sandbox, report, Command.with(options, "--delete-gone"));
    assertThat(restorable()).isEqualTo(before);
  }

  @Test
  void damageOfAnExportIsStillFoundInAReport() throws IOException {
    objects.upsert("1", Attributes.builder().set("note", "a number").build());
    export("-o", file().toString());
    Files.writeString(file(), Files.readString(file()).replace("a number", "-1.23457E+15"));
    Path report = directory.resolve("failed.csv");
    String[] options = {
      "--key=external_id",
      "--ignore=external_created_at,external_updated_at",
      "--state=" + directory.resolve("state")
    };
    String[] first = Command.with(options, "--report=" + report);
    for (Command sync :
        List.of(
            Command.live(shop.sandbox, file(), first),
            Command.live(shop.sandbox, report, options))) {
      assertThat(sync.exitCode()).as(sync.out() + sync.err()).isEqualTo(2);
      assertThat(sync.out()).contains("a spreadsheet kept the first digits");
    }
  }

  @Test
  void keyThatLooksLikeDamageDoesNotPreventDeletions() throws IOException {
    for (String key : List.of("1.5E+10", "a\uFFFD", "1", "2")) {
      objects.upsert(key, Attributes.builder().set("note", "x").build());
    }
    export("-o", file().toString());
    String[] options = {"--key=external_id", "--ignore=external_created_at,external_updated_at"};
    assertThat(Command.live(shop.sandbox, file(), options).exitCode()).isZero();
    Files.writeString(file(), Files.readString(file()).replaceAll("\r\n2,[^\r]*", ""));
    Command next = Command.live(shop.sandbox, file(), Command.with(options, "--delete-gone"));
    assertThat(next.exitCode()).as(next.out() + next.err()).isZero();
    assertThat(restorable()).containsOnlyKeys("1.5E+10", "a\uFFFD", "1");
  }

  @Test
  void keyWithBlanksIsFoundByOnly() throws IOException {
    objects.upsert(" K1 ", Attributes.builder().set("note", "x").build());
    export("-o", file().toString());
    Command sync =
        Command.live(
            shop.sandbox,
            file(),
            "--key=external_id",
            "--ignore=external_created_at,external_updated_at",
            "--only= K1 ");
    assertThat(sync.exitCode()).as(sync.out() + sync.err()).isZero();
    assertThat(restorable()).containsOnlyKeys(" K1 ");
  }

  @Test
  void blankOrMissingTextOfAColumnWithATypeIsEmpty() throws IOException {
    objects.upsert("1", Attributes.builder().set("note", " ").set("status", "none").build());
    export("-o", file().toString());
    Command sync =
        Command.live(
            shop.sandbox,
            file(),
            "--key=external_id",
            "--ignore=external_created_at,external_updated_at",
            "--number=note,status",
            "--null=none");
    assertThat(sync.exitCode()).as(sync.out() + sync.err()).isZero();
  }

  @Test
  void columnsThatCannotBeRestoredAreNamedAndIgnored() throws Exception {
    ObjectTypeDefinition order =
        ObjectTypeDefinition.builder("Order")
            .text("note")
            .referenceToMany("buyers", "contact")
            .build();
    Workspace workspace = Workspace.builder().objectType(order).build();
    List<String> ids =
        List.of(
            workspace.addContact("c-1", "zoe@example.com", "Zoe").getId(),
            workspace.addContact("c-2", "ida@example.com", "Ida").getId());
    try (Sandbox sandbox = Sandbox.start(workspace);
        Connection other = Connection.to(sandbox.getBaseUrl(), sandbox.getToken())) {
      other
          .intercom()
          .customObjects(ObjectType.untyped("Order"))
          .upsert(
              "A-1",
              Attributes.builder().set("note", "x").set("buyers", References.many(ids)).build());
      Command export = exportAt(sandbox.getBaseUrl(), "-o", file().toString());
      assertThat(export.out())
          .endsWith(
              ". The cells of some columns are JSON, which sync cannot store; exclude them with"
                  + " --ignore buyers\n");
      String[] options = {"--key=external_id", "--ignore=external_created_at,external_updated_at"};
      assertThat(Command.live(sandbox, file(), options).exitCode()).isEqualTo(2);
      Command sync = Command.live(sandbox, file(), Command.with(options, "--ignore=buyers"));
      assertThat(sync.exitCode()).as(sync.out() + sync.err()).isZero();
    }
  }

  @Test
  void damageBySpreadsheetsIsFoundInAnExport() throws IOException {
    objects.upsert("1234567890123456", Attributes.builder().set("note", "1.5E+10").build());
    export("-o", file().toString());
    String saved = Files.readString(file()).replace("1234567890123456", "1.23457E+15");
    Files.writeString(file(), saved.replace("'1.5E+10", "15000000000"));
    String[] options = {"--key=external_id", "--ignore=external_created_at,external_updated_at"};
    Command sync = Command.live(shop.sandbox, file(), options);
    assertThat(sync.exitCode()).as(sync.err()).isEqualTo(2);
    assertThat(sync.out()).contains("1.23457E+15").contains("a spreadsheet kept the first digits");
  }

  @Test
  void exportIsACompleteSourceForDeletions() throws IOException {
    storeOrders();
    export("--output=" + file());
    String[] options = {
      "--key=external_id", "--created-at=external_created_at", "--ignore=external_updated_at"
    };
    assertThat(Command.live(shop.sandbox, file(), options).exitCode()).isZero();
    Files.writeString(file(), Files.readString(file()).replaceAll("(?s)\r\n2,.*?,,,,,\r", "\r"));
    Command next = Command.live(shop.sandbox, file(), Command.with(options, "--delete-gone"));
    assertThat(next.exitCode()).as(next.out() + next.err()).isZero();
    assertThat(restorable()).containsOnlyKeys("1");
  }

  @Test
  void dateIsRestoredFromItsSeconds() throws IOException {
    objects.upsert("1", Attributes.builder().set("delivered_on", 1769904000).build());
    Map<String, List<Object>> before = restorable();
    export("-o", file().toString());
    assertThat(Files.readString(file())).contains("\r\n1,,,,,,,,,1769904000,,,\r\n");
    objects.deleteByExternalId("1");
    Command.live(
        shop.sandbox,
        file(),
        "--key=external_id",
        "--ignore=external_created_at,external_updated_at");
    assertThat(restorable()).isEqualTo(before);
  }
}
