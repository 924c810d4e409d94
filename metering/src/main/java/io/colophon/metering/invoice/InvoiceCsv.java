package io.colophon.metering.invoice;

import io.colophon.metering.report.Csv;
import io.colophon.metering.report.Money;
import java.util.ArrayList;
import java.util.List;

/** An invoice as CSV: one line per line and source, so that every amount stands once. */
final class InvoiceCsv {
  private static final List<String> HEADER =
      List.of(
          "tenant",
          "period",
          "kind",
          "model",
          "item",
          "used",
          "currency",
          "price_version",
          "price",
          "price_per",
          "source",
          "source_name",
          "quantity",
          "unit",
          "amount",
          "corrects",
          "revision",
          "reason");

  private InvoiceCsv() {}

  static String render(Invoice invoice) {
    StringBuilder out = new StringBuilder();
    Csv.line(out, HEADER);
    for (InvoiceLine line : invoice.lines()) {
      InvoiceLine.Key key = line.key();
      InvoiceLine.Corrected corrected = key.correction();
      for (InvoiceLine.Covered covered : line.covers()) {
        List<String> cells = new ArrayList<>(HEADER.size());
        cells.add(invoice.summary().tenant());
        cells.add(invoice.summary().period().toString());
        cells.add(key.kind().id());
        cells.add(key.model());
        cells.add(key.item());
        cells.add(key.used().toString());
        cells.add(key.currency());
        cells.add(key.version());
        cells.add(Money.decimal(key.pricedNanos()));
        cells.add(Long.toString(key.per()));
        cells.add(covered.source().id());
        cells.add(covered.name());
        cells.add(Quantities.of(line, covered.quantity()));
        cells.add(Quantities.unit(line));
        cells.add(Money.decimal(covered.nanos()));
        cells.add(corrected == null ? "" : corrected.usageId());
        cells.add(corrected == null ? "" : Integer.toString(corrected.revision()));
        cells.add(corrected == null ? "" : corrected.reason());
        Csv.line(out, cells);
      }
    }
    return out.toString();
  }
}
