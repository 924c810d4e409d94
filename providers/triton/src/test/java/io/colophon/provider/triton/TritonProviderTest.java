package io.colophon.provider.triton;

import com.google.protobuf.ByteString;
import inference.ModelStreamInferResponse;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The contract, held over the protocol by a server double. */
class TritonProviderTest extends ProviderContract {
  private FakeTriton server;

  /** Made when the suite makes its provider, which is before any other method here runs. */
  private FakeTriton server() {
    if (server == null) {
      try {
        server = models(new FakeTriton());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return server;
  }

  static FakeTriton models(FakeTriton server) {
    return server
        .with(
            "llm",
            request ->
                List.of(
                    FakeTriton.text("A lake "), FakeTriton.text("lies still."), FakeTriton.last()),
            "text_input BYTES 1",
            "stream BOOL 1",
            "sampling_parameters BYTES 1",
            "exclude_input_in_output BOOL 1")
        .with(
            "whole",
            request -> List.of(FakeTriton.text("All at once.")),
            "text_input BYTES -1 1",
            "max_tokens INT32 -1 1")
        .with(
            "painter",
            request -> List.of(picture()),
            "PROMPT BYTES 1",
            "width INT32 1",
            "height INT32 1",
            "seed UINT64 1")
        .with("speaker", request -> List.of(sound()), "text_input BYTES 1", "speed FP32 1")
        .with(
            "embedder",
            request ->
                List.of(FakeTriton.response("vectors", "FP32", floats(0.5f, -0.5f, 1), 1, 3)),
            "text_input BYTES -1 1");
  }

  static ModelStreamInferResponse picture() {
    byte[] pixels = new byte[64 * 64 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 64);
    }
    return FakeTriton.response("IMAGES", "UINT8", ByteString.copyFrom(pixels), 1, 64, 64, 3);
  }

  static ModelStreamInferResponse sound() {
    float[] samples = new float[16_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(i / 10.0);
    }
    return FakeTriton.response("audio", "FP32", floats(samples), 1, samples.length);
  }

  static ByteString floats(float... values) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putFloat(value);
    }
    return ByteString.copyFrom(raw.flip());
  }

  static Map<String, TritonModel> configured() {
    return Map.of(
        "llm",
        TritonModel.TEXT,
        "whole",
        model(Ability.TEXT, false, "text_output", Map.of()),
        "painter",
        model(Ability.IMAGE, false, "IMAGES", Map.of("prompt", "PROMPT")),
        "speaker",
        model(Ability.SPEECH, true, "audio", Map.of()),
        "embedder",
        model(Ability.EMBEDDING, false, "vectors", Map.of()));
  }

  static TritonModel model(
      Ability ability, boolean decoupled, String output, Map<String, String> tensors) {
    return new TritonModel(
        List.of(ability),
        Optional.empty(),
        decoupled,
        Optional.of(tensors),
        output,
        Optional.of(16_000),
        PixelRange.ZERO_TO_ONE,
        Optional.empty());
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new TritonFactory()
        .create("triton", TritonConfig.at(server().address(), configured()), context);
  }

  @Override
  protected boolean repeatable(ModelDescription model, Ability ability) {
    return true;
  }

  @AfterEach
  void stop() {
    server.close();
  }
}
