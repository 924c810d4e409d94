package io.colophon.provider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What must hold in every whole stream of events, as assertions. */
final class StreamRules {
  private StreamRules() {}

  /** One Accepted, then outputs and progress, then one Finished. */
  static void order(List<GenerationEvent> events) {
    assertThat(events).as("events").hasSizeGreaterThanOrEqualTo(2);
    assertThat(events.get(0)).as("first event").isInstanceOf(GenerationEvent.Accepted.class);
    assertThat(events.get(events.size() - 1))
        .as("last event")
        .isInstanceOf(GenerationEvent.Finished.class);
    assertThat(events).filteredOn(GenerationEvent.Accepted.class::isInstance).hasSize(1);
    assertThat(events).filteredOn(GenerationEvent.Finished.class::isInstance).hasSize(1);
    assertThat(events)
        .as("at most one Submitted")
        .filteredOn(GenerationEvent.Submitted.class::isInstance)
        .hasSizeLessThan(2);
  }

  /** Something of the kind that was asked for came out, and its pieces are well-formed. */
  static void outputs(
      ModelDescription model, GenerationRequest request, List<GenerationEvent> events) {
    if (request instanceof GenerationRequest.Embedding) {
      vectors(request, events);
    } else if (request.modality() == Modality.TEXT || isTranscription(request)) {
      assertThat(events)
          .as("a request for text puts out text or tool calls")
          .anyMatch(
              e -> e instanceof GenerationEvent.TextDelta || e instanceof GenerationEvent.ToolCall)
          .noneMatch(GenerationEvent.MediaChunk.class::isInstance);
    } else {
      media(model, request, events);
    }
    text(events);
    toolCalls(request, events);
  }

  private static void vectors(GenerationRequest request, List<GenerationEvent> events) {
    List<GenerationEvent.Vector> vectors = new ArrayList<>();
    for (GenerationEvent event : events) {
      if (event instanceof GenerationEvent.Vector vector) {
        vectors.add(vector);
      }
    }
    assertThat(vectors)
        .as("one vector for each text")
        .extracting(GenerationEvent.Vector::index)
        .containsExactlyElementsOf(
            IntStream.range(0, request.prompt().messages().size()).boxed().toList());
    assertThat(vectors).allMatch(vector -> vector.values().hasRemaining());
  }

  private static boolean isTranscription(GenerationRequest request) {
    return request instanceof GenerationRequest.Audio audio
        && audio.kind() == GenerationRequest.AudioKind.TRANSCRIPTION;
  }

  private static void text(List<GenerationEvent> events) {
    for (GenerationEvent event : events) {
      if (event instanceof GenerationEvent.TextDelta delta) {
        String text = delta.text();
        assertThat(text).as("a piece of text").isNotEmpty();
        assertThat(Character.isLowSurrogate(text.charAt(0)))
            .as("a piece of text begins within a surrogate pair: %s", text)
            .isFalse();
        assertThat(Character.isHighSurrogate(text.charAt(text.length() - 1)))
            .as("a piece of text ends within a surrogate pair: %s", text)
            .isFalse();
      }
    }
  }

  private static void toolCalls(GenerationRequest request, List<GenerationEvent> events) {
    Set<String> declared = new HashSet<>();
    if (request instanceof GenerationRequest.Text text) {
      text.tools().forEach(tool -> declared.add(tool.name()));
    }
    Set<String> ids = new HashSet<>();
    for (GenerationEvent event : events) {
      if (event instanceof GenerationEvent.ToolCall call) {
        assertThat(declared).as("tools of the request").contains(call.name());
        assertThat(ids.add(call.id())).as("id of tool call is new: %s", call.id()).isTrue();
        assertThat(call.argumentsJson().strip()).as("arguments").startsWith("{").endsWith("}");
      }
    }
    if (!ids.isEmpty()) {
      assertThat(finished(events).reason()).isEqualTo(FinishReason.TOOL_CALLS);
    }
  }

  /** Outputs one after the other, each with one last chunk, one type and bytes of that type. */
  private static void media(
      ModelDescription model, GenerationRequest request, List<GenerationEvent> events) {
    List<GenerationEvent.MediaChunk> chunks = new ArrayList<>();
    for (GenerationEvent event : events) {
      if (event instanceof GenerationEvent.MediaChunk chunk) {
        chunks.add(chunk);
      }
    }
    assertThat(chunks).as("media chunks").isNotEmpty();
    int index = 0;
    String mimeType = chunks.get(0).mimeType();
    boolean open = true;
    for (GenerationEvent.MediaChunk chunk : chunks) {
      if (!open) {
        index++;
        mimeType = chunk.mimeType();
        open = true;
      }
      assertThat(chunk.index()).as("index of a chunk").isEqualTo(index);
      assertThat(chunk.mimeType()).as("mime type within output %s", index).isEqualTo(mimeType);
      assertThat(chunk.bytes().isReadOnly()).as("bytes are read-only").isTrue();
      assertThat(chunk.bytes().hasRemaining() || chunk.last())
          .as("a chunk has bytes unless it is the last")
          .isTrue();
      open = !chunk.last();
    }
    assertThat(open).as("output %s lacks its last chunk", index).isFalse();
    if (request instanceof GenerationRequest.Image image) {
      assertThat(index + 1).as("pictures put out").isEqualTo(image.count());
    }
    if (!model.limits().mimeTypes().isEmpty()) {
      assertThat(model.limits().mimeTypes()).as("declared mime types").contains(mimeType);
    }
  }

  /** Progress is a fraction and never falls. */
  static void progress(List<GenerationEvent> events) {
    double last = 0;
    for (GenerationEvent event : events) {
      if (event instanceof GenerationEvent.Progress progress) {
        assertThat(progress.fraction()).as("progress").isBetween(last, 1.0);
        last = progress.fraction();
      }
    }
  }

  /** Parts are never more than the whole, and counted outputs agree with what came. */
  static void usage(List<GenerationEvent> events) {
    usedSoFar(events);
    Usage usage = finished(events).usage();
    long cached =
        usage.value(UsageUnit.CACHE_READ_TOKENS).orElse(0)
            + usage.value(UsageUnit.CACHE_WRITE_TOKENS).orElse(0);
    usage
        .value(UsageUnit.INPUT_TOKENS)
        .ifPresent(
            input ->
                assertThat(input)
                    .as("input tokens include those read from and written to a cache")
                    .isGreaterThanOrEqualTo(cached));
    usage
        .value(UsageUnit.OUTPUT_TOKENS)
        .ifPresent(
            output ->
                assertThat(output)
                    .as("output tokens include reasoning tokens")
                    .isGreaterThanOrEqualTo(usage.value(UsageUnit.REASONING_TOKENS).orElse(0)));
    usage
        .value(UsageUnit.IMAGES)
        .ifPresent(images -> assertThat(images).as("images counted").isEqualTo(outputs(events)));
  }

  /** What is said before the end says something, and does not call itself final. */
  private static void usedSoFar(List<GenerationEvent> events) {
    for (GenerationEvent event : events) {
      if (event instanceof GenerationEvent.UsedSoFar said) {
        assertThat(said.usage().quantities()).as("usage so far").isNotEmpty();
        assertThat(said.usage().quantities().values())
            .as("usage so far is not final")
            .allMatch(known -> known.source() == Quantity.Source.PROVIDER_PARTIAL);
      }
    }
  }

  private static long outputs(List<GenerationEvent> events) {
    return events.stream()
        .filter(e -> e instanceof GenerationEvent.MediaChunk chunk && chunk.last())
        .count();
  }

  private static GenerationEvent.Finished finished(List<GenerationEvent> events) {
    return (GenerationEvent.Finished) events.get(events.size() - 1);
  }
}
