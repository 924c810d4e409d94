package io.colophon.provider.remote;

import io.colophon.provider.spi.Adapter;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.v1.EmbeddingParameters;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.Modality;
import io.colophon.v1.ProviderGenerateRequest;
import java.time.Duration;
import java.util.Set;

/** Writes a generation as a plug-in is asked for it. */
final class RequestWriter {

  private RequestWriter() {}

  /**
   * Writes it.
   *
   * @param attemptId unique
   * @param timeLeft until the deadline
   * @param extensions keys that the plug-in understands; others are left out
   * @throws IllegalArgumentException if an extension is of no kind that the contract has
   */
  static ProviderGenerateRequest write(
      GenerationRequest request,
      String generationId,
      String attemptId,
      Duration timeLeft,
      Set<String> extensions) {
    Prompt prompt = request.prompt();
    ProviderGenerateRequest.Builder out =
        ProviderGenerateRequest.newBuilder()
            .setGenerationId(generationId)
            .setAttemptId(attemptId)
            .setModel(prompt.model().name())
            .setTimeLeft(ParametersWriter.duration(timeLeft));
    GenerateRequest.Builder inner =
        GenerateRequest.newBuilder()
            .setModel(prompt.model().name())
            .setOutputModality(modality(request));
    prompt.messages().forEach(message -> inner.addInputs(MessageWriter.write(message)));
    prompt.adapters().forEach(adapter -> inner.addAdapters(adapter(adapter)));
    if (!prompt.extensions().isEmpty()) {
      inner.setExtensions(StructWriter.write(prompt.extensions(), extensions));
    }
    if (request instanceof GenerationRequest.Text text) {
      inner.setText(ParametersWriter.text(text));
    } else if (request instanceof GenerationRequest.Image image) {
      inner.setImage(ParametersWriter.image(image));
    } else if (request instanceof GenerationRequest.Audio audio) {
      inner.setAudio(ParametersWriter.audio(audio));
    } else if (request instanceof GenerationRequest.Video video) {
      inner.setVideo(ParametersWriter.video(video));
    } else if (request instanceof GenerationRequest.Embedding embedding) {
      EmbeddingParameters.Builder parameters = EmbeddingParameters.newBuilder();
      embedding.dimensions().ifPresent(parameters::setDimensions);
      out.setEmbedding(parameters);
    }
    return out.setRequest(inner).build();
  }

  private static io.colophon.v1.Adapter adapter(Adapter adapter) {
    return io.colophon.v1.Adapter.newBuilder()
        .setName(adapter.name())
        .setWeight(adapter.weight())
        .build();
  }

  private static Modality modality(GenerationRequest request) {
    return switch (request.modality()) {
      case TEXT -> Modality.MODALITY_TEXT;
      case IMAGE -> Modality.MODALITY_IMAGE;
      case AUDIO -> Modality.MODALITY_AUDIO;
      case VIDEO -> Modality.MODALITY_VIDEO;
    };
  }
}
