package io.colophon.gateway.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Translation;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.Media;
import io.colophon.v1.Output;
import java.util.List;

/** Collects a generation's output into one response. Used by one thread at a time. */
public final class ResponseCollector {
  private final GenerateResponse.Builder response = GenerateResponse.newBuilder();
  private final StringBuilder text = new StringBuilder();
  private ByteString media = ByteString.EMPTY;
  private List<Translation> translations = List.of();

  /** Notes what the target changed. */
  public void started(Generation generation) {
    translations = generation.translations();
  }

  /** Takes one output. */
  public void add(GenerationEvent event) {
    if (event instanceof GenerationEvent.TextDelta delta) {
      text.append(delta.text());
    } else if (event instanceof GenerationEvent.MediaChunk chunk) {
      // A concatenation of ropes: no byte is copied until the message is written.
      media = media.concat(UnsafeByteOperations.unsafeWrap(chunk.bytes()));
      if (chunk.last()) {
        response.addOutputs(
            Output.newBuilder()
                .setMedia(Media.newBuilder().setMimeType(chunk.mimeType()).setData(media)));
        media = ByteString.EMPTY;
      }
    } else if (event instanceof GenerationEvent.ToolCall call) {
      endText();
      response.addOutputs(Output.newBuilder().setToolCall(EventWriter.toolCall(call)));
    }
  }

  /** The whole response. */
  public GenerateResponse finish(Receipt receipt) {
    endText();
    translations.forEach(t -> response.addTranslations(EventWriter.translation(t)));
    return response
        .setRequestId(receipt.requestId())
        .setFinishReason(EventWriter.reason(receipt.finishReason()))
        .setReceipt(ReceiptWriter.write(receipt))
        .setAigc(receipt.aigc().orElse(""))
        .build();
  }

  private void endText() {
    if (!text.isEmpty()) {
      response.addOutputs(Output.newBuilder().setText(text.toString()));
      text.setLength(0);
    }
  }
}
