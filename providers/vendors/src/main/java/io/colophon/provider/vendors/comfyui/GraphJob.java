package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Job;
import io.colophon.provider.http.JobState;
import io.colophon.provider.http.MediaReader;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One run of a graph: pictures are uploaded, the graph is queued, its history is asked for, its
 * files are fetched. A run that stands neither in the history nor in the queue twice in a row was
 * lost with the server's memory.
 */
final class GraphJob implements Job {
  private static final int MOST_ANSWER_BYTES = 16 * 1024 * 1024;
  private static final long MOST_FILE_BYTES = 2L * 1024 * 1024 * 1024;

  private final ComfyUiHost host;
  private final ComfyUiConfig config;
  private final Workflow workflow;
  private final GenerationRequest request;
  private final List<Translation> translations;
  private final Consumer<String> moved;
  private @Nullable Listener listener;
  private String polled = "";
  private boolean askQueue;
  private boolean seenRunning;
  private int missed;

  /**
   * @param moved asks after a run at once
   */
  GraphJob(
      ComfyUiHost host,
      ComfyUiConfig config,
      Workflow workflow,
      GenerationRequest request,
      List<Translation> translations,
      Consumer<String> moved) {
    this.host = host;
    this.config = config;
    this.workflow = workflow;
    this.request = request;
    this.translations = translations;
    this.moved = moved;
  }

  @Override
  public void submit(Output out, Consumer<Ticket> then) {
    FilledGraph graph = new FilledGraph(workflow, translations);
    graph.fill(request, out.options().generationId());
    Deque<Map.Entry<String, Part.Media>> pictures = new ArrayDeque<>();
    picture("source", source(), pictures);
    if (request instanceof GenerationRequest.Image image) {
      picture("mask", image.mask(), pictures);
    }
    String client = "colophon-" + out.options().generationId();
    upload(out, graph, client, pictures, () -> listen(out, graph, client, then));
  }

  private Optional<Part.Media> source() {
    if (request instanceof GenerationRequest.Image image) {
      return image.source();
    }
    return request instanceof GenerationRequest.Video video ? video.firstFrame() : Optional.empty();
  }

  private void picture(
      String slot, Optional<Part.Media> media, Deque<Map.Entry<String, Part.Media>> pictures) {
    if (media.isPresent()) {
      if (workflow.slots().has(slot)) {
        pictures.add(Map.entry(slot, media.get()));
      } else {
        translations.add(
            new Translation(
                "image." + slot, Translation.Change.DROPPED, "the graph has no place for it"));
      }
    }
  }

  private void upload(
      Output out,
      FilledGraph graph,
      String client,
      Deque<Map.Entry<String, Part.Media>> pictures,
      Runnable then) {
    Map.Entry<String, Part.Media> next = pictures.poll();
    if (next == null) {
      then.run();
      return;
    }
    out.call(
        host.upload(next.getValue(), client + "-" + next.getKey()),
        MOST_ANSWER_BYTES,
        answer -> {
          JsonNode stored = answer.json();
          String name = stored.path("name").stringValue("");
          String folder = stored.path("subfolder").stringValue("");
          if (name.isEmpty()) {
            out.fail(FailureKind.MALFORMED_ANSWER, "the picture that was uploaded has no name");
            return;
          }
          graph.picture(next.getKey(), folder.isEmpty() ? name : folder + "/" + name);
          upload(out, graph, client, pictures, then);
        });
  }

  private void listen(Output out, FilledGraph graph, String client, Consumer<Ticket> then) {
    if (!config.progress()) {
      queue(out, graph, client, then);
      return;
    }
    String[] id = {""};
    Listener listening =
        new Listener(
            out,
            workflow.graph().size(),
            () -> queue(out, graph, client, ticket -> begun(ticket, id, then)),
            () -> moved.accept(id[0]));
    listener = listening;
    out.webSocket(host.listen(client), MOST_ANSWER_BYTES, listening);
  }

  private void begun(Ticket ticket, String[] id, Consumer<Ticket> then) {
    id[0] = ticket.handle();
    then.accept(ticket);
    if (listener != null) {
      listener.of(ticket.handle());
    }
  }

  private void queue(Output out, FilledGraph graph, String client, Consumer<Ticket> then) {
    out.call(
        host.queue(graph.graph(), client),
        MOST_ANSWER_BYTES,
        answer -> {
          JsonNode queued = answer.json();
          String id = queued.path("prompt_id").stringValue("");
          if (id.isEmpty()) {
            throw new ProviderException(
                FailureKind.INVALID_REQUEST,
                "the graph was not taken: " + ComfyUiFailures.refusal(queued));
          }
          then.accept(new Ticket(id, acceptedAgain()));
        });
  }

  @Override
  public GenerationEvent.Accepted acceptedAgain() {
    return new GenerationEvent.Accepted(Optional.empty(), translations);
  }

  @Override
  public void poll(Output out, String handle, Consumer<HttpCall> send) {
    send.accept(askQueue ? host.waiting() : host.history(handle));
    polled = handle;
  }

  @Override
  public JobState read(HttpAnswer answer) {
    JsonNode body = answer.json();
    if (askQueue) {
      askQueue = false;
      return queued(body);
    }
    JsonNode entry = body.path(polled);
    if (!entry.isObject()) {
      askQueue = true;
      return new JobState.Running(OptionalDouble.empty());
    }
    return History.state(entry);
  }

  private JobState queued(JsonNode queue) {
    seenRunning = holds(queue.path("queue_running"));
    if (seenRunning || holds(queue.path("queue_pending"))) {
      missed = 0;
      return seenRunning ? new JobState.Running(OptionalDouble.empty()) : new JobState.Waiting();
    }
    missed++; // it may have ended between the two questions
    return missed < 2
        ? new JobState.Waiting()
        : new JobState.Failed(
            new ProviderException(
                FailureKind.INTERNAL, "the server no longer knows the graph's run"));
  }

  private boolean holds(JsonNode list) {
    for (JsonNode one : list.values()) {
      if (one.path(1).stringValue("").equals(polled)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void deliver(Output out, String handle, JobState.Done done) {
    List<OutputFile> files =
        OutputFile.of(done.answer().path("outputs"), workflow.output(), request.modality());
    if (files.isEmpty()) {
      out.fail(FailureKind.MALFORMED_ANSWER, "the graph has saved no " + request.modality().id());
      return;
    }
    fetch(out, files, 0, History.usage(done.answer(), config.accelerators()));
  }

  private void fetch(Output out, List<OutputFile> files, int index, Usage usage) {
    if (index == files.size()) {
      out.finish(FinishReason.STOP, usage);
      return;
    }
    OutputFile file = files.get(index);
    out.open(
        host.view(file),
        new MediaReader(
            out,
            index,
            file.mimeType(),
            MOST_FILE_BYTES,
            words -> out.fail(FailureKind.MALFORMED_ANSWER, "the file holds no media"),
            () -> fetch(out, files, index + 1, usage)));
  }

  @Override
  public void cancel(Output out, String handle) {
    out.farewell(host.forget(handle));
    if (seenRunning || listener != null && listener.isRunning()) {
      out.farewell(host.interrupt(handle));
    }
  }
}
