package io.github.intercomobjects.connect.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the workspace must hold after a sequence of changes: a map, with none of the code in use.
 */
final class Model {
  private final Map<String, Order> orders = new HashMap<>();
  private int deleted;

  synchronized void apply(Change change) {
    Order order = change.order();
    if (order == null) {
      orders.remove(change.number());
      deleted++;
    } else {
      orders.put(change.number(), order);
    }
  }

  synchronized int size() {
    return orders.size();
  }

  synchronized int deleted() {
    return deleted;
  }

  /**
   * Compares the objects of a workspace.
   *
   * @param contacts the ids of the contacts by their external ids
   */
  synchronized Comparison compare(Iterable<JsonNode> objects, Map<String, String> contacts) {
    Map<String, Order> left = new HashMap<>(orders);
    Comparison result = new Comparison();
    for (JsonNode object : objects) {
      result.objects++;
      String number = object.path("external_id").asText();
      Order order = left.remove(number);
      if (order == null) {
        (orders.containsKey(number) ? result.doubled : result.extra).add(number);
        continue;
      }
      JsonNode attributes = object.path("custom_attributes");
      if (order.status().equals(attributes.path("status").asText())
          && order.total() == attributes.path("total_amount").asDouble()) {
        result.current++;
      } else {
        result.stale.add(number);
      }
      if (customer(attributes).equals(contacts.get(order.customer()))) {
        result.linked++;
      } else {
        result.unlinked.add(number);
      }
    }
    result.missing.addAll(left.keySet());
    return result;
  }

  private static String customer(JsonNode attributes) {
    JsonNode reference = attributes.path("customer");
    JsonNode first = reference.path("instances").path(0);
    return first.isMissingNode() ? reference.path("id").asText() : first.path("id").asText();
  }

  /** The numbers of the orders that are not as they should be, by what is wrong, and counts. */
  static final class Comparison {
    final List<String> missing = new ArrayList<>();
    final List<String> extra = new ArrayList<>();
    final List<String> doubled = new ArrayList<>();
    final List<String> stale = new ArrayList<>();
    final List<String> unlinked = new ArrayList<>();
    int objects;
    int current;
    int linked;

    void add(Comparison other) {
      missing.addAll(other.missing);
      extra.addAll(other.extra);
      doubled.addAll(other.doubled);
      stale.addAll(other.stale);
      unlinked.addAll(other.unlinked);
      objects += other.objects;
      current += other.current;
      linked += other.linked;
    }

    boolean isEqual() {
      return missing.isEmpty()
          && extra.isEmpty()
          && doubled.isEmpty()
          && stale.isEmpty()
          && unlinked.isEmpty();
    }

    @Override
    public String toString() {
      return objects
          + " objects; missing "
          + shown(missing)
          + ", not deleted "
          + shown(extra)
          + ", doubled "
          + shown(doubled)
          + ", old version "
          + shown(stale)
          + ", not linked "
          + shown(unlinked);
    }

    private static String shown(List<String> numbers) {
      return numbers.size()
          + (numbers.isEmpty() ? "" : " " + numbers.subList(0, Math.min(5, numbers.size())));
    }
  }
}
