package io.github.intercomobjects.sync;

import io.github.intercomobjects.Associations.Linked;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.sync.SyncState.Links;
import io.github.intercomobjects.sync.WantedLinks.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The links in Intercom that the state file may lack, because it was deleted, replaced by an older
 * one, or created after the objects. They are read before the links of a contact are replaced.
 */
final class UnknownLinks {
  private static final int IDS_SHOWN = 3;

  private final CustomObjects<?> objects;
  private final String attribute;
  private final SyncState state;
  private final RunLinks run;

  UnknownLinks(CustomObjects<?> objects, String attribute, SyncState state, RunLinks run) {
    this.objects = objects;
    this.attribute = attribute;
    this.state = state;
    this.run = run;
  }

  /**
   * The present links of a contact.
   *
   * @param ids Intercom's ids of the objects; empty if the state file has them
   * @param problem why they cannot be known; null if they are
   */
  record Present(Set<String> ids, @Nullable String problem) {}

  /** Reads the links of a contact, unless the state file has all of them. */
  Present read(String contactId, Wanted wanted) {
    if (!mayLackLinks(wanted)) {
      return new Present(Set.of(), null);
    }
    Parent contact = Parent.contact(contactId);
    // The list has all of them, but also objects that refer to the contact themselves.
    Set<String> listed = Set.copyOf(objects.list(contact).ids());
    List<String> others = new ArrayList<>(listed);
    others.removeIf(run::hasObject);
    if (others.isEmpty()) {
      return new Present(listed, null);
    }
    Linked shown = objects.associations(contact, attribute).assumeComplete().read();
    others.removeAll(shown.getIds());
    return others.isEmpty()
        ? new Present(Set.copyOf(shown.getIds()), null)
        : new Present(Set.of(), problem(others));
  }

  private boolean mayLackLinks(Wanted wanted) {
    return !run.isEachObjectKnown()
        || wanted.idsByName().keySet().stream().anyMatch(this::isUncertain);
  }

  /** Returns whether a change was started, or the contact has another id than before. */
  private boolean isUncertain(String name) {
    Links links = state.links(name);
    return links != null && !links.certain();
  }

  private static String problem(List<String> others) {
    return Report.counted(others.size(), "object")
        + " without a row may be linked to it, and Intercom does not show all of its links, so"
        + " replacing them could remove some; use the state file of the earlier runs, or add the"
        + " rows of the objects with the ids "
        + String.join(", ", others.subList(0, Math.min(IDS_SHOWN, others.size())))
        + (others.size() > IDS_SHOWN ? ", …" : "");
  }
}
