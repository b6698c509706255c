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
import io.github.intercomobjects.sync.ContactResolver.Resolved;
import io.github.intercomobjects.sync.Finding.Level;
import io.github.intercomobjects.sync.InputOptions.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The check that a workspace fits a source and its mapping. All calls are reads. */
final class Check {
  private static final String TRY = "; --probe stores one object, and deletes it again";

  private final Columns columns;
  private final Mapping mapping;
  private final Intercom intercom;
  private final Failures failures;
  private final RecordLimit limit;
  private final Consumer<Finding> findings;
  private @Nullable Long objects;

  /**
   * Creates a check.
   *
   * @param findings receives the results
   */
  Check(
      Input input,
      Intercom intercom,
      Failures failures,
      RecordLimit limit,
      Consumer<Finding> findings) {
    this.columns = input.columns();
    this.mapping = input.mapping();
    this.intercom = intercom;
    this.failures = failures;
    this.limit = limit;
    this.findings = findings;
  }

  /** Returns the number of objects after {@link #type}; null if it is not known. */
  @Nullable Long objects() {
    return objects;
  }

  private void add(Level level, String what, String text) {
    findings.accept(new Finding(level, what, text));
  }

  /** Checks the token, and returns whether further calls can be sent. */
  boolean token() {
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
    add(Level.ERROR, what, failures.text(e));
    return false;
  }

  /**
   * Checks type, attributes and record limit, with one call. The token must have been checked.
   *
   * @param rows the number of rows of the source
   * @return whether the type may exist
   */
  boolean type(long rows) {
    ApiVersion version = intercom.getVersion();
    if (version != null && version.compareTo(ApiVersion.V2_16) < 0) {
      add(
          Level.WARNING,
          "version",
          version
              + " cannot list objects, so type and attributes are not checked; use version 2.16 or"
              + " later");
      findings.accept(limit.check(rows, null));
      return true;
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
      return false;
    } catch (IllegalArgumentException e) {
      add(Level.ERROR, "type", String.valueOf(e.getMessage()));
      return false;
    } catch (IntercomException e) {
      return addError("type", e);
    }
    Long total = page.getTotalCount();
    objects = total;
    add(
        Level.OK,
        "type",
        mapping.type() + (total == null ? "" : " with " + Report.counted(total, "object")));
    new AttributesCheck(columns, mapping, findings)
        .compare(page.getObjects().stream().map(CustomObject::getAttributes).toList());
    findings.accept(limit.check(rows, total));
    return true;
  }

  /** Looks up the first contacts, and returns the id of the first one; null if it has none. */
  @Nullable String contacts(RowsCheck.Rows rows, ContactResolver contacts) {
    if (rows.contacts().isEmpty()) {
      add(
          Level.WARNING,
          "contacts",
          rows.count() == rows.unread()
              ? "no row can be read, so no contact was looked up"
              : "no row "
                  + (rows.unread() == 0 ? "" : "that can be read ")
                  + "names a contact, so nothing will be linked");
      return null;
    }
    List<String> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    ContactKey first = rows.good() == null ? null : rows.good().contact();
    String firstId = null;
    for (ContactKey key : rows.contacts()) {
      try {
        Resolved resolved = contacts.resolve(key);
        if (resolved.id() == null) {
          missing.add(String.valueOf(resolved.reason()));
        } else {
          found.add(resolved.id());
          firstId = key.equals(first) ? resolved.id() : firstId;
        }
      } catch (CannotRunException e) {
        add(Level.ERROR, "contacts", e.text());
        return null;
      }
    }
    addContacts(rows, found.size(), missing);
    return firstId;
  }

  private void addContacts(RowsCheck.Rows rows, int found, List<String> missing) {
    if (missing.isEmpty()) {
      add(
          Level.OK,
          "contacts",
          (found == 1 ? "1 contact was" : "the first " + found + " contacts were")
              + " found by "
              + mapping.contactBy().displayName());
      return;
    }
    add(
        found == 0 ? Level.ERROR : Level.WARNING,
        "contacts",
        (rows.contacts().size() == 1
                ? "1 contact was not found, so its rows will fail: "
                : missing.size()
                    + " of the first "
                    + rows.contacts().size()
                    + " contacts not found, so their rows will fail: ")
            + missing.get(0)
            + (found == 0 ? "; check --contact-by" : ""));
  }

  /**
   * Reports what no call shows.
   *
   * @param written whether an object was sent
   * @param linked whether it was sent with a reference
   */
  void notVisible(boolean written, boolean linked) {
    List<String> texts =
        columns.attributes().stream()
            .filter(a -> a.type() == ColumnType.TEXT || a.type() == ColumnType.LIST)
            .map(Columns.Attribute::name)
            .toList();
    if (!texts.isEmpty()) {
      add(
          Level.NOT_VERIFIED,
          "options",
          "no call shows which of "
              + texts
              + " are lists, and with which options; Intercom drops a text that is not an option");
    }
    Mapping.Link link = mapping.link();
    if (mapping.contact() != null && link.onContact()) {
      add(
          Level.NOT_VERIFIED,
          "link",
          "no call shows whether "
              + link.attribute()
              + " of contacts refers to many objects of "
              + mapping.type()
              + "; check it under Settings > Data > Custom objects");
    } else if (mapping.contact() != null && !linked) {
      add(
          Level.NOT_VERIFIED,
          "link",
          "no call shows whether "
              + link.attribute()
              + " refers to one contact"
              + (written ? "" : TRY));
    }
    if (!written) {
      add(Level.NOT_VERIFIED, "writing", "no call shows whether the token may write" + TRY);
    }
  }
}
