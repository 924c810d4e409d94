package io.colophon.provider.remote;

import io.colophon.provider.spi.Adapter;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.v1.AudioParameters;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.ImageParameters;
import io.colophon.v1.Media;
import io.colophon.v1.ProviderGenerateRequest;
import io.colophon.v1.TextParameters;
import io.colophon.v1.VideoParameters;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads a request as a plug-in does, from what the contract says. */
final class AskedFor {

  private AskedFor() {}

  static GenerationRequest read(ProviderGenerateRequest asked) {
    GenerateRequest in = asked.getRequest();
    Map<String, Object> extensions = new LinkedHashMap<>();
    in.getExtensions()
        .getFieldsMap()
        .forEach((key, value) -> extensions.put(key, value.getStringValue()));
    Prompt prompt =
        new Prompt(
            new TargetModel(asked.getModel()),
            in.getInputsList().stream().map(AskedFor::message).toList(),
            in.getAdaptersList().stream()
                .map(a -> new Adapter(a.getName(), a.getWeight()))
                .toList(),
            extensions);
    if (asked.hasEmbedding()) {
      var parameters = asked.getEmbedding();
      return new GenerationRequest.Embedding(
          prompt,
          parameters.hasDimensions()
              ? OptionalInt.of(parameters.getDimensions())
              : OptionalInt.empty());
    }
    return switch (in.getOutputModality()) {
      case MODALITY_IMAGE -> image(prompt, in.getImage());
      case MODALITY_AUDIO -> audio(prompt, in.getAudio());
      case MODALITY_VIDEO -> video(prompt, in.getVideo());
      default -> text(prompt, in.getText());
    };
  }

  private static GenerationRequest text(Prompt prompt, TextParameters in) {
    return new GenerationRequest.Text(
        prompt,
        in.hasMaxTokens() ? OptionalInt.of(in.getMaxTokens()) : OptionalInt.empty(),
        in.hasTemperature() ? OptionalDouble.of(in.getTemperature()) : OptionalDouble.empty(),
        in.hasTopP() ? OptionalDouble.of(in.getTopP()) : OptionalDouble.empty(),
        in.getStopList(),
        in.hasSeed() ? OptionalLong.of(in.getSeed()) : OptionalLong.empty(),
        filled(in.getJsonSchema()),
        in.getToolsList().stream()
            .map(
                t ->
                    new GenerationRequest.Tool(
                        t.getName(), t.getDescription(), t.getParametersJson()))
            .toList());
  }

  private static GenerationRequest image(Prompt prompt, ImageParameters in) {
    return new GenerationRequest.Image(
        prompt,
        in.hasWidth()
            ? Optional.of(new PixelSize(in.getWidth(), in.getHeight()))
            : Optional.empty(),
        in.getCount(),
        filled(in.getFormat()),
        in.hasSteps() ? OptionalInt.of(in.getSteps()) : OptionalInt.empty(),
        in.hasGuidance() ? OptionalDouble.of(in.getGuidance()) : OptionalDouble.empty(),
        in.hasSeed() ? OptionalLong.of(in.getSeed()) : OptionalLong.empty(),
        filled(in.getNegativePrompt()),
        in.hasSource() ? Optional.of(media(in.getSource())) : Optional.empty(),
        in.hasMask() ? Optional.of(media(in.getMask())) : Optional.empty(),
        in.hasStrength() ? OptionalDouble.of(in.getStrength()) : OptionalDouble.empty(),
        in.getControlsList().stream().map(AskedFor::media).toList());
  }

  private static GenerationRequest audio(Prompt prompt, AudioParameters in) {
    return new GenerationRequest.Audio(
        prompt,
        switch (in.getKind()) {
          case AUDIO_KIND_MUSIC -> GenerationRequest.AudioKind.MUSIC;
          case AUDIO_KIND_SOUND -> GenerationRequest.AudioKind.SOUND;
          case AUDIO_KIND_TRANSCRIPTION -> GenerationRequest.AudioKind.TRANSCRIPTION;
          default -> GenerationRequest.AudioKind.SPEECH;
        },
        filled(in.getVoice()),
        filled(in.getFormat()),
        in.hasSpeed() ? OptionalDouble.of(in.getSpeed()) : OptionalDouble.empty(),
        in.hasDuration() ? Optional.of(length(in.getDuration())) : Optional.empty(),
        filled(in.getLanguage()),
        in.hasSeed() ? OptionalLong.of(in.getSeed()) : OptionalLong.empty(),
        in.hasSource() ? Optional.of(media(in.getSource())) : Optional.empty());
  }

  private static GenerationRequest video(Prompt prompt, VideoParameters in) {
    return new GenerationRequest.Video(
        prompt,
        in.hasWidth()
            ? Optional.of(new PixelSize(in.getWidth(), in.getHeight()))
            : Optional.empty(),
        in.hasDuration() ? Optional.of(length(in.getDuration())) : Optional.empty(),
        in.hasFps() ? OptionalInt.of(in.getFps()) : OptionalInt.empty(),
        filled(in.getFormat()),
        in.hasSeed() ? OptionalLong.of(in.getSeed()) : OptionalLong.empty(),
        in.hasFirstFrame() ? Optional.of(media(in.getFirstFrame())) : Optional.empty());
  }

  private static Message message(io.colophon.v1.Message in) {
    List<Part> parts = in.getPartsList().stream().map(AskedFor::part).toList();
    return new Message(
        switch (in.getRole()) {
          case ROLE_SYSTEM -> Message.Role.SYSTEM;
          case ROLE_ASSISTANT -> Message.Role.ASSISTANT;
          case ROLE_TOOL -> Message.Role.TOOL;
          default -> Message.Role.USER;
        },
        parts);
  }

  private static Part part(io.colophon.v1.Part in) {
    return switch (in.getContentCase()) {
      case MEDIA -> media(in.getMedia());
      case TOOL_CALL ->
          new Part.ToolCall(
              in.getToolCall().getId(),
              in.getToolCall().getName(),
              in.getToolCall().getArgumentsJson());
      case TOOL_RESULT ->
          new Part.ToolResult(in.getToolResult().getId(), in.getToolResult().getContentJson());
      default -> new Part.Text(in.getText());
    };
  }

  private static Part.Media media(Media in) {
    return new Part.Media(in.getMimeType(), in.getData().asReadOnlyByteBuffer());
  }

  private static Optional<String> filled(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static Duration length(com.google.protobuf.Duration in) {
    return Duration.ofSeconds(in.getSeconds(), in.getNanos());
  }
}
