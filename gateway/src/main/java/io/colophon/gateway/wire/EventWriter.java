package io.colophon.gateway.wire;

import com.google.protobuf.UnsafeByteOperations;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.FinishReason;
import io.colophon.v1.Finished;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.MediaChunk;
import io.colophon.v1.Progress;
import io.colophon.v1.Started;
import io.colophon.v1.TextDelta;
import io.colophon.v1.ToolCall;
import io.colophon.v1.Translation;

/** Writes a generation's events as messages. */
public final class EventWriter {

  private EventWriter() {}

  static GenerationEvent started(Generation generation) {
    Started.Builder out =
        Started.newBuilder()
            .setRequestId(generation.received().requestId())
            .setRoute(generation.plan().orElseThrow().route().name())
            .setTarget(generation.target().map(Target::name).orElse(""))
            .setAigc(generation.aigc().orElse(""));
    generation.translations().forEach(t -> out.addTranslations(translation(t)));
    return GenerationEvent.newBuilder().setStarted(out).build();
  }

  /** Whether the event is one that a caller of ours is told of. */
  static boolean hasMessage(io.colophon.provider.spi.GenerationEvent event) {
    return !(event instanceof io.colophon.provider.spi.GenerationEvent.Relayed)
        && !(event instanceof io.colophon.provider.spi.GenerationEvent.Submitted)
        && !(event instanceof io.colophon.provider.spi.GenerationEvent.Vector);
  }

  static GenerationEvent output(io.colophon.provider.spi.GenerationEvent event) {
    GenerationEvent.Builder out = GenerationEvent.newBuilder();
    if (event instanceof io.colophon.provider.spi.GenerationEvent.TextDelta delta) {
      out.setTextDelta(TextDelta.newBuilder().setText(delta.text()));
    } else if (event instanceof io.colophon.provider.spi.GenerationEvent.MediaChunk chunk) {
      out.setMediaChunk(
          MediaChunk.newBuilder()
              .setPart(chunk.index())
              .setMimeType(chunk.mimeType())
              // The chunk's buffer is read-only and nobody writes to it any more.
              .setData(UnsafeByteOperations.unsafeWrap(chunk.bytes()))
              .setLast(chunk.last()));
    } else if (event instanceof io.colophon.provider.spi.GenerationEvent.ToolCall call) {
      out.setToolCall(toolCall(call));
    } else if (event instanceof io.colophon.provider.spi.GenerationEvent.Progress progress) {
      out.setProgress(Progress.newBuilder().setFraction(progress.fraction()));
    } else {
      throw new IllegalArgumentException("not an output: " + event.getClass().getSimpleName());
    }
    return out.build();
  }

  static GenerationEvent finished(Receipt receipt) {
    return GenerationEvent.newBuilder()
        .setFinished(
            Finished.newBuilder()
                .setReason(reason(receipt.finishReason()))
                .setReceipt(ReceiptWriter.write(receipt))
                .setAigc(receipt.aigc().orElse("")))
        .build();
  }

  static ToolCall toolCall(io.colophon.provider.spi.GenerationEvent.ToolCall call) {
    return ToolCall.newBuilder()
        .setId(call.id())
        .setName(call.name())
        .setArgumentsJson(call.argumentsJson())
        .build();
  }

  static Translation translation(io.colophon.provider.spi.Translation translation) {
    return Translation.newBuilder()
        .setParameter(translation.parameter())
        .setChange(
            switch (translation.change()) {
              case DROPPED -> Translation.Change.CHANGE_DROPPED;
              case CLAMPED -> Translation.Change.CHANGE_CLAMPED;
              case RENAMED -> Translation.Change.CHANGE_RENAMED;
            })
        .setDetail(translation.detail())
        .build();
  }

  static io.colophon.v1.FinishReason reason(FinishReason reason) {
    return switch (reason) {
      case STOP -> io.colophon.v1.FinishReason.FINISH_REASON_STOP;
      case LENGTH -> io.colophon.v1.FinishReason.FINISH_REASON_LENGTH;
      case TOOL_CALLS -> io.colophon.v1.FinishReason.FINISH_REASON_TOOL_CALLS;
      case CONTENT_FILTERED -> io.colophon.v1.FinishReason.FINISH_REASON_CONTENT_FILTERED;
      case LIMIT_REACHED -> io.colophon.v1.FinishReason.FINISH_REASON_LIMIT_REACHED;
    };
  }
}
