package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queries of the Java API about the content of a workspace. They throw an {@link
 * IllegalArgumentException} if an object that they name does not exist. Runs under the workspace's
 * lock.
 */
final class WorkspaceQueries {
  private final Settings settings;
  private final State state;

  WorkspaceQueries(Settings settings, State state) {
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
          "A "
              + parentKind
              + " has no relationship attribute '"
              + attribute
              + "'; there are "
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
      throw new IllegalArgumentException("There is no contact with the id '" + id + "'");
    }
    return contact;
  }

  private ParentAttributes parent(String parentKind, String parentId) {
    ParentAttributes parent = state.parentAttributes(parentKind, parentId);
    if (parent == null) {
      throw new IllegalArgumentException(
          "There is no " + parentKind + " with the id '" + parentId + "'");
    }
    return parent;
  }

  private InstanceTable table(String type) {
    InstanceTable table = state.table(type);
    if (table == null) {
      throw new IllegalArgumentException(
          "There is no object type '" + type + "'; there are " + settings.types().keySet());
    }
    return table;
  }
}
