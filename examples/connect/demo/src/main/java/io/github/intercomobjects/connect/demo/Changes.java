package io.github.intercomobjects.connect.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The changes of the orders of a shop, the same in every run. */
final class Changes {
  private static final List<String> STATUSES = List.of("processing", "shipped", "delivered");
  private static final int DELETED_OF = 25;
  private static final int RECREATED_OF = 100;
  private static final int NEAR = 300;

  private Changes() {}

  /**
   * Returns changes of orders: each is created, shipped and delivered; every 25th is deleted in the
   * end, and every 100th is created again after that.
   */
  static List<Change> of(int orders, int customers) {
    return of("ORDER-", orders, customers);
  }

  /**
   * Returns changes of orders whose numbers have a beginning of their own.
   *
   * @param beginning such as {@code "ORDER-"}
   */
  static List<Change> of(String beginning, int orders, int customers) {
    List<List<Change>> perOrder = new ArrayList<>();
    for (int i = 0; i < orders; i++) {
      perOrder.add(ofOrder(beginning + (10_000 + i), i, "customer-" + i % customers));
    }
    return interleaved(perOrder);
  }

  /** Returns how many orders are deleted and created again. */
  static int recreated(int orders) {
    return (orders + RECREATED_OF - 1) / RECREATED_OF;
  }

  private static List<Change> ofOrder(String number, int i, String customer) {
    List<Change> changes = new ArrayList<>();
    for (int version = 0; version < STATUSES.size(); version++) {
      // The total is different in each version, so that an old one is recognized.
      changes.add(
          new Change(number, new Order(STATUSES.get(version), i + version / 4.0, customer)));
    }
    if (i % DELETED_OF == 0) {
      changes.add(new Change(number, null));
    }
    if (i % RECREATED_OF == 0) {
      changes.add(new Change(number, new Order("processing", i + 0.75, customer)));
    }
    return changes;
  }

  /** Mixes the changes of orders near each other, and keeps the sequence of each order. */
  private static List<Change> interleaved(List<List<Change>> perOrder) {
    Random random = new Random(7);
    List<Change> all = new ArrayList<>();
    for (int from = 0; from < perOrder.size(); from += NEAR) {
      List<List<Change>> near = perOrder.subList(from, Math.min(perOrder.size(), from + NEAR));
      List<Integer> turns = new ArrayList<>();
      for (int i = 0; i < near.size(); i++) {
        turns.addAll(Collections.nCopies(near.get(i).size(), i));
      }
      Collections.shuffle(turns, random);
      int[] next = new int[near.size()];
      for (int turn : turns) {
        all.add(near.get(turn).get(next[turn]++));
      }
    }
    return all;
  }
}
