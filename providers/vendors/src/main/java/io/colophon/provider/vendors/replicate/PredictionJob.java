package io.colophon.provider.vendors.replicate;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Job;
import io.colophon.provider.http.JobState;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.ResultDownload;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A prediction as a job. Its files lie at addresses that the vendor keeps for an hour, so they are
 * fetched at once.
 */
final class PredictionJob implements Job {
  static final int MOST_ANSWER_BYTES = 64 * 1024 * 1024; // outputs may stand in it as data URLs

  private final ReplicateHost host;
  private final GenerationRequest request;
  private final Optional<ReplicateModel> model;
  private final CallOptions options;
  private final List<Translation> translations;

  PredictionJob(
      ReplicateHost host,
      GenerationRequest request,
      Optional<ReplicateModel> model,
      CallOptions options,
      List<Translation> translations) {
    this.host = host;
    this.request = request;
    this.model = model;
    this.options = options;
    this.translations = translations;
  }

  private int accelerators() {
    return model.map(ReplicateModel::accelerators).orElse(1);
  }

  @Override
  public void submit(Output out, Consumer<Ticket> then) {
    HttpCall call =
        host.create(
            request.prompt().model().name(),
            new Inputs(model, translations).of(request),
            options,
            true);
    out.call(
        call,
        MOST_ANSWER_BYTES,
        answer -> {
          JsonNode prediction = answer.json();
          String id = prediction.path("id").stringValue("");
          if (id.isBlank()) {
            out.fail(FailureKind.MALFORMED_ANSWER, "the prediction that was created has no id");
            return;
          }
          then.accept(
              new Ticket(
                  id, new GenerationEvent.Accepted(Predictions.served(prediction), translations)));
        });
  }

  @Override
  public GenerationEvent.Accepted acceptedAgain() {
    return new GenerationEvent.Accepted(Optional.empty(), translations);
  }

  @Override
  public void poll(Output out, String handle, Consumer<HttpCall> send) {
    send.accept(host.get(handle));
  }

  @Override
  public JobState read(HttpAnswer answer) {
    return Predictions.state(answer.json(), accelerators());
  }

  @Override
  public void deliver(Output out, String handle, JobState.Done done) {
    JsonNode output = done.answer().path("output");
    Usage usage = Predictions.usage(done.answer(), accelerators());
    if (request.modality() == Modality.TEXT || isTranscription()) {
      String words = Predictions.words(output);
      if (words.isEmpty()) {
        out.fail(FailureKind.MALFORMED_ANSWER, "the prediction succeeded without text");
        return;
      }
      out.emit(new GenerationEvent.TextDelta(words));
      out.finish(FinishReason.STOP, usage);
      return;
    }
    List<String> files = Predictions.files(output);
    if (files.isEmpty()) {
      out.fail(FailureKind.MALFORMED_ANSWER, "the prediction succeeded without a file");
      return;
    }
    fetch(out, files, 0, usage);
  }

  private boolean isTranscription() {
    return request instanceof GenerationRequest.Audio audio
        && audio.kind() == GenerationRequest.AudioKind.TRANSCRIPTION;
  }

  private void fetch(Output out, List<String> files, int index, Usage usage) {
    if (index == files.size()) {
      out.finish(FinishReason.STOP, usage);
      return;
    }
    String file = files.get(index);
    if (file.startsWith("data:")) {
      int end = file.indexOf(';');
      ByteBuffer bytes = MediaText.fromBase64(file);
      out.emit(
          new GenerationEvent.MediaChunk(
              index, end > 5 ? file.substring(5, end) : mimeType(""), bytes, true));
      fetch(out, files, index + 1, usage);
      return;
    }
    new ResultDownload(out, host.base())
        .credentials(host::sign)
        .fetch(file, index, mimeType(file), () -> fetch(out, files, index + 1, usage));
  }

  /** What a file is when its server does not say, by its ending and by what was asked for. */
  private String mimeType(String file) {
    int query = file.indexOf('?');
    String path = query < 0 ? file : file.substring(0, query);
    String ending = path.substring(path.lastIndexOf('.') + 1);
    return switch (ending) {
      case "png" -> "image/png";
      case "jpg", "jpeg" -> "image/jpeg";
      case "webp" -> "image/webp";
      case "gif" -> "image/gif";
      case "wav" -> "audio/wav";
      case "mp3" -> "audio/mpeg";
      case "flac" -> "audio/flac";
      case "ogg" -> "audio/ogg";
      case "mp4" -> "video/mp4";
      case "webm" -> "video/webm";
      default ->
          switch (request.modality()) {
            case IMAGE -> "image/png";
            case AUDIO -> "audio/wav";
            case VIDEO -> "video/mp4";
            case TEXT -> "text/plain";
          };
    };
  }

  @Override
  public void cancel(Output out, String handle) {
    out.farewell(host.cancel(handle));
  }
}
