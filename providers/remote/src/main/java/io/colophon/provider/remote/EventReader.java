package io.colophon.provider.remote;

import static io.colophon.provider.remote.OutputRules.malformed;

import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.v1.ProviderEvent;
import io.colophon.v1.SubmittedJob;
import io.colophon.v1.TextVector;
import io.colophon.v1.UsedSoFar;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of one stream and holds the plug-in to their order: accepted, perhaps submitted,
 * outputs, finished. Called by one thread at a time; {@link #handle()} by any.
 */
final class EventReader {
  private static final int MOST_PROGRESS = 100_000;

  private final int version;
  private final List<Translation> ours;
  private final OutputRules rules;
  private final boolean resumed;
  private boolean accepted;
  private boolean outputBegun;
  private boolean finished;
  private double progress;
  private int progressEvents;
  private int usageEvents;
  private volatile @Nullable String handle;

  /**
   * @param version of the contract that the plug-in speaks
   * @param ours what we left out of the request before it was sent
   * @param resumedHandle the job that is taken up; null for a new generation
   */
  EventReader(
      GenerationRequest request,
      int version,
      List<Translation> ours,
      long mostBytes,
      @Nullable String resumedHandle) {
    this.version = version;
    this.ours = ours;
    this.rules = new OutputRules(request, mostBytes);
    this.resumed = resumedHandle != null;
    this.handle = resumedHandle;
  }

  /** The job's handle, once there is a job. */
  Optional<String> handle() {
    return Optional.ofNullable(handle);
  }

  /** Whether {@link ProviderEvent#getFinished()} was read. */
  boolean finished() {
    return finished;
  }

  /**
   * Reads the next event; null for one that says nothing new.
   *
   * @throws ProviderException MALFORMED_ANSWER if it may not stand here or makes no sense
   */
  @Nullable GenerationEvent read(ProviderEvent event) {
    if (finished) {
      throw malformed("sent an event after the last one");
    }
    if (!accepted && !event.hasAccepted()) {
      throw malformed("began with " + name(event) + ", expected accepted");
    }
    GenerationEvent read =
        switch (event.getEventCase()) {
          case ACCEPTED -> accepted(event);
          case SUBMITTED -> submitted(event.getSubmitted());
          case TEXT_DELTA -> text(event.getTextDelta().getText());
          case MEDIA_CHUNK -> media(event);
          case TOOL_CALL -> toolCall(event);
          case VECTOR -> vector(event.getVector());
          case PROGRESS -> progress(event.getProgress().getFraction());
          case USED_SO_FAR -> usedSoFar(event.getUsedSoFar());
          case FINISHED -> finished(event);
          case EVENT_NOT_SET -> throw malformed("sent an event that says nothing");
        };
    outputBegun |=
        !event.hasAccepted()
            && !event.hasSubmitted()
            && !event.hasProgress()
            && !event.hasUsedSoFar();
    return read;
  }

  private static String name(ProviderEvent event) {
    return event.getEventCase().name().toLowerCase(java.util.Locale.ROOT);
  }

  private GenerationEvent accepted(ProviderEvent event) {
    if (accepted) {
      throw malformed("accepted twice");
    }
    accepted = true;
    var said = event.getAccepted();
    List<Translation> translations = new ArrayList<>(said.getTranslationsCount() + ours.size());
    said.getTranslationsList().forEach(t -> translations.add(translation(t)));
    for (Translation own : ours) {
      if (translations.stream().noneMatch(t -> t.parameter().equals(own.parameter()))) {
        translations.add(own);
      }
    }
    String model = said.getServedModel();
    return new GenerationEvent.Accepted(
        model.isBlank() ? Optional.empty() : Optional.of(new ServedModel(model)), translations);
  }

  private static Translation translation(io.colophon.v1.Translation said) {
    Translation.Change change =
        switch (said.getChange()) {
          case CHANGE_DROPPED -> Translation.Change.DROPPED;
          case CHANGE_CLAMPED -> Translation.Change.CLAMPED;
          case CHANGE_RENAMED -> Translation.Change.RENAMED;
          case CHANGE_UNSPECIFIED, UNRECOGNIZED ->
              throw malformed("reported a translation that says nothing");
        };
    return new Translation(Excerpt.of(said.getParameter()), change, Excerpt.of(said.getDetail()));
  }

  private GenerationEvent submitted(SubmittedJob said) {
    if (version < ContractVersions.JOBS) {
      throw malformed("submitted a job, which version " + version + " does not have");
    }
    if (resumed || handle != null || outputBegun) {
      throw malformed("submitted a job twice, again, or after output");
    }
    try {
      GenerationEvent.Submitted submitted = new GenerationEvent.Submitted(said.getHandle());
      handle = said.getHandle();
      return submitted;
    } catch (IllegalArgumentException e) {
      throw malformed("submitted a job: " + e.getMessage());
    }
  }

  private GenerationEvent text(String text) {
    rules.text(text);
    return new GenerationEvent.TextDelta(text);
  }

  private GenerationEvent media(ProviderEvent event) {
    var chunk = event.getMediaChunk();
    rules.media(chunk.getPart(), chunk.getMimeType(), chunk.getData().size(), chunk.getLast());
    return new GenerationEvent.MediaChunk(
        chunk.getPart(),
        chunk.getMimeType(),
        chunk.getData().asReadOnlyByteBuffer(),
        chunk.getLast());
  }

  private GenerationEvent toolCall(ProviderEvent event) {
    var call = event.getToolCall();
    rules.toolCall(call.getId(), call.getName(), call.getArgumentsJson());
    return new GenerationEvent.ToolCall(call.getId(), call.getName(), call.getArgumentsJson());
  }

  private GenerationEvent vector(TextVector said) {
    if (version < ContractVersions.VECTORS) {
      throw malformed("sent a vector, which version " + version + " does not have");
    }
    rules.vector(said.getIndex(), said.getValuesCount());
    float[] values = new float[said.getValuesCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = said.getValues(i);
      if (!Float.isFinite(values[i])) {
        throw malformed("sent a vector with " + values[i] + " in it");
      }
    }
    return new GenerationEvent.Vector(said.getIndex(), FloatBuffer.wrap(values));
  }

  private @Nullable GenerationEvent progress(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw malformed("reported a progress of " + fraction + ", expected 0 to 1");
    }
    if (++progressEvents > MOST_PROGRESS) {
      throw malformed("reported progress more than " + MOST_PROGRESS + " times");
    }
    if (fraction < progress) {
      return null;
    }
    progress = fraction;
    return new GenerationEvent.Progress(fraction);
  }

  private @Nullable GenerationEvent usedSoFar(UsedSoFar said) {
    if (version < ContractVersions.USED_SO_FAR) {
      throw malformed("told what was used so far, which version " + version + " does not have");
    }
    if (++usageEvents > MOST_PROGRESS) {
      throw malformed("told what was used more than " + MOST_PROGRESS + " times");
    }
    Usage usage = FinishReader.usage(said.getUsageList());
    return usage.quantities().isEmpty()
        ? null
        : new GenerationEvent.UsedSoFar(usage.as(Quantity.Source.PROVIDER_PARTIAL));
  }

  private GenerationEvent finished(ProviderEvent event) {
    GenerationEvent.Finished read = FinishReader.read(event.getFinished());
    rules.finished(read.reason());
    finished = true;
    return read;
  }
}
