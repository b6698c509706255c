package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace holds, for those who ask in Java: a question about what is not there is refused
 * with an {@link IllegalArgumentException}. Runs under the workspace's lock.
 */
final class WorkspaceLook {
  private final Settings settings;
  private final State state;

  WorkspaceLook(Settings settings, State state) {
    this.settings = settings;
    this.state = state;
  }

  ObjectTypeDefinition type(String type) {
    return table(type).type();
  }

  List<StoredInstance> instances(String type) {
    InstanceTable table = table(type);
    List<StoredInstance> instances = new ArrayList<>(table.size());
    for (String id : table.ids()) {
      find(table, table.byId(id)).ifPresent(instances::add);
    }
    return List.copyOf(instances);
  }

  Optional<StoredInstance> instance(String type, String externalId) {
    InstanceTable table = table(type);
    return find(table, table.byExternalId(externalId));
  }

  List<String> links(String parentKind, String parentId, String attribute) {
    ParentAttributes parent = parent(parentKind, parentId);
    Reference relationship = parent.relationships().get(attribute);
    if (relationship == null) {
      throw new IllegalArgumentException(
          "No relationship attribute '"
              + attribute
              + "' on a "
              + parentKind
              + "; there are "
              + parent.relationships().keySet());
    }
    return state.existing(relationship.target(), parent.links(attribute));
  }

  List<String> referencing(String type, String parentKind, String parentId) {
    parent(parentKind, parentId);
    return state.associated(table(type), parentKind, parentId);
  }

  private Optional<StoredInstance> find(InstanceTable table, @Nullable StoredInstance instance) {
    return Optional.ofNullable(instance).map(stored -> state.current(table, stored));
  }

  ContactRecord contact(String id) {
    ContactRecord contact = state.contacts().byId(id);
    if (contact == null) {
      throw new IllegalArgumentException("No contact with the id '" + id + "'");
    }
    return contact;
  }

  private ParentAttributes parent(String parentKind, String parentId) {
    ParentAttributes parent = state.parentAttributes(parentKind, parentId);
    if (parent == null) {
      throw new IllegalArgumentException("No " + parentKind + " with the id '" + parentId + "'");
    }
    return parent;
  }

  private InstanceTable table(String type) {
    InstanceTable table = state.table(type);
    if (table == null) {
      throw new IllegalArgumentException(
          "No object type '" + type + "'; there are " + settings.types().keySet());
    }
    return table;
  }
}
