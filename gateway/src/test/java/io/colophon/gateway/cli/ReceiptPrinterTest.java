package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.wire.FigureWriter;
import io.colophon.metering.price.Cost;
import io.colophon.v1.Receipt;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptPrinterTest {

  @Test
  void of_costOfSeveralLines_tellsEachByName() {
    Cost cost =
        new Cost.Priced(
            3_500_000_000L,
            "USD",
            "v1",
            List.of(
                new Cost.Line("input_tokens", 500_000, 3_000_000_000L, 1_000_000, 1_500_000_000L),
                new Cost.Line(
                    "video_millis:1080p/sound", 5_000, 400_000_000, 1_000, 2_000_000_000L),
                new Cost.Line("kwh", 2_000_000, 0, 1_000_000_000, 0)));
    String text = ReceiptPrinter.of(Receipt.newBuilder().setCost(FigureWriter.cost(cost)).build());
    assertThat(text)
        .contains("3.5 USD  by prices v1")
        .contains("input_tokens  500000 Tokens at 3 / 1000000 Tokens: 1.5")
        .contains("video_millis:1080p/sound  5 Seconds at 0.4 / Seconds: 2")
        .contains("kwh  0.002 kWh at 0 / kWh: 0");
  }

  @Test
  void of_unpriced_saysWhy() {
    Receipt receipt =
        Receipt.newBuilder().setCost(FigureWriter.cost(new Cost.Unpriced("no tariff"))).build();
    assertThat(ReceiptPrinter.of(receipt)).contains("unpriced: no tariff");
  }
}
