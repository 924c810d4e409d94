package io.colophon.metering.compute;

import io.colophon.metering.figure.Interval;
import java.util.List;

/**
 * A model that makes speech, music or noises, as stages whose work grows with the length of the
 * sound: language models over codec tokens, passes over frames, vocoders.
 *
 * @param stages at least one
 * @param usualMillis length of a sound when nobody says one; 0 when there is none
 */
public record SoundNetwork(List<Stage> stages, long usualMillis) implements Network {

  public SoundNetwork {
    stages = List.copyOf(stages);
    if (stages.isEmpty() || usualMillis < 0) {
      throw new IllegalArgumentException("a sound model needs a stage");
    }
  }

  /** One stage. */
  public sealed interface Stage permits Tokens, Counted {

    /** FLOP for a second of sound. */
    double flopPerSecond(Corner corner);

    /** Whether one token waits for the one before it, which uses hardware as decoding does. */
    boolean sequential();
  }

  /**
   * A network that every token or frame passes: {@code 2 N rate}.
   *
   * @param parameters for one token
   * @param perSecond tokens for a second of sound: frame rate times codebooks that follow one
   *     another, or frame rate times passes (steps of a flow or diffusion vocoder)
   */
  public record Tokens(Interval parameters, Interval perSecond, boolean sequential)
      implements Stage {
    public Tokens {
      ModelFacts.checkParameters("sound", parameters);
      if (!(perSecond.low() > 0 && perSecond.high() <= 1e9)) {
        throw new IllegalArgumentException(
            perSecond + " tokens for a second of sound, expected above 0 up to 1e9");
      }
    }

    @Override
    public double flopPerSecond(Corner corner) {
      return 2 * corner.of(parameters) * corner.of(perSecond);
    }
  }

  /**
   * A network whose work somebody counted, such as a GAN vocoder.
   *
   * @param flop for a second of sound
   */
  public record Counted(Interval flop) implements Stage {
    public Counted {
      if (!(flop.low() > 0 && flop.high() <= 1e18)) {
        throw new IllegalArgumentException(
            flop + " FLOP for a second of sound, expected above 0 up to 1e18");
      }
    }

    @Override
    public double flopPerSecond(Corner corner) {
      return corner.of(flop);
    }

    @Override
    public boolean sequential() {
      return false;
    }
  }
}
