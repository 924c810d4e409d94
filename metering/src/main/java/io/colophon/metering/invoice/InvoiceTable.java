package io.colophon.metering.invoice;

import io.colophon.metering.invoice.InvoiceLine.Kind;
import io.colophon.metering.plan.PeriodSummary;
import io.colophon.metering.plan.Source;
import io.colophon.metering.report.Money;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An invoice for a terminal. Sources that cover nothing have no column. */
final class InvoiceTable {
  private static final int NAMES = 3;

  private final Invoice invoice;
  private final List<Source> sources = new ArrayList<>();

  private InvoiceTable(Invoice invoice) {
    this.invoice = invoice;
    for (Source source : Source.values()) {
      boolean used =
          invoice.lines().stream()
              .flatMap(line -> line.covers().stream())
              .anyMatch(covered -> covered.source() == source);
      if (used || source == Source.BILLED) {
        sources.add(source);
      }
    }
  }

  static String render(Invoice invoice) {
    return new InvoiceTable(invoice).text();
  }

  private String text() {
    PeriodSummary summary = invoice.summary();
    StringBuilder out = new StringBuilder();
    out.append("Invoice of ").append(printable(summary.tenant()));
    out.append(" for ").append(summary.period());
    out.append(summary.plan().isEmpty() ? "" : ", plan " + printable(summary.plan()));
    out.append("\n\n");
    if (invoice.lines().isEmpty()) {
      out.append("Nothing is charged.\n");
    } else {
      lines(out);
    }
    corrections(out);
    totals(out);
    states(out, summary);
    if (invoice.unpriced() > 0) {
      out.append('\n').append(invoice.unpriced()).append(" of ").append(invoice.generations());
      out.append(" generations have no price and are on no line:\n");
      invoice.unpricedReasons().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              r ->
                  out.append("  ")
                      .append(r.getValue())
                      .append("  ")
                      .append(printable(r.getKey()))
                      .append('\n'));
    }
    return out.toString();
  }

  private void lines(StringBuilder out) {
    List<List<String>> table = new ArrayList<>();
    List<String> header =
        new ArrayList<>(List.of("kind", "model", "item", "quantity", "unit", "price", "amount"));
    sources.forEach(source -> header.add(source.id()));
    header.add("currency");
    table.add(header);
    for (InvoiceLine line : invoice.lines()) {
      List<String> cells = new ArrayList<>();
      cells.add(line.key().kind().id());
      cells.add(line.key().model());
      cells.add(line.key().item());
      cells.add(Quantities.of(line, line.quantity()));
      cells.add(Quantities.unit(line));
      cells.add(Quantities.price(line));
      cells.add(Money.decimal(line.ratedNanos()));
      sources.forEach(source -> cells.add(Money.decimal(from(line, source))));
      cells.add(line.key().currency());
      table.add(cells);
    }
    out.append(aligned(table));
  }

  private static BigInteger from(InvoiceLine line, Source source) {
    return line.covers().stream()
        .filter(covered -> covered.source() == source)
        .map(InvoiceLine.Covered::nanos)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private void corrections(StringBuilder out) {
    for (InvoiceLine line : invoice.lines()) {
      InvoiceLine.Corrected corrected = line.key().correction();
      if (line.key().kind() == Kind.CORRECTION && corrected != null) {
        out.append("\nCorrection ").append(corrected.revision()).append(" of ");
        out.append(corrected.usageId()).append(" in ").append(line.key().used());
        out.append(", ").append(line.key().item()).append(": ");
        out.append(printable(corrected.reason()));
      }
    }
    out.append('\n');
  }

  private void totals(StringBuilder out) {
    invoice
        .totals()
        .forEach(
            (currency, totals) -> {
              List<List<String>> table = new ArrayList<>();
              amount(table, "use", totals.rated(), currency);
              for (Source source : sources) {
                if (source != Source.BILLED) {
                  amount(table, "covered: " + source.id(), totals.from(source), currency);
                }
              }
              amount(table, "use to pay", totals.from(Source.BILLED), currency);
              amount(table, "fees", totals.fees(), currency);
              amount(table, "to reach the minimum", totals.minimum(), currency);
              amount(table, "corrections", totals.corrections(), currency);
              amount(table, "due", totals.due(), currency);
              table.add(
                  List.of(
                      "payable",
                      Invoice.payable(totals.due(), currency).toPlainString(),
                      currency));
              out.append(aligned(table, 1));
            });
  }

  private static void amount(
      List<List<String>> table, String name, BigInteger nanos, String currency) {
    table.add(List.of(name, Money.decimal(nanos), currency));
  }

  private static void states(StringBuilder out, PeriodSummary summary) {
    for (PeriodSummary.AllowanceState state : summary.allowances()) {
      out.append(state.source().id()).append(' ').append(printable(state.name()));
      out.append(": granted ").append(quantity(state, state.granted()));
      out.append(", rolled over ").append(quantity(state, state.rolledOver()));
      out.append(", used ").append(quantity(state, state.used()));
      out.append(", left ").append(quantity(state, state.left())).append('\n');
    }
    for (PeriodSummary.CreditState credit : summary.credits()) {
      out.append("credit ").append(printable(credit.name())).append(": left ");
      out.append(Money.decimal(credit.leftNanos())).append(' ').append(credit.currency());
      out.append(credit.expires() == null ? "" : ", expires " + credit.expires()).append('\n');
    }
  }

  private static String quantity(PeriodSummary.AllowanceState state, long quantity) {
    return state.item() == null
        ? Money.decimal(quantity)
        : Quantities.plain(state.item().id(), quantity);
  }

  private static String aligned(List<List<String>> table) {
    return aligned(table, NAMES);
  }

  private static String aligned(List<List<String>> table, int names) {
    int columns = table.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : table) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> line : table) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = printable(line.get(i));
        String pad = " ".repeat(Math.max(0, widths[i] - cell.length()));
        text.append(i < names ? cell + pad : pad + cell).append("  ");
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  /** A terminal must not obey what a caller wrote into a name. */
  private static String printable(String value) {
    StringBuilder text = new StringBuilder(value.length());
    value.codePoints().forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? '\ufffd' : c));
    return text.toString();
  }
}
