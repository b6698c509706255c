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
 * The check that a source, its mapping and a workspace fit together. All calls are reads. An
 * instance is used once.
 */
final class Check {
  /** The limit per type that the help centre documents. */
  static final long DEFAULT_RECORD_LIMIT = 100_000;

  /** The number of contacts that are looked up. */
  private static final int MAX_CONTACTS = 10;

  /** The number of bad rows that are listed. */
  private static final int MAX_BAD_ROWS = 5;

  private final RowSource source;
  private final Columns columns;
  private final Mapping mapping;
  private final Intercom intercom;
  private final Failures failures;
  private final long recordLimit;
  private final List<Finding> findings = new ArrayList<>();

  /** The number of rows whose cells do not fit the columns, so that their contact is not known. */
  private long unread;

  /**
   * @param recordLimit the number of objects that the type may have
   */
  Check(Input input, Intercom intercom, Failures failures, long recordLimit) {
    this.source = input.source();
    this.columns = input.columns();
    this.mapping = input.mapping();
    this.intercom = intercom;
    this.failures = failures;
    this.recordLimit = recordLimit;
  }

  /** The severity of a finding. */
  enum Level {
    OK,
    /** A run may do less than expected. */
    WARNING,
    /** A run cannot succeed. */
    ERROR
  }

  /**
   * A result of the check.
   *
   * @param what the subject that was checked
   */
  record Finding(Level level, String what, String text) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%-8s %s: %s", level.name().toLowerCase(Locale.ROOT), what, text);
    }
  }

  /**
   * Checks type, attributes and record limit, with one call. The token must have been checked.
   *
   * @param rows the number of rows of the source
   */
  List<Finding> type(long rows) {
    checkType(rows);
    return List.copyOf(findings);
  }

  /**
   * Checks everything: reads all rows of the source, and looks up some of its contacts.
   *
   * @param seen records the keys of all rows
   * @param contacts looks up contacts; not used without a contact column
   */
  List<Finding> all(Scratch seen, ContactResolver contacts) {
    Set<ContactKey> sample = new LinkedHashSet<>();
    long rows = checkRows(seen, sample);
    if (rows >= 0 && checkToken()) {
      checkType(rows);
      if (mapping.contact() != null) {
        checkContacts(contacts, sample, rows);
      }
    }
    return List.copyOf(findings);
  }

  /** Returns the warning for a source without rows. */
  static Finding noRows(RowSource source) {
    return new Finding(
        Level.WARNING,
        "source",
        source.name() + " has no rows; check that its export has not failed");
  }

  private void add(Level level, String what, String text) {
    findings.add(new Finding(level, what, text));
  }

  /** Returns the number of rows; -1 if they cannot be read to the end. */
  private long checkRows(Scratch seen, Set<ContactKey> sample) {
    RowReader reader = new RowReader(columns, seen);
    long rows = 0;
    long bad = 0;
    try (CloseableIterator<RawRow> all = source.rows()) {
      while (all.hasNext()) {
        RawRow raw = all.next();
        rows++;
        try {
          ContactKey contact = reader.read(raw).contact();
          if (contact != null && sample.size() < MAX_CONTACTS) {
            sample.add(contact);
          }
        } catch (BadRowException e) {
          bad++;
          unread += raw.cells().size() == columns.header().size() ? 0 : 1;
          ContactKey contact = e.contact();
          if (contact != null && sample.size() < MAX_CONTACTS) {
            sample.add(contact);
          }
          if (bad <= MAX_BAD_ROWS) {
            add(Level.WARNING, raw.location().toString(), e.reason());
          }
        }
      }
    } catch (CannotRunException e) {
      add(Level.ERROR, "source", e.text());
      return -1;
    } catch (DataAccessException e) {
      add(Level.ERROR, "source", e.toCannotRun().text());
      return -1;
    }
    if (rows == 0) {
      findings.add(noRows(source));
    }
    add(
        bad == 0 ? Level.OK : Level.WARNING,
        "source",
        Report.counted(rows, "row")
            + " of "
            + source.name()
            + (bad == 0 ? "" : ", of which " + bad + " will fail")
            + "; the key is "
            + columns.keyName()
            + ", the attributes are "
            + columns.attributes().stream()
                .map(a -> a.name() + " (" + a.type().label() + ")")
                .toList());
    return rows;
  }

  /** Returns whether further calls can be sent. */
  private boolean checkToken() {
    try {
      WorkspaceCheck check = intercom.newBuilder().maxAttempts(1).build().check();
      failures.responseReceived();
      add(check.isRightRegion() ? Level.OK : Level.WARNING, "token", check.toString());
      return true;
    } catch (AuthenticationException e) {
      return addError("token", e);
    } catch (UnsupportedVersionException e) {
      return addError("version", e);
    } catch (ApiException e) {
      failures.responseReceived();
      add(Level.WARNING, "token", "it may not read its workspace: " + e.getMessage());
      return true;
    } catch (IntercomException e) {
      return addError("token", e);
    }
  }

  private boolean addError(String what, IntercomException e) {
    String reason;
    try {
      reason = failures.reason(e);
    } catch (CannotRunException cannotRun) {
      reason = cannotRun.text();
    }
    add(Level.ERROR, what, reason);
    return false;
  }

  private void checkType(long rows) {
    ApiVersion version = intercom.getVersion();
    if (version != null && version.compareTo(ApiVersion.V2_16) < 0) {
      add(
          Level.WARNING,
          "version",
          version
              + " cannot list objects, so type and attributes are not checked; use version 2.16 or"
              + " later");
      checkLimit(rows, null);
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
      add(Level.ERROR, "type", Failures.unknownType(mapping.type(), e).text());
      return;
    } catch (IllegalArgumentException e) {
      add(Level.ERROR, "type", String.valueOf(e.getMessage()));
      return;
    } catch (IntercomException e) {
      addError("type", e);
      return;
    }
    Long total = page.getTotalCount();
    add(
        Level.OK,
        "type",
        mapping.type() + (total == null ? "" : " with " + Report.counted(total, "object")));
    new AttributesCheck(columns, mapping, findings::add)
        .compare(page.getObjects().stream().map(CustomObject::getAttributes).toList());
    checkLimit(rows, total);
  }

  /**
   * @param total the number of objects; null if it is not known
   */
  private void checkLimit(long rows, @Nullable Long total) {
    String limit =
        String.format(
            Locale.ROOT, "the limit of %,d per type (change it with --record-limit)", recordLimit);
    if (rows > recordLimit) {
      add(
          Level.ERROR,
          "record limit",
          Report.counted(rows, "row")
              + " exceed "
              + limit
              + "; remove rows that agents do not need");
    } else if (total != null && total + rows > recordLimit) {
      add(
          Level.WARNING,
          "record limit",
          Report.counted(total, "object")
              + " and "
              + Report.counted(rows, "row")
              + " together exceed "
              + limit
              + ", unless enough rows are objects already");
    } else {
      add(Level.OK, "record limit", Report.counted(rows, "row") + ", within " + limit);
    }
  }

  private void checkContacts(ContactResolver contacts, Set<ContactKey> sample, long rows) {
    if (sample.isEmpty()) {
      add(
          Level.WARNING,
          "contacts",
          rows == unread
              ? "no row can be read, so no contact was looked up"
              : "no row "
                  + (unread == 0 ? "" : "that can be read ")
                  + "names a contact, so nothing will be linked");
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
        add(Level.ERROR, "contacts", e.text());
        return;
      }
    }
    String by = mapping.contactBy().displayName();
    if (missing.isEmpty()) {
      add(
          Level.OK,
          "contacts",
          "the first " + Report.counted(found, "contact") + " were found by " + by);
    } else {
      add(
          found == 0 ? Level.ERROR : Level.WARNING,
          "contacts",
          missing.size()
              + " of the first "
              + Report.counted(sample.size(), "contact")
              + " not found, so their rows will fail: "
              + missing.get(0)
              + (found == 0 ? "; check --contact-by" : ""));
    }
  }
}
