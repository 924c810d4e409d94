package io.colophon.gateway.cli;

import com.google.protobuf.util.Timestamps;
import io.colophon.metering.report.SkuNames;
import io.colophon.v1.AppliedLabel;
import io.colophon.v1.Attempt;
import io.colophon.v1.Compute;
import io.colophon.v1.Cost;
import io.colophon.v1.CostLine;
import io.colophon.v1.Figure;
import io.colophon.v1.OutputRecord;
import io.colophon.v1.Receipt;
import io.colophon.v1.Times;
import io.colophon.v1.UsageCount;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A receipt for people: one fact a line, names to the left, everything that the message holds. */
final class ReceiptPrinter {
  private static final int NANO_DIGITS = 9;

  private final List<List<String>> lines = new ArrayList<>();

  private ReceiptPrinter() {}

  static String of(Receipt receipt) {
    ReceiptPrinter printer = new ReceiptPrinter();
    printer.print(receipt);
    return Text.table(printer.lines);
  }

  private void line(String name, String value) {
    lines.add(List.of(name, Text.printable(value)));
  }

  private void print(Receipt receipt) {
    line("receipt", receipt.getRequestId());
    line("model", models(receipt));
    line("route", receipt.getRoute());
    for (Attempt attempt : receipt.getAttemptsList()) {
      line(
          "attempt",
          attempt.getTarget()
              + "  "
              + attempt.getOutcome()
              + "  "
              + (attempt.getReason().isEmpty()
                  ? Text.seconds(attempt.getDuration())
                  : attempt.getReason()));
    }
    for (UsageCount count : receipt.getUsageList()) {
      line(
          "usage",
          String.format(
              Locale.ROOT, "%s %,d  (%s)", count.getUnit(), count.getValue(), count.getSource()));
    }
    if (receipt.getUsageCount() == 0) {
      line("usage", "not reported");
    }
    print(receipt.getCompute());
    line("cost", cost(receipt.getCost()));
    if (receipt.getCost().getLinesCount() > 1) {
      receipt.getCost().getLinesList().forEach(each -> line("", of(each)));
    }
    receipt.getLabelsList().forEach(this::print);
    receipt.getOutputsList().forEach(this::print);
    print(receipt.getTimes());
  }

  private static String models(Receipt receipt) {
    String requested = receipt.getRequestedModel();
    String served = receipt.getServedModel();
    return "requested "
        + (requested.isEmpty() ? "(none)" : requested)
        + "  target "
        + receipt.getTargetModel()
        + "  served "
        + (served.isEmpty() ? "(not said)" : served);
  }

  private void print(Compute compute) {
    line("compute", figure(compute.getFlop(), "FLOP"));
    line("accelerator", figure(compute.getAcceleratorSeconds(), "s"));
    line("energy", figure(compute.getEnergyKwh(), "kWh"));
    line("CO2e", figure(compute.getCo2EKg(), "kg"));
    line("coal", figure(compute.getCoalEquivalentKg(), "kg coal equivalent"));
    line("water", figure(compute.getWaterL(), "l"));
    line("CO2 by coal", figure(compute.getCo2ByCoalKg(), "kg"));
  }

  private static String figure(Figure figure, String unit) {
    if (!figure.hasValue()) {
      return "unknown: " + reason(figure.getBasis());
    }
    String range =
        figure.hasLow() && figure.hasHigh() && figure.getLow() < figure.getHigh()
            ? "  (" + Text.number(figure.getLow()) + " to " + Text.number(figure.getHigh()) + ")"
            : "";
    return Text.number(figure.getValue())
        + " "
        + unit
        + range
        + "  by "
        + figure.getMethod()
        + " "
        + figure.getMethodVersion();
  }

  /** Of the reasons of several methods the first; JSON has them all. */
  private static String reason(String basis) {
    String[] reasons = basis.split("; ", -1);
    return basis.isEmpty()
        ? "no reason given"
        : reasons[0]
            + (reasons.length > 1 ? " (and " + (reasons.length - 1) + " more methods)" : "");
  }

  /** For instance {@code input_tokens 500000 Tokens at 3 / 1000000 Tokens: 1.5}. */
  private static String of(CostLine line) {
    SkuNames.Unit counted = SkuNames.consumed(line.getItem());
    SkuNames.Unit priced = SkuNames.priced(line.getItem(), Math.max(1, line.getPer()));
    String quantity =
        new BigDecimal(line.getQuantity())
            .divide(BigDecimal.valueOf(counted.base()), MathContext.DECIMAL64)
            .stripTrailingZeros()
            .toPlainString();
    return line.getItem()
        + "  "
        + quantity
        + " "
        + counted.name()
        + " at "
        + money(line.getPriceNanoUnits())
        + " / "
        + priced.name()
        + ": "
        + money(line.getNanoUnits());
  }

  private static String money(long nanos) {
    return nanos == 0
        ? "0"
        : BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString();
  }

  private static String cost(Cost cost) {
    return switch (cost.getAmountCase()) {
      case NANO_UNITS ->
          money(cost.getNanoUnits())
              + " "
              + cost.getCurrency()
              + "  by prices "
              + cost.getPriceVersion();
      case UNPRICED -> "unpriced: " + cost.getUnpriced();
      case AMOUNT_NOT_SET -> "unpriced";
    };
  }

  private void print(AppliedLabel label) {
    StringBuilder text = new StringBuilder(label.getProfile());
    if (label.hasExplicit()) {
      text.append("  explicit ")
          .append(label.getExplicit().getKind())
          .append(" \"")
          .append(label.getExplicit().getText())
          .append("\" at ")
          .append(label.getExplicit().getPlace());
    }
    if (label.hasImplicit()) {
      text.append("  implicit ").append(label.getImplicit().getCarrier());
    }
    if (!label.getC2PaManifest().isEmpty()) {
      text.append("  C2PA ").append(label.getC2PaManifest());
    }
    if (!label.getWatermark().isEmpty()) {
      text.append("  watermark ").append(label.getWatermark());
    }
    line("label", text.toString());
    if (label.getReasonsCount() > 0) {
      line("", "because " + String.join(", ", label.getReasonsList()));
    }
  }

  private void print(OutputRecord output) {
    line(
        "output",
        String.format(
            Locale.ROOT,
            "%s  %,d bytes  log index %d",
            output.getMimeType(),
            output.getSizeBytes(),
            output.getLogIndex()));
    line("sha256", Text.hex(output.getSha256()));
  }

  private void print(Times times) {
    StringBuilder text = new StringBuilder(Timestamps.toString(times.getReceived()));
    text.append("  queued ").append(Text.seconds(times.getQueued()));
    if (times.hasFirstOutput()) {
      text.append("  first output ").append(Text.seconds(times.getFirstOutput()));
    }
    text.append("  total ").append(Text.seconds(times.getTotal()));
    text.append("  gateway ").append(Text.seconds(times.getGatewayOverhead()));
    line("times", text.toString());
  }
}
