package io.colophon.metering.plan;

import io.colophon.metering.price.Cost;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was booked so far for a generation that is corrected later on. Not thread-safe. */
final class Held {
  /** What was booked of one item. */
  static final class Item {
    long quantity;
    long nanos;
    long pricedNanos;
    long per = 1;
    final List<Cover> covers = new ArrayList<>(2);

    /** What is covered, as rated. */
    long rated() {
      long sum = 0;
      for (Cover cover : covers) {
        sum = Math.addExact(sum, cover.nanos());
      }
      return sum;
    }
  }

  private final Map<String, Item> items = new LinkedHashMap<>();
  private String currency = "";
  private final YearMonth booked;

  /**
   * @param booked the period that its settlement was booked in
   */
  Held(YearMonth booked) {
    this.booked = booked;
  }

  YearMonth booked() {
    return booked;
  }

  String currency() {
    return currency;
  }

  Map<String, Item> items() {
    return items;
  }

  /** Notes what was charged. */
  void add(String inCurrency, List<Charge> charges) {
    currency = inCurrency;
    for (Charge charge : charges) {
      Item item = items.computeIfAbsent(charge.item(), i -> new Item());
      item.pricedNanos = charge.pricedNanos();
      item.per = charge.per();
      item.quantity = Math.addExact(item.quantity, charge.quantity());
      item.nanos = Math.addExact(item.nanos, charge.listNanos());
      item.covers.addAll(charge.covers());
    }
  }

  /** The lines of a cost, one per item. */
  static Map<String, Cost.Line> byItem(List<Cost.Line> lines) {
    Map<String, Cost.Line> byItem = new LinkedHashMap<>();
    for (Cost.Line line : lines) {
      byItem.merge(
          line.item(),
          line,
          (a, b) ->
              new Cost.Line(
                  b.item(),
                  Math.addExact(a.quantity(), b.quantity()),
                  b.pricedNanos(),
                  b.per(),
                  Math.addExact(a.nanos(), b.nanos())));
    }
    return byItem;
  }
}
