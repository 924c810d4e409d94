package io.colophon.provider.triton;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures, sounds and vectors out of tensors. */
class TritonMediaTest extends TritonTrial {
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void picture_ofFloats_isAPngAsTheJdkReadsIt(boolean channelsFirst) throws IOException {
    // Two pixels wide, one high: red, then half grey.
    float[] last = {1, 0, 0, 0.5f, 0.5f, 0.5f};
    float[] first = {1, 0.5f, 0, 0.5f, 0, 0.5f};
    server.with(
        "m",
        request ->
            List.of(
                channelsFirst
                    ? FakeTriton.response("out", "FP32", TritonProviderTest.floats(first), 3, 1, 2)
                    : FakeTriton.response(
                        "out", "FP32", TritonProviderTest.floats(last), 1, 1, 2, 3)),
        "PROMPT BYTES 1",
        "w INT32 1",
        "h INT32 1");
    GenerationRequest.Image request =
        new GenerationRequest.Image(
            Prompt.of(new TargetModel("m"), "a boat"),
            Optional.of(new PixelSize(2, 1)),
            1,
            Optional.empty(),
            OptionalInt.of(20),
            OptionalDouble.empty(),
            OptionalLong.of(7),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            List.of());

    CollectingSubscriber stream =
        run(
            model(Ability.IMAGE, "out", Map.of("prompt", "PROMPT", "width", "w", "height", "h")),
            request);

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(stream.media(0)));
    assertThat(image.getWidth()).isEqualTo(2);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xffff0000);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xff808080);
    assertThat(sent("w").toByteArray()).containsExactly(2, 0, 0, 0);
    assertThat(accepted(stream).translations())
        .extracting(Translation::parameter)
        .containsExactly("image.steps", "image.seed");
    assertThat(stream.finished().orElseThrow().usage().value(UsageUnit.PIXELS)).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({"2,2", "0,2,3", "2,2,5", "1000000,1000000,3"})
  void picture_ofAnotherShape_isMalformed(String shape) {
    long[] sides = java.util.Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
    server.with(
        "m",
        request -> List.of(FakeTriton.response("out", "UINT8", ByteString.EMPTY, sides)),
        "text_input BYTES 1");

    CollectingSubscriber stream =
        run(
            model(Ability.IMAGE, "out", Map.of()),
            GenerationRequest.Image.of(Prompt.of(new TargetModel("m"), "a boat")));

    assertThat(failure(stream).kind()).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void sound_ofSeveralResponses_isOneWavAsTheJdkReadsIt() throws Exception {
    ByteString half = TritonProviderTest.floats(0, 1, -1, 2);
    server.with(
        "m",
        request ->
            List.of(
                FakeTriton.response("out", "FP32", half, 4),
                FakeTriton.response("out", "FP32", half, 4),
                FakeTriton.last()),
        "text_input BYTES 1");

    CollectingSubscriber stream =
        run(
            TritonProviderTest.model(Ability.SPEECH, true, "out", Map.of()),
            GenerationRequest.Audio.of(
                Prompt.of(new TargetModel("m"), "hello"), GenerationRequest.AudioKind.SPEECH));

    try (AudioInputStream sound =
        AudioSystem.getAudioInputStream(new ByteArrayInputStream(stream.media(0)))) {
      assertThat(sound.getFormat().getSampleRate()).isEqualTo(16_000);
      assertThat(sound.getFrameLength()).isEqualTo(8);
      assertThat(sound.readNBytes(8))
          .as("0, highest, lowest but one, cut to the highest; little-endian")
          .containsExactly(0, 0, 0xff, 0x7f, 0x01, 0x80, 0xff, 0x7f);
    }
  }

  @Test
  void vectors_ofSeveralTexts_areTheRows() {
    server.with(
        "m",
        request ->
            List.of(
                FakeTriton.response("out", "FP32", TritonProviderTest.floats(1, 2, 3, 4), 2, 2)),
        "text_input BYTES -1 1");

    CollectingSubscriber stream =
        run(
            model(Ability.EMBEDDING, "out", Map.of()),
            new GenerationRequest.Embedding(
                new Prompt(
                    new TargetModel("m"),
                    List.of(Message.user("a"), Message.user("b")),
                    List.of(),
                    Map.of()),
                OptionalInt.empty()));

    List<Float> firsts = new ArrayList<>();
    for (GenerationEvent event : stream.events()) {
      if (event instanceof GenerationEvent.Vector vector) {
        firsts.add(vector.values().get(0));
      }
    }
    assertThat(firsts).containsExactly(1f, 3f);
    assertThat(server.asked.peek().getInputs(0).getShapeList()).containsExactly(2L, 1L);
  }
}
