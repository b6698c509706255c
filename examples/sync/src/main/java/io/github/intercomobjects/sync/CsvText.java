package io.github.intercomobjects.sync;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a CSV file. Its beginning may say how it is written: a byte order mark, a line such
 * as {@code sep=;}, or the column names of a report, which is in UTF-8 and has no escapes, however
 * the source of its rows was written.
 *
 * @param decoded the decoded bytes
 * @param format as the file is written
 * @param hasSeparatorLine whether its first line names the separator
 */
record CsvText(StrictReader decoded, CsvFormat format, boolean hasSeparatorLine) {
  /** More than the names of the columns of a report have. */
  private static final int BEGINNING = 1 << 18;

  private static final Pattern SEPARATOR_LINE = Pattern.compile("sep=(.|\\\\t)(?=[\r\n])");

  /** The columns that follow those of the source in a report. */
  private static final Pattern REPORT =
      Pattern.compile(Columns.PLACE + "\\W??([^\\w\r\n])\\W??" + Columns.REASON);

  /** Byte order marks, of which UTF-32 must come before UTF-16. */
  private static final List<Mark> MARKS =
      List.of(
          new Mark("UTF-8", List.of(0xEF, 0xBB, 0xBF)),
          new Mark("UTF-32LE", List.of(0xFF, 0xFE, 0, 0)),
          new Mark("UTF-32BE", List.of(0, 0, 0xFE, 0xFF)),
          new Mark("UTF-16LE", List.of(0xFF, 0xFE)),
          new Mark("UTF-16BE", List.of(0xFE, 0xFF)));

  /** A byte order mark. */
  private record Mark(String encoding, List<Integer> bytes) {
    boolean begins(byte[] text) {
      boolean begins = text.length >= bytes.size();
      for (int i = 0; begins && i < bytes.size(); i++) {
        begins = (text[i] & 0xff) == bytes.get(i);
      }
      return begins;
    }
  }

  /**
   * Opens a text.
   *
   * @param given the format unless the text has another one
   */
  static CsvText open(InputStream in, CsvFormat given) throws IOException {
    byte[] start = in.readNBytes(BEGINNING);
    Mark mark = MARKS.stream().filter(each -> each.begins(start)).findFirst().orElse(null);
    int skipped = mark == null ? 0 : mark.bytes().size();
    Charset charset = mark == null ? charset(start, given) : Charset.forName(mark.encoding());
    String beginning = new String(start, skipped, start.length - skipped, charset);
    Matcher report =
        REPORT.matcher(
            EarlierOutput.firstLine(
                mark == null ? new String(start, StandardCharsets.ISO_8859_1) : beginning));
    Matcher separator = SEPARATOR_LINE.matcher(beginning);
    Character named =
        separator.lookingAt() ? SourceSettings.character(String.valueOf(separator.group(1))) : null;
    CsvFormat format = named == null ? given : given.separatedBy(named);
    if (report.find()) {
      charset = mark == null && isUtf8(start) ? StandardCharsets.UTF_8 : charset;
      format = given.ofReport(String.valueOf(report.group(1)).charAt(0));
    }
    InputStream rest =
        new SequenceInputStream(
            new ByteArrayInputStream(start, skipped, start.length - skipped), in);
    return new CsvText(new StrictReader(rest, charset, skipped), format, named != null);
  }

  /** Returns the encoding of a text without a byte order mark. */
  private static Charset charset(byte[] start, CsvFormat given) {
    Charset encoding = given.encoding();
    if (!StandardCharsets.UTF_16.equals(encoding)) {
      return encoding == null ? StandardCharsets.UTF_8 : encoding;
    }
    // The high bytes of most characters are zero.
    int highFirst = 0;
    for (int i = 0; i + 1 < start.length; i += 2) {
      highFirst += (start[i] == 0 ? 1 : 0) - (start[i + 1] == 0 ? 1 : 0);
    }
    return highFirst < 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
  }

  private static boolean isUtf8(byte[] start) {
    return !StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(start), CharBuffer.allocate(start.length), false)
        .isError();
  }

  /** Returns the text for a parser without escapes. */
  Reader reader() {
    return format.escape() == null
        ? decoded
        : new EscapeReader(new BufferedReader(decoded), format);
  }
}
