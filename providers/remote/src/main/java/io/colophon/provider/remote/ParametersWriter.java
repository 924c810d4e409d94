package io.colophon.provider.remote;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.v1.AudioKind;
import io.colophon.v1.AudioParameters;
import io.colophon.v1.ImageParameters;
import io.colophon.v1.TextParameters;
import io.colophon.v1.Tool;
import io.colophon.v1.VideoParameters;
import java.time.Duration;

/** Writes the parameters of each modality. What the caller left out stays out. */
final class ParametersWriter {

  private ParametersWriter() {}

  static TextParameters text(GenerationRequest.Text in) {
    TextParameters.Builder out = TextParameters.newBuilder().addAllStop(in.stop());
    in.temperature().ifPresent(out::setTemperature);
    in.topP().ifPresent(out::setTopP);
    in.maxTokens().ifPresent(out::setMaxTokens);
    in.seed().ifPresent(out::setSeed);
    in.jsonSchema().ifPresent(out::setJsonSchema);
    for (GenerationRequest.Tool tool : in.tools()) {
      out.addTools(
          Tool.newBuilder()
              .setName(tool.name())
              .setDescription(tool.description())
              .setParametersJson(tool.parametersJson()));
    }
    return out.build();
  }

  static ImageParameters image(GenerationRequest.Image in) {
    ImageParameters.Builder out = ImageParameters.newBuilder().setCount(in.count());
    in.size().ifPresent(size -> out.setWidth(size.width()).setHeight(size.height()));
    in.format().ifPresent(out::setFormat);
    in.steps().ifPresent(out::setSteps);
    in.guidance().ifPresent(out::setGuidance);
    in.seed().ifPresent(out::setSeed);
    in.negativePrompt().ifPresent(out::setNegativePrompt);
    in.source().ifPresent(media -> out.setSource(MessageWriter.media(media)));
    in.mask().ifPresent(media -> out.setMask(MessageWriter.media(media)));
    in.strength().ifPresent(out::setStrength);
    in.controls().forEach(media -> out.addControls(MessageWriter.media(media)));
    return out.build();
  }

  static AudioParameters audio(GenerationRequest.Audio in) {
    AudioParameters.Builder out = AudioParameters.newBuilder().setKind(kind(in.kind()));
    in.voice().ifPresent(out::setVoice);
    in.format().ifPresent(out::setFormat);
    in.speed().ifPresent(out::setSpeed);
    in.duration().ifPresent(length -> out.setDuration(duration(length)));
    in.language().ifPresent(out::setLanguage);
    in.seed().ifPresent(out::setSeed);
    in.source().ifPresent(media -> out.setSource(MessageWriter.media(media)));
    return out.build();
  }

  static VideoParameters video(GenerationRequest.Video in) {
    VideoParameters.Builder out = VideoParameters.newBuilder();
    in.size().ifPresent(size -> out.setWidth(size.width()).setHeight(size.height()));
    in.duration().ifPresent(length -> out.setDuration(duration(length)));
    in.framesPerSecond().ifPresent(out::setFps);
    in.format().ifPresent(out::setFormat);
    in.seed().ifPresent(out::setSeed);
    in.firstFrame().ifPresent(media -> out.setFirstFrame(MessageWriter.media(media)));
    return out.build();
  }

  static com.google.protobuf.Duration duration(Duration length) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(length.getSeconds())
        .setNanos(length.getNano())
        .build();
  }

  private static AudioKind kind(GenerationRequest.AudioKind kind) {
    return switch (kind) {
      case SPEECH -> AudioKind.AUDIO_KIND_SPEECH;
      case MUSIC -> AudioKind.AUDIO_KIND_MUSIC;
      case SOUND -> AudioKind.AUDIO_KIND_SOUND;
      case TRANSCRIPTION -> AudioKind.AUDIO_KIND_TRANSCRIPTION;
    };
  }
}
