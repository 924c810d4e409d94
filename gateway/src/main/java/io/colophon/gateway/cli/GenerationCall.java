package io.colophon.gateway.cli;

import com.google.protobuf.ByteString;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.Media;
import io.colophon.v1.MediaChunk;
import io.colophon.v1.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One streamed generation, from the request to the files. Not for several threads. */
final class GenerationCall {
  private static final String TEXT = "text/plain";

  private final OutputFiles files;
  private final Consumer<String> textSink;
  private final ProgressBar progress;
  private final GenerateResponse.Builder response = GenerateResponse.newBuilder();
  private final StringBuilder text = new StringBuilder();

  /**
   * @param files where media go, and text if a file was asked for
   * @param textSink sees each piece of text as it comes
   */
  GenerationCall(OutputFiles files, Consumer<String> textSink, ProgressBar progress) {
    this.files = files;
    this.textSink = textSink;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @return all of it; media by the address of their file
   * @throws io.grpc.StatusRuntimeException if the gateway refuses or fails
   */
  GenerateResponse run(GatewayConnection gateway, GenerateRequest request, Duration timeout)
      throws IOException {
    Iterator<GenerationEvent> events =
        gateway
            .identified(GenerationServiceGrpc.newBlockingStub(gateway.channel()))
            .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .streamGenerate(request);
    try {
      while (events.hasNext()) {
        take(events.next());
      }
    } finally {
      progress.clear();
    }
    if (!response.hasReceipt()) {
      throw new CommandFailedException("the stream ended without a receipt");
    }
    if (text.length() > 0) {
      response.addOutputs(0, Output.newBuilder().setText(text.toString()));
      if (files.isAsked()) {
        TextFiles.export(gateway, files.finish(TEXT), text.toString(), response.build());
      }
    }
    return response.build();
  }

  private void take(GenerationEvent event) throws IOException {
    switch (event.getEventCase()) {
      case STARTED -> {
        files.requestId(event.getStarted().getRequestId());
        response
            .setRequestId(event.getStarted().getRequestId())
            .addAllTranslations(event.getStarted().getTranslationsList())
            .setAigc(event.getStarted().getAigc());
      }
      case TEXT_DELTA -> {
        String delta = event.getTextDelta().getText();
        text.append(delta);
        if (files.isAsked()) {
          files.write(TEXT, ByteString.copyFromUtf8(delta));
        }
        textSink.accept(delta);
      }
      case MEDIA_CHUNK -> take(event.getMediaChunk());
      case TOOL_CALL -> response.addOutputs(Output.newBuilder().setToolCall(event.getToolCall()));
      case PROGRESS -> progress.at(event.getProgress().getFraction());
      case FINISHED ->
          response
              .setFinishReason(event.getFinished().getReason())
              .setReceipt(event.getFinished().getReceipt());
      case EVENT_NOT_SET -> throw new CommandFailedException("the gateway sent an unknown event");
    }
  }

  private void take(MediaChunk chunk) throws IOException {
    files.write(chunk.getMimeType(), chunk.getData());
    progress.received(files.bytes());
    if (chunk.getLast()) {
      Path file = files.finish(chunk.getMimeType());
      response.addOutputs(
          Output.newBuilder()
              .setMedia(
                  Media.newBuilder()
                      .setMimeType(chunk.getMimeType())
                      .setUri(file.toAbsolutePath().toUri().toString())));
    }
  }
}
