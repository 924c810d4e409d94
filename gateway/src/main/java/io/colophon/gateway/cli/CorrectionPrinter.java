package io.colophon.gateway.cli;

import io.colophon.v1.CorrectUsageResponse;
import io.colophon.v1.Cost;
import io.colophon.v1.CostLine;
import io.colophon.v1.CounterChange;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Shows a booked correction to people: what was, what is, and which lines of the cost changed. */
final class CorrectionPrinter {
  private static final int NANO_DIGITS = 9;

  private CorrectionPrinter() {}

  static void print(CorrectUsageResponse booked, PrintWriter to) {
    to.println(
        "booked revision "
            + booked.getRevision()
            + " of "
            + booked.getUsageId()
            + ", now "
            + amount(booked.getCostAfter()));
    for (CounterChange change : booked.getCountersList()) {
      String before =
          change.hasBefore() ? Long.toString(change.getBefore().getValue()) : "not reported";
      to.println(
          "~ "
              + change.getAfter().getUnit()
              + ": "
              + before
              + " -> "
              + change.getAfter().getValue());
    }
    if (!booked.getCostBefore().equals(booked.getCostAfter())) {
      to.println(
          "~ cost: " + amount(booked.getCostBefore()) + " -> " + amount(booked.getCostAfter()));
    }
    without(booked.getCostBefore(), booked.getCostAfter())
        .forEach(line -> to.println("- " + text(line)));
    without(booked.getCostAfter(), booked.getCostBefore())
        .forEach(line -> to.println("+ " + text(line)));
  }

  private static List<CostLine> without(Cost cost, Cost other) {
    List<CostLine> rest = new ArrayList<>(cost.getLinesList());
    other.getLinesList().forEach(rest::remove);
    return rest;
  }

  private static String text(CostLine line) {
    return line.getItem()
        + ": "
        + line.getQuantity()
        + " at "
        + decimal(line.getPriceNanoUnits())
        + (line.getPer() == 1 ? "" : " per " + line.getPer())
        + " = "
        + decimal(line.getNanoUnits());
  }

  private static String amount(Cost cost) {
    return cost.hasNanoUnits()
        ? decimal(cost.getNanoUnits()) + " " + cost.getCurrency()
        : "unpriced: " + cost.getUnpriced();
  }

  private static String decimal(long nanos) {
    return BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString();
  }
}
