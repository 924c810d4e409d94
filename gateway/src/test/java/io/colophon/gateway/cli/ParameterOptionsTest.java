package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.v1.AudioKind;
import io.colophon.v1.GenerateRequest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterOptionsTest {

  @Test
  void apply_text_setsFieldsByTheirTypes() throws IOException {
    GenerateRequest request =
        apply(
            OutputKind.TEXT,
            "temperature=0.5",
            "top-p=0.9",
            "max_tokens=64",
            "stop=one",
            "stop=two=2",
            "seed=-7");

    assertThat(request.getText().getTemperature()).isEqualTo(0.5);
    assertThat(request.getText().getTopP()).isEqualTo(0.9);
    assertThat(request.getText().getMaxTokens()).isEqualTo(64);
    assertThat(request.getText().getStopList()).containsExactly("one", "two=2");
    assertThat(request.getText().getSeed()).isEqualTo(-7);
  }

  @Test
  void apply_size_setsWidthAndHeight() throws IOException {
    GenerateRequest request = apply(OutputKind.IMAGE, "size=1024x768", "format=jpg");

    assertThat(request.getImage().getWidth()).isEqualTo(1024);
    assertThat(request.getImage().getHeight()).isEqualTo(768);
    assertThat(request.getImage().getFormat()).isEqualTo("image/jpeg");
  }

  @Test
  void apply_music_setsKindAndDuration() throws IOException {
    GenerateRequest request = apply(OutputKind.MUSIC, "duration=1500ms");

    assertThat(request.getAudio().getKind()).isEqualTo(AudioKind.AUDIO_KIND_MUSIC);
    assertThat(request.getAudio().getDuration().getSeconds()).isEqualTo(1);
    assertThat(request.getAudio().getDuration().getNanos()).isEqualTo(500_000_000);
  }

  @Test
  void apply_audioKind_isAWord() throws IOException {
    assertThat(apply(OutputKind.AUDIO, "kind=transcription").getAudio().getKind())
        .isEqualTo(AudioKind.AUDIO_KIND_TRANSCRIPTION);
    assertThatThrownBy(() -> apply(OutputKind.AUDIO, "kind=song"))
        .hasMessage("--param kind is 'song', expected speech, music, sound or transcription");
  }

  @Test
  void apply_unknownName_listsTheKnownOnes() {
    assertThatThrownBy(() -> apply(OutputKind.VIDEO, "width=2", "frames=9"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--param frames is not known for video, expected one of duration, format, fps, height,"
                + " seed, size, width");
  }

  @Test
  void apply_valueOfWrongForm_saysWhatWasExpected() {
    assertThatThrownBy(() -> apply(OutputKind.IMAGE, "width=wide"))
        .hasMessage("--param width is 'wide', expected a whole number");
    assertThatThrownBy(() -> apply(OutputKind.IMAGE, "size=10"))
        .hasMessageContaining("expected WIDTHxHEIGHT in pixels");
    assertThatThrownBy(() -> apply(OutputKind.SPEECH, "speed=fast"))
        .hasMessage("--param speed is 'fast', expected a number");
    assertThatThrownBy(() -> apply(OutputKind.VIDEO, "duration=5"))
        .hasMessageContaining("--param duration is '5', expected a time with its unit");
    assertThatThrownBy(() -> apply(OutputKind.TEXT, "seed"))
        .hasMessage("--param is 'seed', expected name=value");
  }

  private static GenerateRequest apply(OutputKind kind, String... parameters) throws IOException {
    GenerateRequest.Builder request = GenerateRequest.newBuilder();
    ParameterOptions.apply(kind, List.of(parameters), request);
    return request.build();
  }
}
