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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformerModelTest {
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
    Figure.Known flop = (Figure.Known) estimate(GPT3, usage).flop();
    assertThat(flop.value())
        .isEqualTo(new Interval(2 * 175e9 * 24, 2 * 175e9 * 1024, 2 * 175e9 * 1024));
    assertThat(flop.basis()).contains("cache hits not reported");
  }

  // The check values of public architectures: GFLOP of one decode step at a context, bytes of
  // cache.
  @ParameterizedTest
  @CsvSource({
    "GPT-3 175B,       96, 96, 96, 128,   2048,   9.66, 4718592",
    "Llama 3.1 8B,     32, 32,  8, 128,   8192,   4.29,  131072",
    "Llama 3.1 70B,    80, 64,  8, 128,   8192,  21.47,  327680",
    "Llama 3.1 70B,    80, 64,  8, 128, 131072, 343.60,  327680",
    "Llama 3.1 405B,  126,128,  8, 128,   8192,  67.65,  516096",
    "Qwen3-32B,        64, 64,  8, 128,   8192,  17.18,  262144",
    "Qwen3-235B-A22B,  94, 64,  4, 128,   8192,  25.23,  192512"
  })
  void attention_publicArchitectures_matchesTheCheckValues(
      String model,
      int layers,
      int heads,
      int kvHeads,
      int size,
      int context,
      double gflop,
      int cache) {
    GroupedAttention attention = new GroupedAttention(layers, heads, kvHeads, size);
    assertThat(attention.decodeFlop(context, 1)).as(model).isCloseTo(gflop * 1e9, within(0.01e9));
    assertThat(attention.cacheElements() * 2).as(model).isEqualTo(cache);
  }

  @Test
  void attention_latent_cacheIsOneVectorForEachToken() {
    // DeepSeek-V3: 61 layers x (512 + 64) x 2 bytes.
    LatentAttention attention = new LatentAttention(61, 128, 512, 64, 128, 128);
    assertThat(attention.cacheElements() * 2).isEqualTo(70_272);
    assertThat(attention.decodeFlop(1000, 1)).isEqualTo(2.0 * 61 * 128 * 1088 * 1000);
    assertThat(attention.prefillFlop(1, 999)).isEqualTo(2.0 * 61 * 128 * 320 * 1000);
  }

  // 2 N for each token: GFLOP.
  @ParameterizedTest
  @CsvSource({
    "175e9, 350",
    "8.03e9, 16.06",
    "70.55e9, 141.1",
    "405.85e9, 811.7",
    "37e9, 74",
    "32.8e9, 65.6",
    "22e9, 44"
  })
  void flop_oneToken_isTwiceTheActiveParameters(double active, double gflop) {
    ModelFacts model = ModelFacts.named("m").withParameters(Interval.of(active), null);
    assertThat(value(flop(model, 0, 0, 1)).best()).isCloseTo(gflop * 1e9, within(1.0));
  }

  @Test
  void attention_promptThenOutput_equalsOneTokenAtATime() {
    GroupedAttention attention = GroupedAttention.ofWidth(3, 5);
    double stepwise = 0;
    for (int context = 1; context <= 40; context++) {
      stepwise += 4.0 * 3 * 5 * context;
    }
    assertThat(attention.prefillFlop(40, 0)).isEqualTo(stepwise);
    assertThat(attention.prefillFlop(15, 0) + attention.prefillFlop(25, 15)).isEqualTo(stepwise);
  }

  @Test
  void attention_windowedLayers_lookBackAWindowOnly() {
    GroupedAttention half = new GroupedAttention(4, 1, 1, 10, 2, 100);
    // Two layers see all 1,000 tokens, two see 100 of them.
    assertThat(half.decodeFlop(1000, 1)).isEqualTo(4.0 * 10 * (2 * 1000 + 2 * 100));
    assertThat(half.decodeFlop(50, 1)).isEqualTo(4.0 * 10 * 4 * 50);
  }

  @Test
  void parametersRead_moreTokens_touchMoreExperts() {
    // 16 experts of 1, 2 of them used, 4 shared: 6 of 20 active.
    Decoder decoder = new Decoder(GroupedAttention.ofWidth(1, 1), 16, 2);
    assertThat(decoder.parametersRead(6, 20, 1)).isCloseTo(6, within(1e-12));
    assertThat(decoder.parametersRead(6, 20, 8))
        .isCloseTo(4 + 16 * (1 - Math.pow(0.875, 8)), within(1e-12));
    assertThat(decoder.parametersRead(6, 20, 10_000)).isCloseTo(20, within(1e-9));
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
  void seconds_smallBatch_isBoundByMemory() {
    // One request alone: every token reads 16.06 GB at 60 % of 3.35 TB/s.
    ModelFacts alone =
        ModelFacts.named("llama-3.1-8b")
            .withParameters(Interval.of(8.03e9), null)
            .withServing(Serving.UNKNOWN.withReplica(1, Interval.ONE))
            .withAccelerator(Accelerators.get("h100"), Precision.BITS_16);
    Interval seconds = value(estimate(alone, tokens(0, 0, 100)).acceleratorSeconds());
    assertThat(seconds.best()).isCloseTo(100 * 16.06e9 / (0.6 * 3.35e12), withinPercentage(0.001));
  }

  @Test
  void seconds_longContext_readsTheCacheAtEachStep() {
    ModelFacts model =
        ModelFacts.named("llama-3.1-8b")
            .withParameters(Interval.of(8.03e9), null)
            .withNetwork(Decoder.dense(new GroupedAttention(32, 32, 8, 128)))
            .withAccelerator(Accelerators.get("h100"), Precision.BITS_16);
    double read = 131_072.0 * 131_072 + 16.06e9 / 64;
    Interval seconds = value(estimate(model, tokens(131_072, 131_072, 1)).acceleratorSeconds());
    assertThat(seconds.best()).isCloseTo(read / (0.6 * 3.35e12), withinPercentage(0.001));
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
    return new ComputeLadder(List.of(TransformerModel.onKnown()))
        .estimate(model, new Workload(Modality.TEXT, usage, RunShape.UNKNOWN, 1))
        .estimate();
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
