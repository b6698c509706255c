package io.github.intercomobjects.sync;

import io.github.intercomobjects.Associations.Linked;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.Upserted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Links by an attribute of the contact, with one call per contact when all rows are stored.
 *
 * <p>The call replaces what the contact was linked to. A contact of which a row failed is therefore
 * left as it is: the object of that row may be linked to it from before, and would be detached.
 */
final class LinkByContact implements Linking {
  private final CustomObjects<?> objects;
  private final String attribute;
  private final Tally tally;
  private final Failures failures;
  private final Map<String, Group> groups = new LinkedHashMap<>();

  LinkByContact(CustomObjects<?> objects, String attribute, Tally tally, Failures failures) {
    this.objects = objects;
    this.attribute = attribute;
    this.tally = tally;
    this.failures = failures;
  }

  /** The rows of one contact. */
  private static final class Group {
    final TreeMap<Long, String> objectIdByLine = new TreeMap<>();
    @Nullable String contactId;
    long failedLine;
  }

  @Override
  public Attributes attributes(Row row, @Nullable String contactId) {
    return row.attributes();
  }

  @Override
  public synchronized void stored(Row row, @Nullable String contactId, Upserted<?> saved) {
    if (row.contact() != null && contactId != null) {
      Group group = groups.computeIfAbsent(row.contact().value(), c -> new Group());
      group.contactId = contactId;
      group.objectIdByLine.put(row.place().number(), saved.getId());
    }
  }

  @Override
  public synchronized void failed(long line, String contact) {
    groups.computeIfAbsent(contact, c -> new Group()).failedLine = line;
  }

  @Override
  public void finish(Workers workers, Progress progress) throws CannotRunException {
    // All rows are done, so nothing is added to the groups any more.
    progress.begin("linking", "contacts", groups.size());
    for (Map.Entry<String, Group> entry : groups.entrySet()) {
      Group group = entry.getValue();
      String contactId = group.contactId;
      if (contactId == null) {
        // None of its rows was stored.
        progress.step();
      } else if (!workers.submit(
          () -> {
            link(entry.getKey(), contactId, group);
            progress.step();
          })) {
        break;
      }
    }
    workers.await();
  }

  private void link(String contact, String contactId, Group group) throws CannotRunException {
    List<String> ids = new ArrayList<>(group.objectIdByLine.values());
    long line = group.objectIdByLine.firstKey();
    if (group.failedLine > 0) {
      tally.notLinked(
          line,
          contact,
          ids.size(),
          "line "
              + group.failedLine
              + " failed, and replacing the links could detach the object that it names");
      return;
    }
    try {
      Linked linked = objects.associations(Parent.contact(contactId), attribute).replace(ids);
      failures.answered();
      int missing = linked.getMissingIds().size();
      tally.linked(ids.size() - missing);
      if (missing > 0) {
        tally.notLinked(
            line, contact, missing, "Intercom did not keep the links to " + linked.getMissingIds());
      }
    } catch (IntercomException e) {
      tally.notLinked(line, contact, ids.size(), failures.reason(e));
    }
  }
}
