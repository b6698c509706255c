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
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** All objects of a type as text. An instance is used once. */
final class Export {
  private static final String KEY = "external_id";
  private static final List<String> FIELDS =
      List.of(KEY, "external_created_at", "external_updated_at");

  private final CustomObjects<Attributes> objects;
  private final Progress progress;
  private final BooleanSupplier stop;

  /** The types of the columns, which are known when all objects were read. */
  private final Map<String, ColumnType> types = new LinkedHashMap<>();

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
    FIELDS.forEach(field -> types.put(field, ColumnType.TEXT));
  }

  /** The format of an export. */
  enum Format {
    /** A row for each object, which sync can read. */
    CSV,
    /** Each object as Intercom sent it, in a line of JSON. */
    JSONL
  }

  long count() {
    return count;
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
      return;
    }
    // The columns are known only after the last object.
    try (FileChannel copy = Spool.create()) {
      Writer cells = new BufferedWriter(Channels.newWriter(copy, StandardCharsets.UTF_8));
      list(object -> cells.write(FreeFormJson.ADAPTER.toJson(cells(object)) + "\n"));
      cells.flush();
      copy.position(0);
      writeTable(new BufferedReader(Channels.newReader(copy, StandardCharsets.UTF_8)), out);
    }
  }

  private interface Use {
    void accept(CustomObject<Attributes> object) throws IOException;
  }

  private void list(Use use) throws IOException, CannotRunException {
    Set<String> seen = new HashSet<>();
    long first = -1;
    long total = 0;
    boolean isReduced = false;
    Iterator<Page<Attributes>> pages = objects.list().pages().iterator();
    while (pages.hasNext()) {
      Page<Attributes> page = pages.next();
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

  /** Returns the cells of an object by their columns, without empty ones. */
  private Map<String, String> cells(CustomObject<Attributes> object) {
    Map<String, String> cells = new LinkedHashMap<>();
    Attributes attributes = object.getAttributes();
    attributes.toMap().forEach((name, value) -> add(name, shown(attributes, name, value), cells));
    add(KEY, object.getExternalId(), cells);
    add(FIELDS.get(1), object.getExternalCreatedAt(), cells);
    add(FIELDS.get(2), object.getExternalUpdatedAt(), cells);
    return cells;
  }

  /** Returns the value to show: the ids of references, of which a response has more. */
  private static @Nullable Object shown(
      Attributes attributes, String name, @Nullable Object value) {
    References references = value instanceof Map<?, ?> ? attributes.getReferences(name) : null;
    if (references == null) {
      return value;
    }
    List<String> ids = references.getIds();
    return ids.isEmpty() ? null : ids.size() == 1 ? ids.get(0) : ids;
  }

  private void add(String name, @Nullable Object value, Map<String, String> cells) {
    if (value == null) {
      types.putIfAbsent(name, ColumnType.ANY);
      return;
    }
    types.merge(name, type(value), Export::common);
    cells.put(
        name,
        value instanceof BigDecimal number
            ? number.toPlainString()
            : value instanceof Map<?, ?> || value instanceof List<?>
                ? FreeFormJson.ADAPTER.toJson(value)
                : value.toString());
  }

  private static ColumnType type(Object value) {
    return value instanceof Boolean
        ? ColumnType.BOOLEAN
        : value instanceof BigDecimal
            ? ColumnType.DECIMAL
            : value instanceof Number ? ColumnType.NUMBER : ColumnType.TEXT;
  }

  private static ColumnType common(ColumnType a, ColumnType b) {
    Set<ColumnType> both = Set.copyOf(List.of(a, b));
    return both.size() == 1 || b == ColumnType.ANY
        ? a
        : a == ColumnType.ANY
            ? b
            : both.equals(Set.of(ColumnType.DECIMAL, ColumnType.NUMBER))
                ? ColumnType.DECIMAL
                : ColumnType.TEXT;
  }

  private void writeTable(BufferedReader cells, Writer out) throws IOException {
    types.replaceAll((name, type) -> type == ColumnType.ANY ? ColumnType.TEXT : type);
    List<String> columns = List.copyOf(types.keySet());
    List<String> header = new ArrayList<>(columns);
    header.replaceAll(SpreadsheetCells::guarded);
    header.add(Columns.EXPORT);
    String typed = ReportTypes.name(columns, List.copyOf(types.values()));
    if (typed != null) {
      header.add(typed);
    }
    CsvWriter table = CsvWriter.builder().quoteStrategy(FailedRows.QUOTED).build(out);
    table.writeRecord(header);
    for (String line = cells.readLine(); line != null; line = cells.readLine()) {
      Map<?, ?> row = (Map<?, ?>) FreeFormJson.ADAPTER.fromJson(line);
      List<String> texts = new ArrayList<>();
      for (String column : columns) {
        Object text = row == null ? null : row.get(column);
        texts.add(text == null ? "" : SpreadsheetCells.guarded(text.toString()));
      }
      for (int i = texts.size(); i < header.size(); i++) {
        texts.add("");
      }
      table.writeRecord(texts);
    }
    table.flush();
  }
}
