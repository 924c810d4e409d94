package io.colophon.provider.triton;

import inference.ModelInferResponse;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import java.util.List;

/**
 * Turns the responses of one generation into events. Called by one thread at a time; a {@link
 * ProviderException} ends the generation.
 */
interface Answer {

  /** Events that can go out at once; must be quick. */
  List<GenerationEvent> response(ModelInferResponse response);

  /** Whether {@link #end} is more work than an event loop may do. */
  boolean isHeavy();

  /** The remaining events, {@link GenerationEvent.Finished} last. */
  List<GenerationEvent> end();

  static Answer to(GenerationRequest request, TritonModel model) {
    if (request instanceof GenerationRequest.Image image) {
      return new ImageAnswer(image, model);
    }
    if (request instanceof GenerationRequest.Audio audio) {
      return new AudioAnswer(audio, model);
    }
    if (request instanceof GenerationRequest.Embedding embedding) {
      return new VectorAnswer(embedding, model);
    }
    return new TextAnswer(request, model);
  }
}
