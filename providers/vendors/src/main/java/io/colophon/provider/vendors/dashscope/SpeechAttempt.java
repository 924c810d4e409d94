package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.PartialUsage;
import io.colophon.provider.http.WebSocket;
import io.colophon.provider.http.WebSocketReader;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import io.colophon.provider.vendors.pieces.MediaPieces;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Speech over a WebSocket: {@code run-task}, answered by {@code task-started}; then {@code
 * continue-task} with the text and {@code finish-task}; then audio in binary messages between
 * {@code result-generated} events, until {@code task-finished} or {@code task-failed}.
 */
final class SpeechAttempt implements Attempt {
  private static final int MOST_MESSAGE_BYTES = 4 * 1024 * 1024;

  private final DashScopeHost host;
  private final GenerationRequest.Audio request;
  private final List<Translation> dropped;

  SpeechAttempt(DashScopeHost host, GenerationRequest.Audio request, List<Translation> dropped) {
    this.host = host;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void begin(Output out) {
    Fit fit = new Fit(dropped);
    SpeechCommands commands =
        new SpeechCommands(request, taskId(out), host.config(), host.label(out.options()), fit);
    HttpCall call = HttpCall.get(host.socket()).header("Authorization", "bearer " + host.key());
    host.config().workspace().ifPresent(id -> call.header("X-DashScope-WorkSpace", id));
    out.webSocket(call, MOST_MESSAGE_BYTES, new Reader(out, commands, fit.translations()));
  }

  /**
   * The vendor wants a UUID of the caller's. Since a generation may be tried again, the time is
   * part of what it is made from.
   */
  private static String taskId(Output out) {
    String seed = out.options().generationId() + ":" + out.context().ticker().nanos();
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static final class Reader implements WebSocketReader {
    private final Output out;
    private final SpeechCommands commands;
    private final List<Translation> translations;
    private final MediaPieces audio;
    private final PartialUsage sofar;
    private Usage usage = Usage.UNREPORTED;
    private @Nullable WebSocket socket;

    Reader(Output out, SpeechCommands commands, List<Translation> translations) {
      this.out = out;
      this.commands = commands;
      this.translations = translations;
      this.sofar = new PartialUsage(out);
      this.audio = new MediaPieces(out, 0, commands.mimeType());
    }

    @Override
    public void opened(WebSocket opened) {
      socket = opened;
      opened.text(commands.run());
    }

    @Override
    public void text(String text) {
      JsonNode event = Json.read(text);
      JsonNode header = event.path("header");
      Usage said = DashScopeUsage.ofSpeech(event.path("payload").path("usage"));
      if (!said.isEmpty()) {
        usage = said;
        sofar.say(said);
      }
      switch (Fields.text(header, "event")) {
        case "task-started" -> started();
        case "task-finished" -> finished();
        case "task-failed" ->
            out.fail(
                DashScopeFailures.within(
                    Fields.text(header, "error_code"), Fields.text(header, "error_message")));
        default -> {} // result-generated, and whatever else is told on the way
      }
    }

    private void started() {
      out.emit(new GenerationEvent.Accepted(Optional.empty(), translations));
      WebSocket open = socket;
      if (open != null) {
        commands.texts().forEach(open::text);
        open.text(commands.finish());
      }
    }

    private void finished() {
      if (!audio.end()) {
        out.fail(FailureKind.MALFORMED_ANSWER, "the task is finished without any audio");
        return;
      }
      out.finish(FinishReason.STOP, usage);
    }

    @Override
    public void binary(ByteBuf bytes) {
      byte[] copy = new byte[bytes.readableBytes()]; // the buffer belongs to the connection
      bytes.readBytes(copy);
      audio.add(ByteBuffer.wrap(copy));
    }

    @Override
    public void closed(int code, String reason) {
      out.fail(
          FailureKind.UNREACHABLE,
          "the connection was closed (" + code + ") before the task's end");
    }
  }
}
