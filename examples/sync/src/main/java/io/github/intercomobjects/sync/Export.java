package io.github.intercomobjects.sync;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.ObjectList.Page;
import io.github.intercomobjects.References;
import io.github.intercomobjects.client.FreeFormJson;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** All objects of a type as text. An instance is used once. */
final class Export {
  private final CustomObjects<Attributes> objects;
  private final Progress progress;
  private final BooleanSupplier stop;

  /** The columns of a table, which are known when all objects were read. */
  private final Set<String> columns = new LinkedHashSet<>(Columns.OF_EXPORT);

  /** The types of those columns that have a value. */
  private final Map<String, ColumnType> types = new HashMap<>();

  /** The attributes with references of which a response shows only a part. */
  private final Set<String> partial = new TreeSet<>();

  /** The columns with lists and structures. */
  private final Set<String> nested = new LinkedHashSet<>();

  private long count;
  private long withoutExternalId;

  /**
   * Creates an export.
   *
   * @param stop returns whether the process was asked to stop
   */
  Export(CustomObjects<Attributes> objects, Progress progress, BooleanSupplier stop) {
    this.objects = objects;
    this.progress = progress;
    this.stop = stop;
  }

  /** The format of an export. */
  enum Format {
    /** A row for each object. */
    CSV,
    /** Each object as Intercom sent it, in a line of JSON. */
    JSONL
  }

  long count() {
    return count;
  }

  Set<String> partial() {
    return partial;
  }

  /** Returns the columns with JSON, which no sync can store. */
  Set<String> nested() {
    return nested;
  }

  long withoutExternalId() {
    return withoutExternalId;
  }

  /**
   * Writes all objects.
   *
   * @throws CannotRunException if they may be incomplete, or the process was asked to stop
   */
  void write(Format format, Writer out) throws IOException, CannotRunException {
    if (format == Format.JSONL) {
      list(object -> out.write(PrintableJson.line(object.toMap()) + "\n"));
      out.flush();
      return;
    }
    // The columns are known only after the last object.
    try (FileChannel copy = temporary(Spool::create)) {
      Writer cells = new BufferedWriter(Channels.newWriter(copy, StandardCharsets.UTF_8));
      list(
          object -> {
            String line = FreeFormJson.ADAPTER.toJson(cells(object)) + "\n";
            temporary(() -> cells.append(line));
          });
      temporary(
          () -> {
            cells.flush();
            return copy.position(0);
          });
      // An empty cell would clear the references, and others would replace them.
      columns.removeAll(partial);
      nested.removeAll(partial);
      writeTable(new BufferedReader(Channels.newReader(copy, StandardCharsets.UTF_8)), out);
    }
  }

  private interface Use {
    void accept(CustomObject<Attributes> object) throws IOException, CannotRunException;
  }

  private interface Access<T extends @Nullable Object> {
    T run() throws IOException;
  }

  /** Uses the temporary copy, whose failure is not one of the output. */
  private static <T extends @Nullable Object> T temporary(Access<T> access)
      throws CannotRunException {
    try {
      return access.run();
    } catch (IOException e) {
      throw Spool.failed(e).toCannotRun();
    }
  }

  private void list(Use use) throws IOException, CannotRunException {
    Set<String> seen = new HashSet<>();
    long first = -1;
    long total = 0;
    boolean isReduced = false;
    for (Page<Attributes> page : (Iterable<Page<Attributes>>) objects.list().pages()::iterator) {
      long before = total;
      total = page.getTotalCount() == null ? before : page.getTotalCount();
      isReduced |= total < before;
      if (first < 0) {
        first = total;
        progress.begin("exporting", "objects", total);
      }
      for (CustomObject<Attributes> object : page.getObjects()) {
        // Objects shift onto later pages while others are created.
        if (seen.add(object.getId())) {
          addPartial(object.getAttributes());
          use.accept(object);
          count++;
          withoutExternalId += object.getExternalId() == null ? 1 : 0;
          progress.step();
        }
      }
      if (stop.getAsBoolean()) {
        throw new CannotRunException("stopped by a signal");
      }
    }
    if (isReduced || count < first) {
      throw new CannotRunException(
          "the export is incomplete: objects were deleted while they were listed, which moves"
              + " others to pages that were read before ("
              + Report.counted(count, "object")
              + " read); run it again when nothing deletes objects");
    }
  }

  private void addPartial(Attributes attributes) {
    attributes
        .toMap()
        .forEach(
            (name, value) -> {
              if (value instanceof Map<?, ?> map
                  && map.get("instances") instanceof List<?> shown
                  && (Boolean.TRUE.equals(map.get("has_more"))
                      || (map.get("total_count") instanceof Number total
                          && total.longValue() > shown.size()))) {
                partial.add(name);
              }
            });
  }

  /** Returns the cells of an object by their columns, without empty ones. */
  private Map<String, String> cells(CustomObject<Attributes> object) throws CannotRunException {
    Map<String, String> cells = new HashMap<>();
    add("external_id", object.getExternalId(), cells);
    add("external_created_at", object.getExternalCreatedAt(), cells);
    add("external_updated_at", object.getExternalUpdatedAt(), cells);
    Attributes attributes = object.getAttributes();
    for (String name : attributes.toMap().keySet()) {
      if (Columns.OF_EXPORT.contains(name)) {
        throw new CannotRunException(
            ("the attribute " + name + " has the name of the column for the object's own " + name)
                + "; use --format jsonl");
      }
      add(name, shown(attributes, name), cells);
    }
    return cells;
  }

  /** Returns the value to show: the ids of references, of which a response has more. */
  private static @Nullable Object shown(Attributes attributes, String name) {
    Object value = attributes.get(name);
    References references = value instanceof Map<?, ?> ? attributes.getReferences(name) : null;
    List<String> ids = references == null ? List.of() : references.getIds();
    return references == null ? value : ids.size() < 2 ? String.join("", ids) : ids;
  }

  private void add(String column, @Nullable Object value, Map<String, String> cells) {
    columns.add(column);
    if (value == null) {
      return;
    }
    ColumnType type =
        value instanceof Boolean
            ? ColumnType.BOOLEAN
            : value instanceof Number ? ColumnType.DECIMAL : ColumnType.TEXT;
    types.merge(column, type, (a, b) -> a == b ? a : ColumnType.TEXT);
    boolean isNested = value instanceof Map<?, ?> || value instanceof List<?>;
    if (isNested) {
      nested.add(column);
    }
    String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    cells.put(column, isNested ? FreeFormJson.ADAPTER.toJson(value) : text);
  }

  private void writeTable(BufferedReader cells, Writer out) throws IOException, CannotRunException {
    List<String> names = List.copyOf(columns);
    List<ColumnType> all =
        names.stream().map(name -> types.getOrDefault(name, ColumnType.TEXT)).toList();
    List<String> header = new ArrayList<>(names);
    header.replaceAll(SpreadsheetCells::guarded);
    header.add(Columns.EXPORT);
    String typed = ReportTypes.name(names, all);
    if (typed != null) {
      header.add(typed);
    }
    CsvWriter table = CsvWriter.builder().quoteStrategy(FailedRows.QUOTED).build(out);
    table.writeRecord(header);
    for (String line = temporary(cells::readLine);
        line != null;
        line = temporary(cells::readLine)) {
      Map<?, ?> row = (Map<?, ?>) FreeFormJson.ADAPTER.fromJson(line);
      List<String> texts = new ArrayList<>();
      for (String column : names) {
        Object text = row == null ? null : row.get(column);
        texts.add(text == null ? "" : ExactText.guarded(text.toString()));
      }
      texts.addAll(Collections.nCopies(header.size() - names.size(), ""));
      table.writeRecord(texts);
    }
    table.flush();
  }
}
