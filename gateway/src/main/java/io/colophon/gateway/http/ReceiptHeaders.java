package io.colophon.gateway.http;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** The receipt in an answer's headers. To be added before the answer begins. */
public final class ReceiptHeaders {
  private static final int NANO_DIGITS = 9;
  private static final int LONGEST_TRANSLATION = 1024;

  private ReceiptHeaders() {}

  /** What is known when the output begins. */
  public static void atStart(Exchange exchange, Generation generation) {
    exchange.header("x-colophon-request-id", generation.received().requestId());
    generation.servedModel().map(ServedModel::name).ifPresent(m -> served(exchange, m));
    translations(exchange, generation.translations());
  }

  /** All of it. {@link #atStart} was called before, for what was translated. */
  public static void atEnd(Exchange exchange, Receipt receipt) {
    exchange
        .header("x-colophon-request-id", receipt.requestId())
        .header("x-colophon-cost", cost(receipt.reading().cost()))
        .header("x-colophon-overhead-us", Long.toString(receipt.times().overheadNanos() / 1000));
    served(
        exchange,
        receipt.servedModel().map(ServedModel::name).orElse(receipt.targetModel().name()));
    if (!receipt.labelProfile().isEmpty()) {
      exchange.header("x-colophon-label", receipt.labelProfile());
    }
  }

  private static void served(Exchange exchange, String model) {
    exchange.header("x-colophon-served-model", model);
  }

  /** For instance {@code seed=dropped, temperature=clamped}; details are in the log. */
  private static void translations(Exchange exchange, List<Translation> translations) {
    if (translations.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (Translation translation : translations) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(translation.parameter())
          .append('=')
          .append(translation.change().name().toLowerCase(Locale.ROOT));
      if (text.length() > LONGEST_TRANSLATION) {
        text.append(", ...");
        break;
      }
    }
    exchange.header("x-colophon-translation", text.toString());
  }

  /** For instance {@code 0.00012 CNY}, or {@code unpriced}: unknown is not zero. */
  static String cost(Cost cost) {
    return cost instanceof Cost.Priced priced
        ? BigDecimal.valueOf(priced.nanos(), NANO_DIGITS).stripTrailingZeros().toPlainString()
            + " "
            + priced.currency()
        : "unpriced";
  }
}
