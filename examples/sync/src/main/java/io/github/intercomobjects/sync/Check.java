package io.github.intercomobjects.sync;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.ObjectList;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.UnsupportedVersionException;
import io.github.intercomobjects.WorkspaceCheck;
import io.github.intercomobjects.sync.InputOptions.Input;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a source, its mapping and a workspace fit together, before anything is written. All
 * calls only read. Used once.
 */
final class Check {
  /** What the help centre names for each type. */
  static final long DEFAULT_RECORD_LIMIT = 100_000;

  /** So many contacts of the source are looked up. */
  private static final int SAMPLE = 10;

  /** So many bad rows are told. */
  private static final int BAD_ROWS_SHOWN = 5;

  private final RowSource source;
  private final Columns columns;
  private final Mapping mapping;
  private final Intercom intercom;
  private final Failures failures;
  private final long recordLimit;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param recordLimit how many objects the type may have
   */
  Check(Input input, Intercom intercom, Failures failures, long recordLimit) {
    this.source = input.source();
    this.columns = input.columns();
    this.mapping = input.mapping();
    this.intercom = intercom;
    this.failures = failures;
    this.recordLimit = recordLimit;
  }

  /** How bad it is. */
  enum Level {
    OK,
    /** A run may do less than is expected of it. */
    WARNING,
    /** A run cannot succeed. */
    MISTAKE
  }

  /**
   * What was found about one thing.
   *
   * @param what was looked at
   */
  record Finding(Level level, String what, String text) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%-8s %s: %s", level.name().toLowerCase(Locale.ROOT), what, text);
    }
  }

  /**
   * What takes one call, for a token that was used already: type, attributes and record limit.
   *
   * @param rows how many the source has
   */
  List<Finding> type(long rows) {
    lookAtType(rows);
    return List.copyOf(findings);
  }

  /**
   * Everything: reads the source to its end, and looks some of its contacts up.
   *
   * @param seen for the keys of all rows
   * @param contacts finds them; not asked without a contact column
   */
  List<Finding> all(Scratch seen, ContactResolver contacts) {
    Set<ContactKey> sample = new LinkedHashSet<>();
    long rows = rows(seen, sample);
    if (rows >= 0 && token()) {
      lookAtType(rows);
      if (mapping.contact() != null) {
        contacts(contacts, sample);
      }
    }
    return List.copyOf(findings);
  }

  private void add(Level level, String what, String text) {
    findings.add(new Finding(level, what, text));
  }

  /** Returns how many rows there are; -1 if they cannot be read to the end. */
  private long rows(Scratch seen, Set<ContactKey> sample) {
    RowReader reader = new RowReader(columns, seen);
    long rows = 0;
    long bad = 0;
    try (CloseableIterator<RawRow> all = source.rows()) {
      while (all.hasNext()) {
        RawRow raw = all.next();
        rows++;
        try {
          ContactKey contact = reader.read(raw).contact();
          if (contact != null && sample.size() < SAMPLE) {
            sample.add(contact);
          }
        } catch (BadRowException e) {
          bad++;
          if (bad <= BAD_ROWS_SHOWN) {
            add(Level.WARNING, raw.place().toString(), e.reason());
          }
        }
      }
    } catch (CannotRunException e) {
      add(Level.MISTAKE, "source", e.text());
      return -1;
    } catch (CannotGoOnException e) {
      add(Level.MISTAKE, "source", e.cannotRun().text());
      return -1;
    }
    add(
        bad == 0 ? Level.OK : Level.WARNING,
        "source",
        Report.counted(rows, "row")
            + " of "
            + source.name()
            + (bad == 0 ? "" : ", of which " + bad + " will fail")
            + "; key is "
            + columns.keyName()
            + ", attributes are "
            + columns.attributes().stream()
                .map(a -> a.name() + " (" + a.type().label() + ")")
                .toList());
    return rows;
  }

  /** Whether anything else can be asked. */
  private boolean token() {
    try {
      WorkspaceCheck check = intercom.newBuilder().maxAttempts(1).build().check();
      failures.answered();
      add(check.isRightRegion() ? Level.OK : Level.WARNING, "token", check.toString());
      return true;
    } catch (AuthenticationException e) {
      return refused("token", e);
    } catch (UnsupportedVersionException e) {
      return refused("version", e);
    } catch (ApiException e) {
      failures.answered();
      add(Level.WARNING, "token", "it may not ask for its workspace: " + e.getMessage());
      return true;
    } catch (IntercomException e) {
      return refused("token", e);
    }
  }

  private boolean refused(String what, IntercomException e) {
    String reason;
    try {
      reason = failures.reason(e);
    } catch (CannotRunException cannotRun) {
      reason = cannotRun.text();
    }
    add(Level.MISTAKE, what, reason);
    return false;
  }

  private void lookAtType(long rows) {
    ApiVersion version = intercom.getVersion();
    if (version != null && version.compareTo(ApiVersion.V2_16) < 0) {
      add(
          Level.WARNING,
          "version",
          version
              + " does not list objects, so that type and attributes are not checked; 2.16 does");
      limit(rows, null);
      return;
    }
    ObjectList.Page<Attributes> page;
    try {
      page =
          intercom
              .customObjects(ObjectType.untyped(mapping.type()))
              .list()
              .pages()
              .findFirst()
              .orElseThrow();
    } catch (NotFoundException e) {
      add(Level.MISTAKE, "type", Failures.unknownType(mapping.type(), e).text());
      return;
    } catch (IllegalArgumentException e) {
      add(Level.MISTAKE, "type", String.valueOf(e.getMessage()));
      return;
    } catch (IntercomException e) {
      refused("type", e);
      return;
    }
    Long total = page.getTotalCount();
    add(
        Level.OK,
        "type",
        mapping.type() + (total == null ? "" : " with " + Report.counted(total, "object")));
    new AttributesCheck(columns, mapping, findings::add)
        .compare(page.getObjects().stream().map(CustomObject::getAttributes).toList());
    limit(rows, total);
  }

  /**
   * @param total how many objects there are; null where that is not known
   */
  private void limit(long rows, @Nullable Long total) {
    String limit =
        String.format(
            Locale.ROOT,
            "the limit of %,d for a type (--record-limit, if yours is another)",
            recordLimit);
    if (rows > recordLimit) {
      add(
          Level.MISTAKE,
          "record limit",
          Report.counted(rows, "row")
              + " are more than "
              + limit
              + "; leave out what agents need not see");
    } else if (total != null && total + rows > recordLimit) {
      add(
          Level.WARNING,
          "record limit",
          Report.counted(total, "object")
              + " and "
              + Report.counted(rows, "row")
              + " are more than "
              + limit
              + ", unless enough of the rows are objects already");
    } else {
      add(Level.OK, "record limit", Report.counted(rows, "row") + ", within " + limit);
    }
  }

  private void contacts(ContactResolver contacts, Set<ContactKey> sample) {
    if (sample.isEmpty()) {
      add(Level.WARNING, "contacts", "no row names one, so that nothing will be linked");
      return;
    }
    int found = 0;
    List<String> missing = new ArrayList<>();
    for (ContactKey key : sample) {
      try {
        ContactResolver.Resolved resolved = contacts.resolve(key);
        if (resolved.id() == null) {
          missing.add(String.valueOf(resolved.reason()));
        } else {
          found++;
        }
      } catch (CannotRunException e) {
        add(Level.MISTAKE, "contacts", e.text());
        return;
      }
    }
    String by = mapping.contactBy().inWords();
    if (missing.isEmpty()) {
      add(
          Level.OK,
          "contacts",
          "the first " + Report.counted(found, "contact") + " are found by " + by);
    } else {
      add(
          found == 0 ? Level.MISTAKE : Level.WARNING,
          "contacts",
          missing.size()
              + " of the first "
              + sample.size()
              + " cannot be linked to, and their rows will fail: "
              + missing.get(0)
              + (found == 0 ? "; see whether --contact-by is right" : ""));
    }
  }
}
