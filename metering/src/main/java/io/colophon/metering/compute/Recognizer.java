package io.colophon.metering.compute;

import io.colophon.metering.figure.Interval;

/**
 * Speech recognition with an encoder over windows of fixed length and a decoder that writes text,
 * as Whisper has it.
 *
 * @param windowSeconds audio in one window; the last one is filled up
 * @param framesPerWindow tokens of the encoder for one window
 * @param encoder parameters, layers and width of the encoder
 * @param decoder parameters, layers and width of the decoder
 * @param tokensPerSecond text tokens that a second of speech usually gives
 */
public record Recognizer(
    double windowSeconds, int framesPerWindow, Part encoder, Part decoder, Interval tokensPerSecond)
    implements Network {

  /** One half of the network. */
  public record Part(Interval parameters, int layers, int width) {
    public Part {
      ModelFacts.checkParameters("recognizer", parameters);
      if (layers < 1 || width < 1) {
        throw new IllegalArgumentException(
            "part of " + layers + " layers, width " + width + ", expected 1 or more of each");
      }
    }
  }

  public Recognizer {
    if (!(windowSeconds > 0) || framesPerWindow < 1) {
      throw new IllegalArgumentException(
          "window of " + windowSeconds + " s and " + framesPerWindow + " frames, expected above 0");
    }
  }

  /** FLOP of the encoder for one window: every frame looks at every frame. */
  double encoderFlop(Corner corner) {
    double frames = framesPerWindow;
    return 2 * corner.of(encoder.parameters) * frames
        + 4.0 * encoder.layers * frames * frames * encoder.width;
  }

  /** FLOP of the decoder for one text token: its parameters and a look at all frames. */
  double decoderFlop(Corner corner) {
    return 2 * corner.of(decoder.parameters)
        + 4.0 * decoder.layers * framesPerWindow * decoder.width;
  }
}
