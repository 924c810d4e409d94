package io.colophon.provider.triton;

import inference.ModelInferResponse;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Sound: the samples of all responses, one after the other, as one WAV file with one channel. A
 * tensor of INT16 holds them as they are, one of floating point from -1 to 1. At most {@value
 * #MOST_SAMPLES} samples.
 */
final class AudioAnswer implements Answer {
  private static final int MOST_SAMPLES = 100_000_000;

  private final GenerationRequest.Audio request;
  private final TritonModel model;
  private final List<short[]> pieces = new ArrayList<>();
  private int samples;

  AudioAnswer(GenerationRequest.Audio request, TritonModel model) {
    this.request = request;
    this.model = model;
  }

  @Override
  public List<GenerationEvent> response(ModelInferResponse response) {
    OutputTensor.find(response, model.output()).ifPresent(this::take);
    return List.of();
  }

  private void take(OutputTensor tensor) {
    float[] values = tensor.numbers();
    if (values.length > MOST_SAMPLES - samples) {
      throw Failures.malformed("sent more than " + MOST_SAMPLES + " samples");
    }
    boolean whole = tensor.datatype().equals("INT16");
    short[] piece = new short[values.length];
    for (int i = 0; i < piece.length; i++) {
      double size = whole ? values[i] : values[i] * Short.MAX_VALUE;
      piece[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(size)));
    }
    pieces.add(piece);
    samples += piece.length;
  }

  @Override
  public boolean isHeavy() {
    return true;
  }

  @Override
  public List<GenerationEvent> end() {
    if (samples == 0) {
      throw Failures.malformed("sent no sound as " + model.output());
    }
    short[] all = new short[samples];
    int at = 0;
    for (short[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    int rate = model.sampleRate().orElseThrow();
    List<GenerationEvent> events = new ArrayList<>();
    Files.add(events, 0, "audio/wav", Files.wav(all, rate));
    Usage usage =
        Usage.from(Quantity.Source.COUNTED_LOCALLY)
            .with(UsageUnit.INPUT_CHARACTERS, PromptText.codePoints(request))
            .with(UsageUnit.AUDIO_MILLIS, 1000L * samples / rate)
            .build();
    events.add(new GenerationEvent.Finished(FinishReason.STOP, usage));
    return events;
  }
}
