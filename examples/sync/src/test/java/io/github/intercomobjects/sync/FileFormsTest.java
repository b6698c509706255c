package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of files as spreadsheets and databases write them. */
class FileFormsTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Nights nights;

  @BeforeEach
  void open() {
    nights = new Nights(directory, "--key=no");
  }

  @AfterEach
  void close() {
    nights.close();
  }

  private Command sync(byte[] file, String... options) throws IOException {
    Files.write(nights.file(), file);
    return nights.run("sync", options);
  }

  private Command sync(String file, String... options) throws IOException {
    return sync(file.getBytes(StandardCharsets.UTF_8), options);
  }

  private void assertStored(Command command, String note) {
    assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
    assertThat(nights.shop.order("A-1").getAttributes()).isEqualTo(Map.of("note", note));
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, windows-1252, ''",
    "UTF-16LE, UTF-16, ''",
    "UTF-16BE, UTF-16, ''",
    "UTF-16LE, UTF-16LE, ''",
    "UTF-16LE, , \uFEFF",
    "UTF-16BE, windows-1252, \uFEFF",
    "UTF-8, windows-1252, \uFEFF",
    "UTF-32LE, , \uFEFF"
  })
  void encodingIsThatOfTheOptionOrOfTheByteOrderMark(String written, String given, String mark)
      throws IOException {
    String text = mark + "no,note\r\nA-1,Größe\r\n";
    String[] options = given == null ? new String[0] : new String[] {"--encoding=" + given};
    assertStored(sync(text.getBytes(Charset.forName(written)), options), "Größe");
  }

  @Test
  void wrongByteIsNamedAndTheSuggestedEncodingReadsIt() throws IOException {
    byte[] file = "no,note\nB,ok\nA-1,Größe\n".getBytes(Charset.forName("windows-1252"));
    for (String dryRun : new String[] {"--show=5", "--dry-run"}) {
      Command command = sync(file, dryRun);
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err())
          .contains(
              nights.file()
                  + " is not UTF-8: line 3 has the byte 0xF6, which is byte 20 of the file; the file"
                  + " may be in Windows-1252: give --encoding windows-1252, or save it as UTF-8\n");
    }
    assertThat(nights.objects()).isZero();
    assertThat(nights.run("check").out()).contains("line 3 has the byte 0xF6");
    // The advice, followed.
    assertStored(sync(file, "--encoding=windows-1252"), "Größe");
    assertStored(sync("no,note\nB,ok\nA-1,Größe\n"), "Größe");
  }

  @Test
  void damagedByteOfAUtf8FileIsNotTakenForAnotherEncoding() throws IOException {
    byte[] file = "no,note\nB,Größe\nA-1,x?\n".getBytes(StandardCharsets.UTF_8);
    file[file.length - 2] = (byte) 0xC3;
    assertThat(sync(file).err())
        .contains(
            "line 3 has the byte 0xC3, which is byte 24 of the file; correct it there, because the"
                + " text before it is UTF-8, or export the file again");
  }

  @Test
  void byteBeyondTheFirstBufferIsNamed() throws IOException {
    StringBuilder text = new StringBuilder("no,note\r\n");
    for (int i = 0; i < 5_000; i++) {
      text.append(i).append(",0123456789\r\n");
    }
    text.append("x,\u00FC\r\n");
    byte[] file = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    assertThat(sync(file).err())
        .contains(String.format("line 5002 has the byte 0xFC, which is byte %,d", file.length - 2));
  }

  @Test
  void utf16WithoutAMarkIsSuggested() throws IOException {
    byte[] file = "no,note\nA-1,x\n".getBytes(StandardCharsets.UTF_16LE);
    Command command = sync(file);
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains("with NUL characters; if it is UTF-16, give --encoding UTF-16");
    assertStored(sync(file, "--encoding=UTF-16"), "x");
  }

  @Test
  void replacementCharacterOfAUtf8FileIsData() throws IOException {
    assertStored(sync("no,note\nA-1,lost \uFFFD char\n"), "lost \uFFFD char");
  }

  @Test
  void encodingThatDoesNotExistIsRejected() throws IOException {
    for (String name : new String[] {"utf-9", "a b"}) {
      assertThat(sync("no,note\nA-1,x\n", "--encoding=" + name).err())
          .contains(
              "--encoding: there is no encoding \""
                  + name
                  + "\"; use one such as UTF-8, UTF-16 or windows-1252");
    }
    Path mapping = directory.resolve("map.json");
    Files.writeString(
        mapping,
        "{\"source\": {\"csv\": \"orders.csv\", \"encoding\": \"utf-9\"}, \"key\": \"no\"}");
    assertThat(Command.run(Map.of(), "--mapping=" + mapping).err())
        .contains("/source/encoding in line 1: there is no encoding \"utf-9\"; use one such as");
  }

  @Test
  void firstLineMayNameTheSeparator() throws IOException {
    assertStored(sync("\uFEFFsep=;\r\nno;note\r\nA-1;a,b\r\n", "--separator=,"), "a,b");
    assertThat(sync("sep=\t\nno\tnote\nA-1\ta\nA-2\tb\tc\n").out())
        .contains("line 4  A-2  it has 3 cells");
  }

  @Test
  void columnsWithoutANameAndRowsOfSeparatorsAreIgnored() throws IOException {
    String file = ",,,,\n,no,note,,\n0,A-1,x,,\n\n1,A-2,y,,\n,,,,\n,,,,\n";
    assertStored(sync(file, "--delete-gone"), "x");
    assertThat(nights.objects()).isEqualTo(2);
    Command next = sync(",no,note,,\n0,A-1,x,,\n,,,,\n", "--delete-gone");
    assertThat(next.exitCode()).as(next.out()).isZero();
    assertThat(nights.shop.has("A-2")).isFalse();
  }

  @Test
  void rowsOfSeparatorsMayFollowTheLastRowWithoutALineBreak() throws IOException {
    StringBuilder rows = new StringBuilder("no,note\n");
    for (int i = 0; i < 900; i++) {
      rows.append("A-").append(i).append(",0123456789\n");
    }
    String blank = ",\n".repeat(20_000);
    sync(rows + "B,x\n" + blank);
    Command next = sync(rows + blank, "--delete-gone");
    assertThat(next.exitCode()).as(next.out()).isZero();
    assertThat(nights.shop.has("B")).isFalse();
  }

  @Test
  void nameOfTwoColumnsIsRejectedOnlyIfItIsUsed() throws IOException {
    String file = "no,status,status,note\nA-1,a,b,x\n";
    Command command = sync(file);
    assertThat(command.err())
        .contains(
            "has two columns \"status\": [no, status, status, note]; rename or delete one, or"
                + " exclude both with --ignore 'status'\n");
    // The advice, followed.
    assertStored(sync(file, "--ignore=status"), "x");
    Path mapping = directory.resolve("map.json");
    String json =
        "{\"source\": {\"csv\": \"orders.csv\"}, \"key\": \"no\", \"attributes\": {\"note\": \"%s\"}}";
    Files.writeString(mapping, String.format(json, "note"));
    assertThat(Command.run(Map.of(), "--mapping=" + mapping).exitCode()).isZero();
    Files.writeString(mapping, String.format(json, "status"));
    assertThat(Command.run(Map.of(), "--mapping=" + mapping).err()).contains("has two columns");
  }

  @Test
  void namesOfColumnsHaveNoBlanksAroundThem() throws IOException {
    assertStored(sync("no ,\u00A0note\nA-1,x\n"), "x");
    assertThat(sync("no ,\u00A0note\nA-2,y\n", "--ignore=\u00A0note").exitCode()).isZero();
    assertThat(nights.shop.order("A-2").getAttributes()).isEmpty();
  }

  @Test
  void escapedQuotesAndSeparatorsAreParts() throws IOException {
    String file = "no,note\nA-0,\"a \\\"b\\\", c\"\nA-1,\"C:\\\\x\\y \\\\\"\nA-2,d\\,e\n";
    Command without = sync(file);
    assertThat(without.exitCode()).isEqualTo(1);
    assertThat(without.err())
        .contains("if a character such as \\ is before quotes instead, give it with --escape");
    // The advice, followed.
    assertStored(sync(file, "--escape=\\"), "C:\\x\\y \\");
    assertThat(nights.shop.order("A-0").getAttributes()).containsEntry("note", "a \"b\", c");
    assertThat(nights.shop.order("A-2").getAttributes()).containsEntry("note", "d,e");
    assertThat(sync(file, "--escape=\"").err())
        .contains(
            "a file cannot have the separator , and the quote \" with the escape character \"");
  }

  @Test
  void reportIsReadInItsOwnFormWithTheOptionsOfItsSource() throws IOException {
    Path report = directory.resolve("failed.csv");
    String[] options = {"--encoding=UTF-16LE", "--escape=\\", "--null=NULL", "--number=item_count"};
    String text =
        "sep=;\nno;note;status;item_count;\nA-1;\"C:\\\\x; \\\"Gr\u00F6\u00DFe\\\\\";NULL;x;\nA-2;b;c;1;\n";
    Command failed =
        sync(text.getBytes(StandardCharsets.UTF_16LE), Command.with(options, "--report=" + report));
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(2);
    List<String> lines = ReportLines.of(report);
    assertThat(lines.get(1)).startsWith("A-1;\"C:\\x; \"\"Gr\u00F6\u00DFe\\\";NULL;x;;line 3;");
    Files.writeString(report, Files.readString(report).replace(";x;;", ";7;;"));
    Command fed =
        Command.live(
            nights.shop.sandbox,
            report,
            Command.with(options, "--key=no", "--state=" + nights.file() + ".intercom-sync"));
    assertThat(fed.exitCode()).as(fed.out() + fed.err()).isZero();
    assertThat(nights.shop.order("A-1").getAttributes())
        .isEqualTo(Map.of("note", "C:\\x; \"Gr\u00F6\u00DFe\\", "item_count", 7L));
  }

  @Test
  void rowOfSeparatorsAmongOthersMayBelongToAnyObject() throws IOException {
    sync("no,note\nA-1,x\nA-2,y\nA-3,z\n");
    Command next = sync("no,note\nA-1,x\n,\n,\nA-3,z\n,\n", "--delete-gone");
    assertThat(next.exitCode()).isEqualTo(2);
    assertThat(next.out()).contains("line 3  no is empty; every row needs a key");
    assertThat(nights.objects()).isEqualTo(3);
  }

  @Test
  void firstLineCannotNameTheQuoteAsTheSeparator() throws IOException {
    Command command = sync("sep=\"\nno\"note\nA-1\"x\n");
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains("a file cannot have the separator \" and the quote \"; use different characters");
  }
}
