package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.UsageUnit;

/**
 * {@code flop-asr}: speech recognition. The encoder runs once for each window of audio, filled or
 * not; the decoder once for each text token.
 */
public final class RecognizerModel implements ComputeModel {
  private static final Method METHOD = new Method("flop-asr", "1");
  private static final Method ASSUMING = new Method("flop-asr-assumed", "1");
  private static final String BASIS = "windows of audio, text tokens";
  private static final Figure.Unknown NOT_ASR =
      new Figure.Unknown("the formula is for speech recognition");
  private static final Figure.Unknown NO_LENGTH =
      new Figure.Unknown("the length of the recording is not reported");

  private final boolean assuming;

  private RecognizerModel(boolean assuming) {
    this.assuming = assuming;
  }

  /** On the accelerator that is known. */
  public static RecognizerModel onKnown() {
    return new RecognizerModel(false);
  }

  /** Where the accelerator is not known, on what is common in data centres. */
  public static RecognizerModel onAssumed() {
    return new RecognizerModel(true);
  }

  @Override
  public Method method() {
    return assuming ? ASSUMING : METHOD;
  }

  @Override
  public void estimate(ModelFacts model, Workload work, Corner corner, Said said) {
    if (!(model.network() instanceof Recognizer network)) {
      said.notFor(NOT_ASR);
      return;
    }
    long millis = work.count(UsageUnit.INPUT_AUDIO_MILLIS);
    if (millis < 0) {
      said.unknown(NO_LENGTH);
      return;
    }
    said.begin();
    double seconds = millis / 1e3;
    double encoder = Math.ceil(seconds / network.windowSeconds()) * network.encoderFlop(corner);
    double decoder = tokens(network, work, corner, seconds, said) * network.decoderFlop(corner);
    said.known(Said.FLOP, encoder + decoder, BASIS);
    Accelerator accelerator = Power.pick(model, assuming, corner, said);
    if (accelerator == null) {
      Power.sayNone(said);
      return;
    }
    Utilisation reached = model.serving().utilisation();
    double busy =
        encoder / corner.divisor(reached.prefill()) + decoder / corner.divisor(reached.decode());
    Power.say(said, accelerator, corner, busy / accelerator.peak(model.serving().precision()));
  }

  private static double tokens(
      Recognizer network, Workload work, Corner corner, double seconds, Said said) {
    long reported = work.count(UsageUnit.OUTPUT_TOKENS);
    if (reported >= 0) {
      return reported;
    }
    said.assume(Assumption.USUAL_WORDS);
    return seconds * corner.of(network.tokensPerSecond());
  }
}
