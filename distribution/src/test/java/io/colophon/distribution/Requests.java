package io.colophon.distribution;

import com.google.protobuf.Duration;
import io.colophon.v1.AudioKind;
import io.colophon.v1.AudioParameters;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.ImageParameters;
import io.colophon.v1.Message;
import io.colophon.v1.Modality;
import io.colophon.v1.Part;
import io.colophon.v1.TextParameters;
import io.colophon.v1.VideoParameters;

/** Requests to the embedded default; media are large and long enough to bear a mark. */
final class Requests {
  private static final long SEED = 7;

  private Requests() {}

  static GenerateRequest text(int tokens) {
    return prompt("Tell me about the sea.")
        .setOutputModality(Modality.MODALITY_TEXT)
        .setText(TextParameters.newBuilder().setMaxTokens(tokens).setSeed(SEED))
        .build();
  }

  static GenerateRequest image(String format) {
    return prompt("A lighthouse at dusk")
        .setOutputModality(Modality.MODALITY_IMAGE)
        .setImage(
            ImageParameters.newBuilder()
                .setWidth(512)
                .setHeight(384)
                .setSeed(SEED)
                .setFormat(format))
        .build();
  }

  static GenerateRequest speech(String format) {
    return prompt(
            "Good morning. The sea is calm today, and the ferry leaves the harbour at nine;"
                + " bring a coat, since the wind may rise in the afternoon.")
        .setOutputModality(Modality.MODALITY_AUDIO)
        .setAudio(
            AudioParameters.newBuilder()
                .setKind(AudioKind.AUDIO_KIND_SPEECH)
                .setLanguage("en")
                .setFormat(format))
        .build();
  }

  static GenerateRequest music(String format) {
    return prompt("A calm piano piece")
        .setModel("music")
        .setOutputModality(Modality.MODALITY_AUDIO)
        .setAudio(
            AudioParameters.newBuilder()
                .setKind(AudioKind.AUDIO_KIND_MUSIC)
                // Long enough that a mark holds, whichever it is: in 8 s now and then one does not.
                .setDuration(Duration.newBuilder().setSeconds(20))
                .setSeed(SEED)
                .setFormat(format))
        .build();
  }

  static GenerateRequest video(String format, int seconds, int width, int height) {
    return prompt("Waves at sunset")
        .setOutputModality(Modality.MODALITY_VIDEO)
        .setVideo(
            VideoParameters.newBuilder()
                .setDuration(Duration.newBuilder().setSeconds(seconds))
                .setWidth(width)
                .setHeight(height)
                .setSeed(SEED)
                .setFormat(format))
        .build();
  }

  /** Takes minutes: whoever asks for it means to cut it. */
  static GenerateRequest endlessVideo() {
    return video("video/mp4", 30, 1280, 720);
  }

  private static GenerateRequest.Builder prompt(String text) {
    return GenerateRequest.newBuilder()
        .addInputs(Message.newBuilder().addParts(Part.newBuilder().setText(text)));
  }
}
