package io.colophon.provider.triton;

import com.google.protobuf.ByteString;
import inference.ModelInferResponse;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Words. Counters are the model's own where it gives them; else the input is counted in characters
 * and a streamed output is taken for one token in each response, as an estimate.
 */
final class TextAnswer implements Answer {
  private final GenerationRequest request;
  private final TritonModel model;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer unread = ByteBuffer.allocate(0);
  private FinishReason reason = FinishReason.STOP;
  private long pieces;
  private long inputTokens = -1;
  private long outputTokens = -1;

  TextAnswer(GenerationRequest request, TritonModel model) {
    this.request = request;
    this.model = model;
  }

  @Override
  public List<GenerationEvent> response(ModelInferResponse response) {
    OutputTensor.find(response, "finish_reason").ifPresent(this::finishReason);
    OutputTensor.find(response, "num_input_tokens").ifPresent(t -> inputTokens = t.number());
    OutputTensor.find(response, "num_output_tokens")
        .ifPresent(t -> outputTokens = Math.max(0, outputTokens) + t.number());
    ByteString bytes = ByteString.EMPTY;
    var tensor = OutputTensor.find(response, model.output());
    if (tensor.isPresent()) {
      for (ByteString element : tensor.get().elements()) {
        bytes = bytes.concat(element);
      }
    } else if (response.getOutputsCount() > 0) {
      throw Failures.malformed("sent no output " + model.output());
    }
    pieces += bytes.isEmpty() ? 0 : 1;
    return delta(decode(bytes, false));
  }

  private void finishReason(OutputTensor tensor) {
    for (ByteString said : tensor.elements()) {
      if (said.toStringUtf8().equals("length")) {
        reason = FinishReason.LENGTH;
      }
    }
  }

  /** Whole characters only: the bytes of one that is cut wait for the next response. */
  private String decode(ByteString bytes, boolean last) {
    ByteBuffer in = ByteBuffer.allocate(unread.remaining() + bytes.size());
    in.put(unread);
    bytes.copyTo(in);
    in.flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, last);
    if (last) {
      decoder.flush(out);
    }
    unread = in;
    return out.flip().toString();
  }

  private static List<GenerationEvent> delta(String text) {
    return text.isEmpty() ? List.of() : List.of(new GenerationEvent.TextDelta(text));
  }

  @Override
  public boolean isHeavy() {
    return false;
  }

  @Override
  public List<GenerationEvent> end() {
    GenerationEvent.Finished finished = new GenerationEvent.Finished(reason, usage());
    List<GenerationEvent> rest = delta(decode(ByteString.EMPTY, true));
    return rest.isEmpty() ? List.of(finished) : List.of(rest.get(0), finished);
  }

  private Usage usage() {
    Map<UsageUnit, Quantity.Known> counters = new EnumMap<>(UsageUnit.class);
    counters.put(
        UsageUnit.INPUT_CHARACTERS,
        new Quantity.Known(PromptText.codePoints(request), Quantity.Source.COUNTED_LOCALLY));
    if (inputTokens >= 0) {
      counters.put(
          UsageUnit.INPUT_TOKENS, new Quantity.Known(inputTokens, Quantity.Source.PROVIDER_FINAL));
    }
    if (outputTokens >= 0) {
      counters.put(
          UsageUnit.OUTPUT_TOKENS,
          new Quantity.Known(outputTokens, Quantity.Source.PROVIDER_FINAL));
    } else if (model.decoupled()) {
      counters.put(UsageUnit.OUTPUT_TOKENS, new Quantity.Known(pieces, Quantity.Source.ESTIMATED));
    }
    return new Usage(counters);
  }
}
