package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.UsageUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code flop-roofline}: a decoder-only transformer, one multiply-add counted as two FLOP.
 *
 * <pre>
 * FLOP    = 2 N (fresh input + output) + attention          N active parameters (Kaplan et al. 2020)
 * prefill = FLOP_prefill / (peak x MFU)                      seconds, summed over accelerators
 * decode  = max( FLOP_decode / (peak x MFU),
 *                (output x W(B) b_w / B + cache reads) / (bandwidth x MBU) )
 * energy  = seconds x serving power
 * </pre>
 *
 * <p>{@code W(B)} are the parameters that a batch of B requests reads, {@code b_w} bytes each; a
 * request pays a B-th of them, so that all requests together never exceed the machine. The maximum
 * is taken over the whole answer, which is at most the sum over its steps. Communication between
 * accelerators is part of the utilisation.
 *
 * <p>When cache hits are not reported the lower bound takes all input as cached and the best value
 * none: the truth lies between.
 */
public final class TransformerModel implements ComputeModel {
  private static final Method METHOD = new Method("flop-roofline", "2");
  private static final Method ASSUMING = new Method("flop-roofline-assumed", "1");
  private static final String PARAMETERS = "parameters x tokens";
  private static final String ATTENTION = "parameters x tokens + attention";
  private static final Figure.Unknown NOT_TOKENS =
      new Figure.Unknown("the formula is for token models");
  private static final Figure.Unknown NO_PARAMETERS =
      new Figure.Unknown("the model's parameters are not known");
  private static final Figure.Unknown NO_TOKENS =
      new Figure.Unknown("input or output tokens are not reported");

  /** Bytes of an element of the cache of keys and values. */
  private static final double CACHE_BYTES = 2;

  private final boolean assuming;

  private TransformerModel(boolean assuming) {
    this.assuming = assuming;
  }

  /** On the accelerator that is known. */
  public static TransformerModel onKnown() {
    return new TransformerModel(false);
  }

  /** Where the accelerator is not known, on what is common in data centres. */
  public static TransformerModel onAssumed() {
    return new TransformerModel(true);
  }

  @Override
  public Method method() {
    return assuming ? ASSUMING : METHOD;
  }

  @Override
  public void estimate(ModelFacts model, Workload work, Corner corner, Said said) {
    Interval parameters = model.activeParameters();
    if (!writesTokens(model, work)) {
      said.notFor(NOT_TOKENS);
      return;
    }
    if (parameters == null || !countsTokens(work)) {
      said.unknown(parameters == null ? NO_PARAMETERS : NO_TOKENS);
      return;
    }
    said.begin();
    double input = work.count(UsageUnit.INPUT_TOKENS);
    double output = Math.max(0, work.count(UsageUnit.OUTPUT_TOKENS));
    double cached = cached(work, corner, input, said);
    double active = corner.of(parameters);
    Attention attention = attention(model);
    double prefill = 2 * active * (input - cached);
    double decode = 2 * active * output;
    if (attention != null) {
      prefill += attention.prefillFlop(input - cached, cached);
      decode += attention.decodeFlop(input, output);
    }
    said.known(Said.FLOP, prefill + decode, attention == null ? PARAMETERS : ATTENTION);
    Accelerator accelerator = Power.pick(model, assuming, corner, said);
    if (accelerator == null) {
      Power.sayNone(said);
      return;
    }
    Serving serving = model.serving();
    Utilisation reached = serving.utilisation();
    double peak = accelerator.peak(serving.precision());
    double decodeSeconds = decode / (peak * corner.divisor(reached.decode()));
    Double bandwidth = accelerator.bandwidth();
    if (bandwidth != null && output > 0) {
      double bytes = bytesRead(model, active, corner, accelerator, input, output);
      decodeSeconds =
          Math.max(decodeSeconds, bytes / (bandwidth * corner.divisor(reached.memory())));
    }
    double prefillSeconds = prefill / (peak * corner.divisor(reached.prefill()));
    Power.say(said, accelerator, corner, prefillSeconds + decodeSeconds);
  }

  /** Pictures are written as tokens where the upstream counts them as such. */
  private static boolean writesTokens(ModelFacts model, Workload work) {
    Network network = model.network();
    return switch (work.modality()) {
      case TEXT, AUDIO -> network instanceof Decoder || network == null;
      case IMAGE, VIDEO ->
          network instanceof Decoder
              || (network == null && work.count(UsageUnit.OUTPUT_TOKENS) > 0);
    };
  }

  /** An embedding puts out no tokens. */
  private static boolean countsTokens(Workload work) {
    return work.count(UsageUnit.INPUT_TOKENS) >= 0
        && (work.count(UsageUnit.OUTPUT_TOKENS) >= 0
            || work.run().task() == RunShape.Task.EMBEDDING);
  }

  /** Input tokens that are in the upstream's cache. */
  private static double cached(Workload work, Corner corner, double input, Said said) {
    long cached = work.count(UsageUnit.CACHE_READ_TOKENS);
    if (cached >= 0) {
      return Math.min(cached, input);
    }
    if (work.run().task() == RunShape.Task.EMBEDDING) {
      return 0;
    }
    said.assume(Assumption.CACHE);
    return corner == Corner.LOW ? input : 0;
  }

  private static @Nullable Attention attention(ModelFacts model) {
    return model.network() instanceof Decoder decoder ? decoder.attention() : null;
  }

  private static double bytesRead(
      ModelFacts model,
      double active,
      Corner corner,
      Accelerator accelerator,
      double input,
      double output) {
    Serving serving = model.serving();
    Interval all = model.totalParameters();
    Attention attention = attention(model);
    double total = all == null ? active : corner.of(all);
    double batch = serving.batch(corner, serving.replica(total, accelerator));
    double read =
        model.network() instanceof Decoder decoder
            ? decoder.parametersRead(active, total, batch)
            : corner == Corner.LOW ? active : total;
    double cache = attention == null ? 0 : attention.cacheReads(input, output) * CACHE_BYTES;
    return output * read * serving.bytesPerWeight() / batch + cache;
  }
}
