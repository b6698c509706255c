package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.References;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the command {@code inspect}. */
class InspectTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private final Shop shop = new Shop();

  @SuppressWarnings("NullAway.Init")
  private Connection connection;

  @BeforeEach
  void connect() throws CannotRunException {
    connection = Connection.to(shop.sandbox.getBaseUrl(), shop.sandbox.getToken());
  }

  @AfterEach
  void close() {
    connection.close();
    shop.close();
  }

  private void store(int count) {
    for (int i = 0; i < count; i++) {
      Attributes.Builder order =
          Attributes.builder()
              .externalCreatedAt(Instant.ofEpochSecond(1_769_851_800))
              .set("status", i % 2 == 0 ? "open" : "paid")
              .set("total_amount", new BigDecimal("1.5"))
              .set("item_count", i)
              .set("gift", true)
              .set("customer", References.one(shop.zoe.getId()));
      if (i > 0) {
        order.set("delivered_on", "2026-01-31");
      }
      connection
          .intercom()
          .customObjects(ObjectType.untyped("Order"))
          .upsert("A-" + i, order.build());
    }
  }

  private Command inspect(String... options) {
    return Command.any(
        Map.of(Shell.TOKEN, shop.sandbox.getToken()),
        Command.with(
            new String[] {"inspect", "--live", "--base-url=" + shop.sandbox.getBaseUrl()},
            options));
  }

  private Command against(String attributes) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("orders.json"),
            "{\"type\": \"Order\", \"source\": {\"csv\": \"orders.csv\"}, \"key\": \"no\","
                + " \"attributes\": "
                + attributes
                + "}");
    return inspect("--against=" + file);
  }

  @Test
  void tableHasWhatTheObjectsHave() {
    store(4);
    int before = shop.calls().size();
    Command command = inspect("--type=Order");
    assertThat(command.exitCode()).as(command.err()).isZero();
    assertThat(command.out())
        .isEqualTo(
            """
            4 objects of Order
              attribute                 JSON              filled  values
              status                    text               100 %  2: open, paid
              note                      not known            0 %  0
              channel                   not known            0 %  0
              total_amount              decimal            100 %  1: 1.5
              item_count                number             100 %  4
              gift                      boolean            100 %  1: true
              delivered_on              number              75 %  1: 1769817600
              customer                  reference          100 %  1
            Attributes that none of these objects has are not shown; --all lists all objects.
            """);
    assertThat(shop.calls().subList(before, shop.calls().size()))
        .hasSize(1)
        .allMatch(call -> call.startsWith("GET "));
  }

  @Test
  void sampleIsAsLargeAsItsOption() {
    store(3);
    assertThat(inspect("--type=Order", "--sample=2").out()).startsWith("2 objects of Order\n");
    assertThat(inspect("--type=Order", "--sample=2", "--all").out()).startsWith("3 objects");
    assertThat(inspect("--type=Order", "--sample=0").err())
        .contains("--sample must be at least 1, was 0");
  }

  /** Compiles a record and reads the object with a key into it. */
  private Object read(String type, String code, String key) throws Exception {
    Path source = Files.writeString(directory.resolve(type + ".java"), code);
    String path = System.getProperty("java.class.path");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", directory.toString(), "-cp", path, source.toString());
    assertThat(result).as(code).isZero();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
      return connection
          .intercom()
          .customObjects(ObjectType.of("Order", loader.loadClass(type)))
          .getByExternalId(key)
          .getValue();
    }
  }

  @Test
  void recordCompilesAndReadsAnObject() throws Exception {
    store(2);
    String code = inspect("--type=Order", "--as=record").out();
    assertThat(code)
        .isEqualTo(
            """
            import com.squareup.moshi.Json;
            import io.github.intercomobjects.ExternalCreatedAt;
            import io.github.intercomobjects.ExternalId;
            import io.github.intercomobjects.References;
            import java.math.BigDecimal;
            import java.time.Instant;
            import org.jspecify.annotations.Nullable;

            /** An object, from 2 objects of Order, none of which has a value of note, channel. */
            public record Order(
                @ExternalId String externalId,
                @ExternalCreatedAt @Nullable Instant externalCreatedAt,
                @Nullable String status,
                @Nullable Object note,
                @Nullable Object channel,
                @Json(name = "total_amount") @Nullable BigDecimal totalAmount,
                @Json(name = "item_count") @Nullable Long itemCount,
                @Nullable Boolean gift,
                @Json(name = "delivered_on") @Nullable Instant deliveredOn,
                @Nullable References customer) {}
            """);
    assertThat(read("Order", code, "A-1").toString())
        .isEqualTo(
            "Order[externalId=A-1, externalCreatedAt=2026-01-31T09:30:00Z, status=paid, note=null,"
                + " channel=null, totalAmount=1.5, itemCount=1, gift=true,"
                + " deliveredOn=2026-01-31T00:00:00Z, customer=References["
                + shop.zoe.getId()
                + "]]");
  }

  @Test
  void namesThatAreNoneInJavaAreReplaced() throws Exception {
    ObjectTypeDefinition.Builder type = ObjectTypeDefinition.builder("Order");
    Attributes.Builder values = Attributes.builder();
    String[] names = {
      "class",
      "order-number",
      "orderNumber",
      "2nd",
      "Größe",
      "externalId",
      "a\"b",
      "$x",
      "when",
      "toString",
      "order",
      "-"
    };
    for (String name : names) {
      type.text(name);
      values.set(name, "v" + name.length());
    }
    type.text("star*/").text("u\\u00").text("/*k");
    close();
    try (Sandbox sandbox = Sandbox.start(Workspace.builder().objectType(type.build()).build());
        Connection other = Connection.to(sandbox.getBaseUrl(), sandbox.getToken())) {
      connection = other;
      other.intercom().customObjects(ObjectType.untyped("Order")).upsert("A-1", values.build());
      Command command =
          Command.any(
              Map.of(Shell.TOKEN, sandbox.getToken()),
              "inspect",
              "--live",
              "--type=Order",
              "--as=record",
              "--base-url=" + sandbox.getBaseUrl());
      assertThat(read("Order", command.out(), "A-1").toString())
          .isEqualTo(
              "Order[externalIdOfObject=A-1, classValue=v5, orderNumber=v12, orderNumber2=v11,"
                  + " attribute2nd=v3, größe=v5, externalId=v10, aB=v3, x=v2, whenValue=v4,"
                  + " toStringValue=v8, order=v5, attribute=v1, star=null, uU00=null, k=null]");
    }
  }

  @Test
  void kotlinHasTheSameProperties() {
    store(1);
    assertThat(inspect("--type=Order", "--as=kotlin").out())
        .isEqualTo(
            """
            import com.squareup.moshi.Json
            import io.github.intercomobjects.ExternalCreatedAt
            import io.github.intercomobjects.ExternalId
            import io.github.intercomobjects.References
            import java.math.BigDecimal
            import java.time.Instant

            /** An object, from 1 object of Order, none of which has a value of note, channel, delivered_on. */
            data class Order(
              @ExternalId val externalId: String,
              @ExternalCreatedAt val externalCreatedAt: Instant?,
              val status: String?,
              val note: Any?,
              val channel: Any?,
              @Json(name = "total_amount") val totalAmount: BigDecimal?,
              @Json(name = "item_count") val itemCount: Long?,
              val gift: Boolean?,
              @Json(name = "delivered_on") val deliveredOn: Any?,
              val customer: References?,
            )
            """);
  }

  @Test
  void mappingSyncsAFileWithColumnsOfTheseNames() throws IOException {
    store(2);
    Files.writeString(
        directory.resolve("orders.json"), inspect("--type=Order", "--as=mapping").out());
    Files.writeString(
        directory.resolve("objects.csv"),
        "external_id,created_at,customer_id,status,note,channel,total_amount,item_count,gift,"
            + "delivered_on\nA-7,2026-01-31,c-1,paid,,,1.5,7,true,2026-02-01\n");
    Command command =
        Command.run(Map.of(), "--mapping=" + directory.resolve("orders.json"), "--zone=UTC");
    assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
    assertThat(command.out()).contains("  stored                    1\n");
  }

  @Test
  void differencesOfAMappingFileAreListed() throws IOException {
    store(2);
    Command command =
        against(
            "{\"status\": {\"type\": \"number\"}, \"colour\": \"c\", \"note\": \"n\","
                + " \"gift\": {\"type\": \"boolean\"}, \"item_count\": {\"type\": \"number\"},"
                + " \"delivered_on\": {\"type\": \"date\"}}");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .isEqualTo(
            "status: the mapping writes number, and the JSON of 2 objects is text, such as A-0\n"
                + "colour: the mapping writes it, and none of 2 objects of Order has it\n"
                + "total_amount: 2 of 2 objects of Order have it, and the mapping does not"
                + " write it\n"
                + "customer: 2 of 2 objects of Order have it, and the mapping does not write"
                + " it\n"
                + "note: not compared, because none of 2 objects of Order has a value\n");
    Command same =
        against(
            "{\"status\": \"s\", \"gift\": {\"type\": \"boolean\"}, \"total_amount\": {\"type\":"
                + " \"decimal\"}, \"item_count\": {\"type\": \"number\"}, \"delivered_on\":"
                + " {\"type\": \"datetime\"}}, \"contact\": \"c\"");
    assertThat(same.out()).isEqualTo("no differences, in 2 objects of Order\n");
    assertThat(same.exitCode()).isZero();
  }

  @Test
  void attributesThatCannotBeComparedAreNamed() throws IOException {
    store(2);
    Path file =
        Files.writeString(
            directory.resolve("orders.json"),
            """
            {"type": "Order", "source": {"jdbc": "jdbc:h2:mem:none", "query": "SELECT 1"},
             "key": "no", "contact": "c",
             "attributes": {"status": "s", "channel": "ch", "gift": {"type": "boolean"},
                            "total_amount": {"type": "decimal"}, "item_count": {"type": "number"},
                            "delivered_on": {"type": "date"}}}
            """);
    Command command = inspect("--against=" + file);
    assertThat(command.exitCode()).isZero();
    assertThat(command.out())
        .isEqualTo(
            """
            no differences, in 2 objects of Order
            status: not compared, because its type is that of the database
            channel: not compared, because none of 2 objects of Order has a value
            """);
  }

  @Test
  void failuresOfTheListingAreThoseOfOtherCommands() {
    shop.sandbox.faults().on("GET", "/custom_object_instances/**").fail(Fault.status(400));
    Command command = inspect("--type=Order");
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains("intercom-sync: the objects of Order cannot be listed: Intercom returned 400")
        .endsWith("; nothing was shown\n");
    shop.sandbox.faults().clear();
    shop.sandbox.faults().on("GET", "/custom_object_instances/**").fail(Fault.status(403));
    assertThat(inspect("--type=Order").err())
        .contains("intercom-sync: the access token lacks a permission: ");
  }

  @Test
  void differencesHaveNoForm() {
    Command command = inspect("--against=orders.json", "--as=record");
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .isEqualTo(
            "intercom-sync: --against shows only differences, so --as cannot be given with it;"
                + " remove one of the two\n");
  }

  @Test
  void referencesOfNoContactsAreADoubt() throws Exception {
    ObjectTypeDefinition order =
        ObjectTypeDefinition.builder("Order")
            .referenceToOne("parcel", "contact")
            .referenceToMany("rivals", "contact")
            .build();
    Workspace workspace = Workspace.builder().objectType(order).build();
    String id = workspace.addContact("c-1", "zoe@example.com", "Zoe").getId();
    close();
    try (Sandbox sandbox = Sandbox.start(workspace);
        Connection other = Connection.to(sandbox.getBaseUrl(), sandbox.getToken())) {
      connection = other;
      Attributes.Builder values = Attributes.builder().set("parcel", References.one(id));
      values.set("rivals", References.many(List.of()));
      other.intercom().customObjects(ObjectType.untyped("Order")).upsert("A-1", values.build());
      Map<String, String> environment = Map.of(Shell.TOKEN, sandbox.getToken());
      String url = "--base-url=" + sandbox.getBaseUrl();
      String[] options = {"inspect", "--live", url, "--type=Order"};
      Command mapping = Command.any(environment, Command.with(options, "--as=mapping"));
      assertThat(mapping.out())
          .contains(
              "// doubt: parcel has references, which may not be to contacts; its cells must be"
                  + " ids\n")
          .contains("\"parcel\": \"parcel\"")
          .doesNotContain("link");
      Path file =
          Files.writeString(
              directory.resolve("m.json"),
              "{\"key\": \"no\", \"contact\": \"c\", \"link\": {\"relationship\": \"parcel\"},"
                  + " \"attributes\": {}}");
      Command hidden = Command.any(environment, Command.with(options, "--against=" + file));
      assertThat(hidden.out())
          .isEqualTo("parcel: 1 of 1 object of Order has it, and the mapping does not write it\n");
      Files.writeString(file, "{\"key\": \"no\", \"attributes\": {\"parcel\": \"p\"}}");
      Command written = Command.any(environment, Command.with(options, "--against=" + file));
      assertThat(written.out()).isEqualTo("no differences, in 1 object of Order\n");
    }
  }

  @Test
  void whatCannotBeComparedIsNotEqual() throws IOException {
    assertThat(against("{\"status\": \"s\"}").err())
        .contains("Order has no objects, so nothing can be compared; sync some rows first");
    Path file = Files.writeString(directory.resolve("m.json"), "{\"key\": \"no\"}");
    Command command = inspect("--against=" + file);
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains(file + " names no attributes; list them under \"attributes\"");
    assertThat(inspect("--type=Ordr").err()).contains("there is no custom object type \"Ordr\"");
    assertThat(inspect().err()).contains("the type is missing; name it with --type");
    assertThat(Command.any(Map.of(), "inspect", "--type=Order").err())
        .contains("inspect reads from Intercom, so it needs --live; add it");
  }
}
