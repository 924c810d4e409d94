package io.colophon.provider.triton;

import inference.ModelInferResponse;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Vectors: the rows of one tensor, one for each text. */
final class VectorAnswer implements Answer {
  private final GenerationRequest.Embedding request;
  private final TritonModel model;
  private int given;

  VectorAnswer(GenerationRequest.Embedding request, TritonModel model) {
    this.request = request;
    this.model = model;
  }

  @Override
  public List<GenerationEvent> response(ModelInferResponse response) {
    var tensor = OutputTensor.find(response, model.output());
    if (tensor.isEmpty()) {
      return List.of();
    }
    float[] values = tensor.get().numbers();
    int texts = request.prompt().messages().size();
    if (given > 0 || values.length == 0 || values.length % texts != 0) {
      throw Failures.malformed("sent " + values.length + " values for " + texts + " vectors");
    }
    int length = values.length / texts;
    List<GenerationEvent> vectors = new ArrayList<>(texts);
    for (int text = 0; text < texts; text++) {
      float[] row = new float[length];
      for (int i = 0; i < length; i++) {
        row[i] = values[text * length + i];
        if (!Float.isFinite(row[i])) {
          throw Failures.malformed("sent a vector with " + row[i] + " in it");
        }
      }
      vectors.add(new GenerationEvent.Vector(text, FloatBuffer.wrap(row)));
    }
    given = texts;
    return vectors;
  }

  @Override
  public boolean isHeavy() {
    return false;
  }

  @Override
  public List<GenerationEvent> end() {
    if (given == 0) {
      throw Failures.malformed("sent no vector as " + model.output());
    }
    Usage usage =
        Usage.from(Quantity.Source.COUNTED_LOCALLY)
            .with(UsageUnit.INPUT_CHARACTERS, PromptText.codePoints(request))
            .build();
    return List.of(new GenerationEvent.Finished(FinishReason.STOP, usage));
  }
}
