package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The instances of one type with their indexes. Guarded by the workspace's lock. */
final class InstanceTable {
  static final Comparator<String> OLDEST_FIRST = Comparator.comparingLong(Long::parseLong);

  private final ObjectTypeDefinition type;
  private final Map<String, StoredInstance> byId = new HashMap<>();
  private final Map<String, String> idByExternalId = new HashMap<>();
  // Ids increase, so appending keeps the order.
  private final List<String> oldestFirst = new ArrayList<>();
  private final Map<String, Set<String>> idsByReferenced = new HashMap<>();

  InstanceTable(ObjectTypeDefinition type) {
    this.type = type;
  }

  InstanceTable copy() {
    InstanceTable copy = new InstanceTable(type);
    copy.byId.putAll(byId);
    copy.idByExternalId.putAll(idByExternalId);
    copy.oldestFirst.addAll(oldestFirst);
    idsByReferenced.forEach((key, ids) -> copy.idsByReferenced.put(key, new HashSet<>(ids)));
    return copy;
  }

  ObjectTypeDefinition type() {
    return type;
  }

  int size() {
    return byId.size();
  }

  @Nullable StoredInstance byId(String id) {
    return byId.get(id);
  }

  @Nullable StoredInstance byExternalId(String externalId) {
    String id = idByExternalId.get(externalId);
    return id == null ? null : byId.get(id);
  }

  void put(StoredInstance next) {
    StoredInstance previous = byId.put(next.getId(), next);
    if (previous == null) {
      oldestFirst.add(next.getId());
      if (next.getExternalId() != null) {
        idByExternalId.put(next.getExternalId(), next.getId());
      }
    } else {
      unindexReferences(previous);
    }
    for (String key : referenced(next)) {
      idsByReferenced.computeIfAbsent(key, k -> new HashSet<>()).add(next.getId());
    }
  }

  void remove(StoredInstance instance) {
    byId.remove(instance.getId());
    if (instance.getExternalId() != null) {
      idByExternalId.remove(instance.getExternalId());
    }
    oldestFirst.remove(Collections.binarySearch(oldestFirst, instance.getId(), OLDEST_FIRST));
    unindexReferences(instance);
  }

  /** Returns a view of the ids of all instances, the oldest first. */
  List<String> ids() {
    return Collections.unmodifiableList(oldestFirst);
  }

  /** Returns the ids of the instances that refer to an object by their own attributes. */
  Set<String> referring(String target, String id) {
    return idsByReferenced.getOrDefault(key(target, id), Set.of());
  }

  private void unindexReferences(StoredInstance instance) {
    for (String key : referenced(instance)) {
      idsByReferenced.computeIfPresent(
          key,
          (k, ids) -> {
            ids.remove(instance.getId());
            return ids.isEmpty() ? null : ids;
          });
    }
  }

  private Set<String> referenced(StoredInstance instance) {
    Set<String> keys = new HashSet<>();
    for (Attribute attribute : type.attributes().values()) {
      if (attribute instanceof Reference reference) {
        for (String id : instance.references(reference)) {
          keys.add(key(reference.target(), id));
        }
      }
    }
    return keys;
  }

  private static String key(String target, String id) {
    return target + '/' + id;
  }
}
