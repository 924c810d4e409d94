package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.UsageUnit;

/**
 * {@code flop-encoder}: embeddings and rerankers, one pass over the input and nothing written:
 * {@code 2 N T + 4 L d sum(S_i^2)} FLOP, every token looking at every token of its text. How long
 * each of several texts is, nobody reports: as long as each other in the lower bound and the best
 * value, all tokens in one of them in the upper bound.
 */
public final class EncoderModel implements ComputeModel {
  private static final Method METHOD = new Method("flop-encoder", "1");
  private static final Method ASSUMING = new Method("flop-encoder-assumed", "1");
  private static final String BASIS = "parameters x tokens + attention both ways";
  private static final Figure.Unknown NOT_ENCODER =
      new Figure.Unknown("the formula is for encoders");
  private static final Figure.Unknown NO_PARAMETERS =
      new Figure.Unknown("the model's parameters are not known");
  private static final Figure.Unknown NO_TOKENS =
      new Figure.Unknown("input tokens are not reported");

  private final boolean assuming;

  private EncoderModel(boolean assuming) {
    this.assuming = assuming;
  }

  /** On the accelerator that is known. */
  public static EncoderModel onKnown() {
    return new EncoderModel(false);
  }

  /** Where the accelerator is not known, on what is common in data centres. */
  public static EncoderModel onAssumed() {
    return new EncoderModel(true);
  }

  @Override
  public Method method() {
    return assuming ? ASSUMING : METHOD;
  }

  @Override
  public void estimate(ModelFacts model, Workload work, Corner corner, Said said) {
    if (!(model.network() instanceof Encoder encoder)) {
      said.notFor(NOT_ENCODER);
      return;
    }
    Interval parameters = model.activeParameters();
    long tokens = work.count(UsageUnit.INPUT_TOKENS);
    if (parameters == null || tokens < 0) {
      said.unknown(parameters == null ? NO_PARAMETERS : NO_TOKENS);
      return;
    }
    said.begin();
    double texts = corner == Corner.HIGH ? 1 : Math.max(1, work.run().count());
    double flop =
        2 * corner.of(parameters) * tokens
            + 4.0 * encoder.layers() * encoder.width() * ((double) tokens * tokens / texts);
    said.known(Said.FLOP, flop, BASIS);
    Accelerator accelerator = Power.pick(model, assuming, corner, said);
    if (accelerator == null) {
      Power.sayNone(said);
      return;
    }
    double reached = corner.divisor(model.serving().utilisation().prefill());
    Power.say(
        said,
        accelerator,
        corner,
        flop / (accelerator.peak(model.serving().precision()) * reached));
  }
}
