package io.colophon.metering.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.colophon.metering.environment.Accelerator.Precision;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import org.junit.jupiter.api.Test;

class FlopRooflineModelTest {
  private static final ModelFacts GPT3 =
      ModelFacts.named("gpt-3").withParameters(Interval.of(175e9), null);

  @Test
  void flop_parametersOnly_isTwicePerToken() {
    // The requirement's turn: 2 x 175e9 x 2048 = 0.7168 PFLOP.
    assertThat(value(flop(GPT3, 1024, 0, 1024))).isEqualTo(Interval.of(0.7168e15));
  }

  @Test
  void flop_cachedTokens_costNoMatrices() {
    assertThat(value(flop(GPT3, 1000, 600, 24))).isEqualTo(Interval.of(2 * 175e9 * 424));
  }

  @Test
  void flop_cacheNotReported_boundsRunFromAllCachedToNone() {
    Usage usage =
        Usage.from(Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, 1000)
            .with(UsageUnit.OUTPUT_TOKENS, 24)
            .build();
    Interval flop = value(estimate(GPT3, usage).flop());
    assertThat(flop.low()).isEqualTo(2 * 175e9 * 24);
    assertThat(flop.best()).isEqualTo(2 * 175e9 * 1024);
    assertThat(flop.high()).isEqualTo(2 * 175e9 * 1024);
  }

  @Test
  void decode_oneTokenAtContext_attentionIsFourLayersWidthContext() {
    // GPT-3: 96 x 12288 at 2048 is 9.66 GFLOP; Llama 3.1 70B: 80 x 8192 at 131072 is 343.6 GFLOP.
    Interval none = Interval.of(Double.MIN_NORMAL);
    assertThat(TransformerFlop.decode(none, new TransformerShape(96, 12_288), 2048, 1).best())
        .isCloseTo(9.66e9, within(0.005e9));
    assertThat(TransformerFlop.decode(none, new TransformerShape(80, 8_192), 131_072, 1).best())
        .isCloseTo(343.6e9, within(0.05e9));
  }

  @Test
  void attention_promptThenOutput_equalsOneTokenAtATime() {
    TransformerShape shape = new TransformerShape(3, 5);
    Interval active = Interval.of(1000);
    double stepwise = 0;
    for (int context = 1; context <= 40; context++) {
      stepwise += 4.0 * 3 * 5 * context;
    }
    double prefill = TransformerFlop.prefill(active, shape, 40, 0).best() - 2 * 1000 * 40;
    assertThat(prefill).isEqualTo(stepwise);
    double cachedFirst = TransformerFlop.prefill(active, shape, 15, 0).best();
    double rest = TransformerFlop.prefill(active, shape, 40, 15).best();
    assertThat(cachedFirst + rest).isEqualTo(TransformerFlop.prefill(active, shape, 40, 0).best());
  }

  @Test
  void energy_deepSeekNode_isCloseToTheMeasuredJoulesPerToken() {
    // Published: 14,800 output tokens/s on a node of 8 H800 at 5.44 kW, 0.367 J per token.
    ModelFacts deepSeek =
        ModelFacts.named("deepseek-v3")
            .withParameters(Interval.of(37e9), Interval.of(671e9))
            .withAccelerator(Accelerators.get("h800"), Precision.BITS_8);
    Interval kwh = value(estimate(deepSeek, tokens(0, 0, 400)).itEnergy());
    assertThat(kwh.best() * 3.6e6 / 400).isCloseTo(0.367, withinPercentage(10));
    assertThat(kwh.low()).isLessThan(kwh.best());
    assertThat(kwh.high()).isGreaterThan(kwh.best());
  }

  @Test
  void energy_acceleratorUnknown_isUnknownButFlopIsKnown() {
    ComputeEstimate estimate = estimate(GPT3, tokens(10, 0, 10));
    assertThat(estimate.flop()).isInstanceOf(Figure.Known.class);
    assertThat(estimate.itEnergy()).isEqualTo(new Figure.Unknown("the accelerator is not known"));
  }

  @Test
  void estimate_parametersOrTokensUnknown_isUnknownNotZero() {
    assertThat(estimate(ModelFacts.named("x"), tokens(10, 0, 10)).flop())
        .isEqualTo(new Figure.Unknown("the model's parameters are not known"));
    assertThat(estimate(GPT3, Usage.UNREPORTED).flop())
        .isEqualTo(new Figure.Unknown("input or output tokens are not reported"));
  }

  @Test
  void estimate_zeroTokensReported_isZeroNotUnknown() {
    assertThat(value(flop(GPT3, 0, 0, 0))).isEqualTo(Interval.ZERO);
  }

  private static Figure flop(ModelFacts model, long input, long cached, long output) {
    return estimate(model, tokens(input, cached, output)).flop();
  }

  private static ComputeEstimate estimate(ModelFacts model, Usage usage) {
    return new FlopRooflineModel().estimate(new Workload(Modality.TEXT, usage, model, 1));
  }

  private static Usage tokens(long input, long cached, long output) {
    return Usage.from(Source.PROVIDER_FINAL)
        .with(UsageUnit.INPUT_TOKENS, input)
        .with(UsageUnit.CACHE_READ_TOKENS, cached)
        .with(UsageUnit.OUTPUT_TOKENS, output)
        .build();
  }

  private static Interval value(Figure figure) {
    return ((Figure.Known) figure).value();
  }
}
