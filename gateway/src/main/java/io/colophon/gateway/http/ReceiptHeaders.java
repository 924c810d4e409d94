package io.colophon.gateway.http;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.routing.TranslationHeader;
import io.colophon.gateway.screening.Screened;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.ServedModel;
import java.math.BigDecimal;

/** The receipt in an answer's headers. To be added before the answer begins. */
public final class ReceiptHeaders {
  private static final int NANO_DIGITS = 9;

  private ReceiptHeaders() {}

  /** What is known when the output begins. */
  public static void atStart(Exchange exchange, Generation generation) {
    exchange.header("x-colophon-request-id", generation.received().requestId());
    generation.servedModel().map(ServedModel::name).ifPresent(m -> served(exchange, m));
    if (!generation.translations().isEmpty()) {
      exchange.header("x-colophon-translation", TranslationHeader.of(generation.translations()));
    }
    if (!generation.flags().isEmpty()) {
      exchange.header("x-colophon-screening", Screened.header(generation.flags()));
    }
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

  /** For instance {@code 0.00012 CNY}, or {@code unpriced}: unknown is not zero. */
  static String cost(Cost cost) {
    return cost instanceof Cost.Priced priced
        ? BigDecimal.valueOf(priced.nanos(), NANO_DIGITS).stripTrailingZeros().toPlainString()
            + " "
            + priced.currency()
        : "unpriced";
  }
}
