package io.github.intercomobjects.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The mapping file that the rows of a source suggest, with comments. */
final class Proposal {
  private static final Pattern KEY =
      Pattern.compile("(?i)(external[_ -]?)?(id|key|uuid|number|no|nr|nummer|sku|code|ref)");
  private static final Pattern CONTACT =
      Pattern.compile(
          "(?i)(customer|client|contact|user|buyer|account|member|person|owner|subscriber|kunden?)"
              + "[_ -]?(external[_ -]?)?(id|uuid|no|nr|number|nummer|key|ref)");
  private static final Pattern CREATED =
      Pattern.compile(
          "(?i)(external_)?(created|placed|ordered|inserted|purchased|booked)([_ -]?(at|on|date))?"
              + "|(order|creation|purchase)[_ -]?(date|time)|date[_ -]?(created|placed)");
  private static final Pattern UPDATED =
      Pattern.compile(
          "(?i)(external_|last_?)?(updated?|upd|modified|changed)([_ -]?(at|on|date))?"
              + "|date[_ -]?(updated|modified)");
  private static final Set<ColumnType> TIMES = Set.of(ColumnType.DATE, ColumnType.DATETIME);
  private static final Set<ColumnType> KEYS =
      Set.of(ColumnType.TEXT, ColumnType.NUMBER, ColumnType.ANY);
  private static final int STRONG = 3;
  private static final int WEAK = 2;

  private final SampledSource source;
  private final String type;
  private final Map<String, Object> json = new LinkedHashMap<>();
  private final List<String> comments = new ArrayList<>();

  /** The columns without a role. */
  private final List<SampledColumn> free;

  /**
   * @param file the mapping file
   * @throws CannotRunException if no column can be the key
   */
  Proposal(SampledSource source, String type, Path file) throws CannotRunException {
    this.source = source;
    this.type = type;
    this.free = new ArrayList<>(source.columns());
    json.put("type", type);
    json.put("source", source(file));
    String decoded = source.decoded();
    if (decoded != null) {
      comments.add(
          "doubt: encoding: the file is not UTF-8; windows-1252 reads a cell as "
              + Printable.cell(decoded));
    }
    putKey();
    putTime("created_at", CREATED);
    putTime("updated_at", UPDATED);
    putCells();
    putContact();
    Map<String, Object> attributes = new LinkedHashMap<>();
    free.forEach(column -> attributes.put(column.name, column.attribute()));
    json.put("attributes", attributes);
    for (SampledColumn column : source.columns()) {
      String comment = column.comment();
      if (comment != null) {
        comments.add(comment);
      }
    }
    if (!source.unsent().isEmpty()) {
      comments.add(
          "not sent: "
              + source.unsent()
              + ", which are empty, share their name, or hold bytes or structures");
    }
  }

  private void putKey() throws CannotRunException {
    List<SampledColumn> ranked = new ArrayList<>(free);
    ranked.removeIf(one -> !KEYS.contains(one.type()) && !one.areWhole());
    ranked.sort(Comparator.comparing(one -> -rank(one)));
    if (ranked.isEmpty()) {
      throw new CannotRunException(
          source.name() + " has no column of texts or whole numbers; add one that can be the key");
    }
    SampledColumn key = ranked.remove(0);
    free.remove(key);
    json.put("key", key.name);
    ranked.removeIf(one -> one.noKeys > 0);
    String unique =
        ranked.isEmpty() ? "no column identifies" : "only " + names(ranked) + " identify";
    ranked.removeIf(one -> rank(one) < Math.min(rank(key), WEAK + WEAK));
    if (key.noKeys > 0) {
      comments.add(
          "doubt: key: "
              + (unique + " each row; ")
              + Report.counted(key.noKeys, "row")
              + (" or more have no " + key.name)
              + " of their own");
    } else if (!ranked.isEmpty()) {
      comments.add("doubt: key: " + names(ranked) + " and " + key.name + " each identify a row");
    } else if (rank(key) < WEAK + WEAK) {
      comments.add("doubt: key: " + key.name + " identifies each row, but is not named like a key");
    }
  }

  private static List<String> names(List<SampledColumn> columns) {
    return columns.stream().map(column -> column.name).toList();
  }

  /** Returns how likely a column is the key. */
  private int rank(SampledColumn column) {
    String name = column.name.replaceFirst("(?i)^" + Pattern.quote(type) + "s?[_ -]?", "");
    boolean isContact = CONTACT.matcher(column.name).matches() || column.areEmails();
    int byName =
        isContact ? -1 : KEY.matcher(name).matches() ? STRONG : column.isIdentifier ? WEAK : 0;
    return byName + (column.noKeys == 0 ? WEAK : column.mayBeKey() ? 0 : -STRONG * STRONG);
  }

  private void putTime(String role, Pattern name) {
    SampledColumn times =
        take(one -> name.matcher(one.name).matches() && TIMES.contains(one.type()));
    if (times != null) {
      json.put(role, times.role());
    }
  }

  /** Adds the settings of all cells. */
  private void putCells() {
    List<SampledColumn> local = new ArrayList<>(source.columns());
    local.removeIf(column -> !column.needsZone());
    if (!local.isEmpty()) {
      json.put("zone", "UTC");
      comments.add(
          "doubt: zone: no offset is in "
              + String.join(", ", names(local))
              + ", so its times are taken for UTC");
    }
    Set<String> nulls = new TreeSet<>();
    source.columns().forEach(column -> nulls.addAll(column.nulls()));
    if (!nulls.isEmpty()) {
      json.put("null", List.copyOf(nulls));
      List<SampledColumn> texts = new ArrayList<>(source.columns());
      texts.removeIf(column -> !column.areTextsWith(nulls));
      comments.add(
          texts.isEmpty()
              ? "null: a cell with one of these texts is empty, in all columns"
              : "doubt: null: these texts would also mean empty cells in "
                  + names(texts)
                  + ", which have texts");
    }
  }

  private void putContact() {
    SampledColumn byId = take(one -> CONTACT.matcher(one.name).matches());
    SampledColumn contact = byId == null ? take(SampledColumn::areEmails) : byId;
    if (contact != null) {
      String by = byId == null ? "email" : "external_id";
      Map<String, Object> found = new LinkedHashMap<>(Map.of("column", contact.name));
      found.put("by", by);
      json.put("contact", found);
      comments.add("doubt: contact: " + contact.name + " is taken for the " + by + " of contacts");
      boolean isTaken = names(free).contains(Mapping.DEFAULT_REFERENCE);
      json.put("link", Map.of("reference", isTaken ? "linked_contact" : Mapping.DEFAULT_REFERENCE));
    }
  }

  private @Nullable SampledColumn take(Predicate<SampledColumn> role) {
    SampledColumn taken = free.stream().filter(role).findFirst().orElse(null);
    free.remove(taken);
    return taken;
  }

  private Map<String, Object> source(Path file) {
    SourceSettings all = source.settings();
    Map<String, Object> given = new LinkedHashMap<>();
    if (all.csv() != null) {
      // The system follows a link before it goes up.
      Path folder = Objects.requireNonNull(inRealFolder(file).getParent());
      Path csv = inRealFolder(all.csv());
      boolean isNear = Objects.equals(folder.getRoot(), csv.getRoot());
      given.put("csv", (isNear ? folder.relativize(csv) : csv).toString());
    }
    put(given, "separator", all.separator());
    put(given, "quote", all.quote());
    put(given, "escape", all.escape());
    put(given, "encoding", all.encoding());
    put(given, "jdbc", all.jdbc());
    put(given, "query", all.query());
    put(given, "cursor", all.cursor());
    return given;
  }

  /** Returns the path of a file without links to folders. A link to a file keeps its name. */
  private static Path inRealFolder(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      return Objects.requireNonNull(file.toAbsolutePath().getParent())
          .toRealPath()
          .resolve(Objects.requireNonNull(absolute.getFileName()));
    } catch (IOException e) {
      return absolute;
    }
  }

  private static void put(Map<String, Object> given, String name, @Nullable Object value) {
    if (value != null) {
      given.put(name, value.toString());
    }
  }

  /** Returns what only the user can decide. */
  List<String> doubts() {
    return comments.stream().filter(comment -> comment.startsWith("doubt: ")).toList();
  }

  /** Returns the text of the mapping file. */
  String text() {
    StringBuilder text =
        new StringBuilder("// Proposed from " + Printable.line(source.name()) + "\n");
    comments.forEach(one -> text.append("// ").append(Printable.line(one)).append('\n'));
    return text + PrintableJson.lines(json) + "\n";
  }
}
