package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.UsageUnit;
import java.util.List;

/**
 * {@code flop-sound}: speech, music and noises, by their length. Where nobody reports a length,
 * that of music is the one asked for, that of speech follows from its characters: 12 to 18 a second
 * in alphabets, 3.5 to 6 where a character is a syllable (assumptions about ordinary pace).
 */
public final class SoundModel implements ComputeModel {
  /** Characters spoken in a second, in an alphabet. */
  static final Interval LETTERS_PER_SECOND = new Interval(12, 15, 18);

  /** Characters spoken in a second, where one is a syllable. */
  static final Interval SYLLABLES_PER_SECOND = new Interval(3.5, 4.5, 6);

  private static final Method METHOD = new Method("flop-sound", "1");
  private static final Method ASSUMING = new Method("flop-sound-assumed", "1");
  private static final String BASIS = "seconds of sound x work of each stage";
  private static final Figure.Unknown NOT_SOUND =
      new Figure.Unknown("the formula is for models of speech and music");
  private static final Figure.Unknown NO_LENGTH =
      new Figure.Unknown("the length of the sound is neither reported nor asked for");

  private final boolean assuming;

  private SoundModel(boolean assuming) {
    this.assuming = assuming;
  }

  /** On the accelerator that is known. */
  public static SoundModel onKnown() {
    return new SoundModel(false);
  }

  /** Where the accelerator is not known, on what is common in data centres. */
  public static SoundModel onAssumed() {
    return new SoundModel(true);
  }

  @Override
  public Method method() {
    return assuming ? ASSUMING : METHOD;
  }

  @Override
  public void estimate(ModelFacts model, Workload work, Corner corner, Said said) {
    if (!(model.network() instanceof SoundNetwork network)) {
      said.notFor(NOT_SOUND);
      return;
    }
    said.begin();
    double seconds = seconds(network, work, corner, said);
    if (Double.isNaN(seconds)) {
      said.unknown(NO_LENGTH);
      return;
    }
    double flop = 0;
    double busy = 0;
    Utilisation reached = model.serving().utilisation();
    List<SoundNetwork.Stage> stages = network.stages();
    for (int i = 0; i < stages.size(); i++) {
      SoundNetwork.Stage stage = stages.get(i);
      double flopOfStage = seconds * stage.flopPerSecond(corner);
      flop += flopOfStage;
      busy +=
          flopOfStage / corner.divisor(stage.sequential() ? reached.decode() : reached.prefill());
    }
    said.known(Said.FLOP, flop, BASIS);
    Accelerator accelerator = Power.pick(model, assuming, corner, said);
    if (accelerator == null) {
      Power.sayNone(said);
    } else {
      Power.say(said, accelerator, corner, busy / accelerator.peak(model.serving().precision()));
    }
  }

  private static double seconds(SoundNetwork network, Workload work, Corner corner, Said said) {
    long reported = work.count(UsageUnit.AUDIO_MILLIS);
    if (reported >= 0) {
      return reported / 1e3;
    }
    RunShape run = work.run();
    if (run.millis() > 0) {
      said.assume(Assumption.ASKED_LENGTH);
      return run.millis() / 1e3;
    }
    if (run.task() == RunShape.Task.SPEECH) {
      said.assume(Assumption.SPOKEN_LENGTH);
      long counted = work.count(UsageUnit.INPUT_CHARACTERS);
      double characters = counted >= 0 ? counted : run.characters();
      return characters
          / corner.divisor(run.wideScript() ? SYLLABLES_PER_SECOND : LETTERS_PER_SECOND);
    }
    if (network.usualMillis() == 0) {
      return Double.NaN;
    }
    said.assume(Assumption.USUAL_LENGTH);
    return network.usualMillis() / 1e3;
  }
}
