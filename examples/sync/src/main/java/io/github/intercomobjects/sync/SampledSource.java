package io.github.intercomobjects.sync;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A source all of whose rows were read once.
 *
 * @param settings as the source is written
 * @param columns the columns with cells that can be sent
 * @param unsent the names of the other columns
 */
record SampledSource(
    String name, SourceSettings settings, List<SampledColumn> columns, List<String> unsent) {
  /** More than the names of the columns have. */
  private static final int BEGINNING = 1 << 16;

  /**
   * Reads a source. The separator of a file is that of the first line, and the encoding the one
   * that a message suggests, unless options name them.
   *
   * @throws CannotRunException if it cannot be read to its end, or has no rows
   */
  static SampledSource read(SourceOptions options, Shell shell) throws CannotRunException {
    SourceSettings given = options.given();
    SourceSettings written = separated(given, given.encoding());
    try {
      return read(options, written, shell);
    } catch (CannotRunException e) {
      if (given.encoding() != null || !e.text().contains(StrictReader.WINDOWS)) {
        throw e;
      }
      return read(options, separated(given, Charset.forName("windows-1252")), shell);
    }
  }

  private static SourceSettings separated(SourceSettings given, @Nullable Charset encoding) {
    if (given.csv() == null) {
      return given;
    }
    String line = "";
    try (InputStream in = Files.newInputStream(given.csv())) {
      String start = new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
      line = EarlierOutput.firstLine(start.strip()).replaceAll("\"[^\"]*\"|^sep=.", "");
    } catch (IOException e) {
      // The message of the source describes it.
    }
    Character most = given.separator();
    int columns = given.separator() == null ? count(line, ',') : Integer.MAX_VALUE;
    for (char separator : new char[] {';', '\t', '|'}) {
      if (count(line, separator) > columns) {
        most = separator;
        columns = count(line, separator);
      }
    }
    return new SourceSettings(
        given.csv(), most, given.quote(), given.escape(), encoding, null, null, null);
  }

  private static int count(String line, char separator) {
    return line.split(Pattern.quote(String.valueOf(separator)), -1).length;
  }

  private static SampledSource read(SourceOptions options, SourceSettings settings, Shell shell)
      throws CannotRunException {
    try (RowSource source = options.source(settings, shell.environment());
        Scratch seen = Scratch.create()) {
      List<String> header = source.header().stream().map(Blanks::strip).toList();
      Map<Integer, SampledColumn> columns = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        String name = header.get(i);
        boolean isDouble = header.indexOf(name) != header.lastIndexOf(name);
        if (!isDouble && !Columns.isOfReport(name) && !source.unreadable().contains(i)) {
          columns.put(i, new SampledColumn(name, source.types().get(i)));
        }
      }
      try (CloseableIterator<RawRow> rows = source.rows()) {
        while (rows.hasNext()) {
          if (shell.stop().getAsBoolean()) {
            throw new CannotRunException("stopped by a signal; nothing was written");
          }
          RawRow row = rows.next();
          // A row with more or fewer cells fails, whatever they are.
          if (row.cells().size() == header.size()) {
            columns.forEach((i, column) -> add(row, i, column, seen));
          }
        }
      }
      columns.values().removeIf(column -> column.isEmpty() || column.name.isEmpty());
      if (columns.isEmpty()) {
        throw new CannotRunException(
            source.name() + " has no cells, and only cells show the types of columns; add rows");
      }
      List<SampledColumn> sent = List.copyOf(columns.values());
      List<String> unsent = new ArrayList<>(header);
      unsent.removeIf(name -> name.isEmpty() || sent.stream().anyMatch(c -> c.name.equals(name)));
      return new SampledSource(source.name(), settings, sent, unsent);
    } catch (DataAccessException e) {
      throw e.toCannotRun();
    }
  }

  private static void add(RawRow row, int index, SampledColumn column, Scratch seen) {
    boolean isFilled = column.add(row.cells().get(index), row.location());
    String cell = index + "\n" + Blanks.strip(row.text(index));
    if (column.mayBeKey() && (!isFilled || seen.putIfAbsent(cell, row.location().number()) != 0)) {
      column.noKeys++;
    }
  }
}
