package io.colophon.gateway.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.server.Settled;
import io.colophon.metering.ledger.Reservation;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.Cost;
import io.colophon.v1.CostLine;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.Receipt;
import io.colophon.v1.TextParameters;
import io.colophon.v1.UsageCount;
import io.colophon.v1.UsageEntry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a receipt and the ledger say of use and money. */
class SettlementAtTheDoorTest {
  private static final String CONFIG =
      """
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
        - match: { model: free, modality: text }
          targets: [ { provider: fake, model: b } ]
      prices:
        - { model: a, version: spring, rates: { input-tokens: 2.50/M, output-tokens: 10/M } }
      """;

  @TempDir Path folder;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(folder, CONFIG);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void generate_usageAndPriceKnown_receiptAndLedgerSayTheSame() {
    gateway.upstream("fake").then(using(1000, 200));

    Receipt receipt = generate("chat").getReceipt();

    assertThat(receipt.getUsageList())
        .extracting(UsageCount::getUnit, UsageCount::getValue, UsageCount::getSource)
        .containsExactlyInAnyOrder(
            tuple("input_tokens", 1000L, "provider_final"),
            tuple("output_tokens", 200L, "provider_final"));
    // 1000 x 2.50 USD / 1e6 + 200 x 10 USD / 1e6 = 0.0045 USD
    assertThat(receipt.getCost())
        .isEqualTo(
            Cost.newBuilder()
                .setNanoUnits(4_500_000)
                .setCurrency("USD")
                .setPriceVersion("spring")
                .addLines(line("input_tokens", 1000, 2_500_000_000L, 2_500_000))
                .addLines(line("output_tokens", 200, 10_000_000_000L, 2_000_000))
                .build());
    UsageEntry entry = gateway.ledger().get(0);
    assertThat(entry.getCost()).isEqualTo(receipt.getCost());
    assertThat(entry.getUsageList()).containsExactlyInAnyOrderElementsOf(receipt.getUsageList());
    assertThat(entry.getEndState()).isEqualTo("completed");
    assertThat(entry.getRequestedModel()).isEqualTo("chat");
  }

  private static CostLine line(String item, long quantity, long price, long nanos) {
    return CostLine.newBuilder()
        .setItem(item)
        .setQuantity(quantity)
        .setPriceNanoUnits(price)
        .setPer(1_000_000)
        .setNanoUnits(nanos)
        .build();
  }

  @Test
  void generate_noPrice_isUnpricedNotFree() {
    gateway.upstream("fake").then(using(1000, 200));

    Cost cost = generate("free").getReceipt().getCost();

    assertThat(cost.getAmountCase()).isEqualTo(Cost.AmountCase.UNPRICED);
    assertThat(cost.getUnpriced()).isNotBlank();
  }

  @Test
  void generate_targetReportsNoUsage_isCountedHereAndSaidToBeSuspect() throws IOException {
    gateway.upstream("fake").then(Script.saying("Only ", "five ", "words ", "stand ", "here."));

    Receipt receipt = generate("chat").getReceipt();

    assertThat(receipt.getUsageList())
        .extracting(UsageCount::getUnit, UsageCount::getSource)
        .containsExactlyInAnyOrder(
            tuple("input_tokens", "estimated"), tuple("output_tokens", "estimated"));
    assertThat(Settled.all(folder))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.usage().isSuspect()).isTrue();
              assertThat(entry.usage().value(UsageUnit.OUTPUT_TOKENS).orElseThrow())
                  .isBetween(4L, 8L);
            });
  }

  @Test
  void generate_admitted_whatWasExpectedStandsInItsReservation() throws IOException {
    gateway.upstream("fake").then(using(10, 2));

    var unused =
        gateway
            .generation()
            .generate(
                Requests.text("chat", "Hello")
                    .setText(TextParameters.newBuilder().setMaxTokens(77))
                    .build());

    Reservation reserved = Settled.all(folder).get(0).opened().reservation();
    assertThat(reserved.target()).isEqualTo("fake/a");
    assertThat(reserved.expected())
        .isEqualTo(
            Usage.from(Quantity.Source.ESTIMATED)
                .with(UsageUnit.INPUT_TOKENS, 1)
                .with(UsageUnit.OUTPUT_TOKENS, 77)
                .build());
  }

  @Test
  void generate_modelWithholdsItsAnswer_isOkAndSettledAsFiltered() {
    gateway
        .upstream("fake")
        .then(Script.start().accept().finish(FinishReason.CONTENT_FILTERED, Usage.UNREPORTED));

    GenerateResponse response = generate("chat");

    assertThat(response.getFinishReason())
        .isEqualTo(io.colophon.v1.FinishReason.FINISH_REASON_CONTENT_FILTERED);
    assertThat(response.getReceipt().getOutputsList()).isEmpty();
    assertThat(gateway.ledger().get(0).getEndState()).isEqualTo("content_filtered");
    assertThat(gateway.recorded().provenance()).isZero();
  }

  @Test
  void generate_times_addUp() {
    gateway.upstream("fake").then(using(10, 2));

    Receipt receipt = generate("chat").getReceipt();

    assertThat(nanos(receipt.getTimes().getTotal()))
        .isGreaterThanOrEqualTo(nanos(receipt.getTimes().getGatewayOverhead()))
        .isGreaterThanOrEqualTo(nanos(receipt.getTimes().getFirstOutput()));
    assertThat(nanos(receipt.getTimes().getFirstOutput()))
        .isGreaterThanOrEqualTo(nanos(receipt.getTimes().getQueued()))
        .isPositive();
  }

  private static long nanos(com.google.protobuf.Duration duration) {
    return duration.getSeconds() * 1_000_000_000L + duration.getNanos();
  }

  private GenerateResponse generate(String model) {
    return gateway.generation().generate(Requests.text(model, "Hi").build());
  }

  private static Script using(long input, long output) {
    return Script.start()
        .accept()
        .text("yes")
        .finish(
            FinishReason.STOP,
            Usage.from(Quantity.Source.PROVIDER_FINAL)
                .with(UsageUnit.INPUT_TOKENS, input)
                .with(UsageUnit.OUTPUT_TOKENS, output)
                .build());
  }
}
