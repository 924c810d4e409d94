package io.colophon.provider.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Adapter;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.v1.ProviderGenerateRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestWriterTest {
  private static final Prompt PROMPT =
      new Prompt(
          new TargetModel("m"),
          List.of(
              Message.of(Message.Role.SYSTEM, "be brief"),
              new Message(
                  Message.Role.USER, List.of(new Part.Text("look: 湖 🚣"), SampleMedia.image())),
              new Message(
                  Message.Role.ASSISTANT, List.of(new Part.ToolCall("c1", "depth", "{\"a\":1}"))),
              new Message(Message.Role.TOOL, List.of(new Part.ToolResult("c1", "310")))),
          List.of(new Adapter("style", 0.5), new Adapter("off", 0)),
          Map.of());

  static Stream<GenerationRequest> requests() {
    return Stream.of(
        GenerationRequest.Text.of(PROMPT),
        new GenerationRequest.Text(
            PROMPT,
            OptionalInt.of(5),
            OptionalDouble.of(0),
            OptionalDouble.of(0.5),
            List.of("\n", "END"),
            OptionalLong.of(0),
            Optional.of("{}"),
            List.of(new GenerationRequest.Tool("depth", "how deep", "{}"))),
        GenerationRequest.Image.of(PROMPT),
        new GenerationRequest.Image(
            PROMPT,
            Optional.of(new PixelSize(64, 32)),
            3,
            Optional.of("image/png"),
            OptionalInt.of(20),
            OptionalDouble.of(0),
            OptionalLong.of(-1),
            Optional.of("blur"),
            Optional.of(SampleMedia.image()),
            Optional.of(SampleMedia.image()),
            OptionalDouble.of(0),
            List.of(SampleMedia.image(), SampleMedia.image())),
        GenerationRequest.Audio.of(PROMPT, GenerationRequest.AudioKind.SOUND),
        new GenerationRequest.Audio(
            PROMPT,
            GenerationRequest.AudioKind.TRANSCRIPTION,
            Optional.of("alto"),
            Optional.of("audio/wav"),
            OptionalDouble.of(0.25),
            Optional.of(Duration.ofMillis(1_500)),
            Optional.of("zh-CN"),
            OptionalLong.of(7),
            Optional.of(SampleMedia.audio())),
        GenerationRequest.Video.of(PROMPT),
        new GenerationRequest.Video(
            PROMPT,
            Optional.of(new PixelSize(64, 32)),
            Optional.of(Duration.ofSeconds(5)),
            OptionalInt.of(8),
            Optional.of("video/mp4"),
            OptionalLong.of(7),
            Optional.of(SampleMedia.image())),
        new GenerationRequest.Embedding(PROMPT, OptionalInt.empty()),
        new GenerationRequest.Embedding(PROMPT, OptionalInt.of(256)));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void write_anyRequest_canBeReadAsItWas(GenerationRequest request) {
    ProviderGenerateRequest written =
        RequestWriter.write(request, "g", "a", Duration.ofMillis(1_500), Set.of());

    assertThat(AskedFor.read(written)).isEqualTo(request);
    assertThat(written.getTimeLeft().getSeconds()).isEqualTo(1);
    assertThat(written.getTimeLeft().getNanos()).isEqualTo(500_000_000);
    assertThat(written.getRequest().hasLabeling()).isFalse();
    assertThat(written.getRequest().getMetadataMap()).isEmpty();
  }

  @Test
  void write_extensions_areStructuresOfKnownKeys() {
    Prompt prompt =
        new Prompt(
            new TargetModel("m"),
            List.of(Message.user("a")),
            List.of(),
            Map.of("a", Map.of("b", List.of(1, true, "c")), "unknown", 1));

    var written =
        RequestWriter.write(
                GenerationRequest.Text.of(prompt), "g", "a", Duration.ofSeconds(1), Set.of("a"))
            .getRequest()
            .getExtensions();

    assertThat(written.getFieldsMap()).containsOnlyKeys("a");
    var list = written.getFieldsOrThrow("a").getStructValue().getFieldsOrThrow("b").getListValue();
    assertThat(list.getValues(0).getNumberValue()).isEqualTo(1);
    assertThat(list.getValues(1).getBoolValue()).isTrue();
    assertThat(list.getValues(2).getStringValue()).isEqualTo("c");
  }
}
