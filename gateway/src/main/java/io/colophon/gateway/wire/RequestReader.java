package io.colophon.gateway.wire;

import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.admission.Credentials;
import io.colophon.gateway.config.ServerConfig;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.GenerationIds;
import io.colophon.gateway.pipeline.LabelingWish;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.pipeline.RequestedModel;
import io.colophon.provider.spi.Adapter;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Ticker;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.Modality;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The verb receive, for gRPC: turns a message into the gateway's own terms, or says everything that
 * is wrong with it. Thread-safe.
 */
public final class RequestReader {
  private static final int MAX_NAME = 256;
  private static final int MAX_METADATA = 64;

  private final GenerationIds ids;
  private final Clock clock;
  private final Ticker ticker;

  public RequestReader(GenerationIds ids, Clock clock, Ticker ticker) {
    this.ids = ids;
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * Reads a request.
   *
   * @param credentials who says that he asks
   * @param callerRequestId his {@code x-request-id}
   * @param timeLeft until his deadline; empty when he set none
   * @param limits deadlines as configured
   * @throws Refusal INVALID_REQUEST with everything that is wrong
   */
  public Received read(
      GenerateRequest in,
      Credentials credentials,
      Optional<String> callerRequestId,
      Optional<Duration> timeLeft,
      ServerConfig limits) {
    return read(in, ids.next(), credentials, callerRequestId, timeLeft, limits);
  }

  /**
   * Reads the request of a job that was accepted earlier; its time begins now.
   *
   * @param generationId under which it was accepted
   * @param timeLeft until its deadline, negative when that has passed; empty before its first
   *     attempt
   * @throws Refusal INVALID_REQUEST if it can no longer be read
   */
  public Received readJob(
      GenerateRequest in,
      String generationId,
      Caller caller,
      Optional<Duration> timeLeft,
      ServerConfig limits) {
    return read(in, generationId, Credentials.of(caller), Optional.empty(), timeLeft, limits);
  }

  private Received read(
      GenerateRequest in,
      String generationId,
      Credentials credentials,
      Optional<String> callerRequestId,
      Optional<Duration> timeLeft,
      ServerConfig limits) {
    // The time left is that of this moment, not of when the request has been read.
    long askedNanos = ticker.nanos();
    Violations violations = new Violations();
    GenerationRequest request = request(in, violations);
    LabelingWish wish =
        in.hasLabeling()
            ? LabelingReader.read(in.getLabeling(), in.getEndUser(), violations)
            : LabelingWish.NONE;
    checkRest(in, violations);
    violations.refuseIfAny();
    long now = ticker.nanos();
    return new Received(
            generationId,
            callerRequestId.orElse(generationId),
            clock.instant(),
            now,
            askedNanos + deadline(timeLeft, request, limits).toNanos(),
            credentials,
            in.getModel().isEmpty() ? RequestedModel.DEFAULT : new RequestedModel(in.getModel()),
            request,
            Map.copyOf(in.getMetadataMap()),
            wish,
            in.getEndUser().isEmpty() ? Optional.empty() : Optional.of(in.getEndUser()))
        .strictly(in.getStrict());
  }

  private static Duration deadline(
      Optional<Duration> timeLeft, GenerationRequest request, ServerConfig limits) {
    Duration ours =
        request.modality() == io.colophon.provider.spi.Modality.TEXT
            ? limits.defaultDeadline()
            : limits.defaultMediaDeadline();
    Duration wanted = timeLeft.orElse(ours);
    return wanted.compareTo(limits.maxDeadline()) > 0 ? limits.maxDeadline() : wanted;
  }

  private static GenerationRequest request(GenerateRequest in, Violations violations) {
    MessageReader messages = new MessageReader(violations);
    List<Message> inputs = messages.read(in.getInputsList());
    if (in.hasTemplate()) {
      violations.add(
          "template.name",
          "\"" + Excerpt.of(in.getTemplate().getName()) + "\": no template is configured");
    }
    Map<String, Object> extensions =
        new StructReader(violations).read("extensions", in.getExtensions());
    checkParametersMatch(in, violations);
    // A stand-in keeps reading possible after the first violation, so that all are found.
    List<Message> said = inputs.isEmpty() ? List.of(Message.user("")) : inputs;
    Prompt prompt =
        new Prompt(
            new TargetModel(in.getModel().isBlank() ? "default" : in.getModel()),
            said,
            in.getAdaptersList().stream()
                .map(a -> new Adapter(a.getName(), a.hasWeight() ? a.getWeight() : 1))
                .toList(),
            extensions);
    ParametersReader parameters = new ParametersReader(violations, messages);
    return switch (in.getOutputModality()) {
      case MODALITY_IMAGE -> parameters.image(prompt, in.getImage());
      case MODALITY_AUDIO -> parameters.audio(prompt, in.getAudio());
      case MODALITY_VIDEO -> parameters.video(prompt, in.getVideo());
      case MODALITY_TEXT -> parameters.text(prompt, in.getText());
      default -> {
        violations.add(
            "output_modality",
            in.getOutputModalityValue()
                + ", expected MODALITY_TEXT, MODALITY_IMAGE, MODALITY_AUDIO or MODALITY_VIDEO");
        yield parameters.text(prompt, in.getText());
      }
    };
  }

  private static void checkParametersMatch(GenerateRequest in, Violations violations) {
    Modality belongsTo =
        switch (in.getParametersCase()) {
          case TEXT -> Modality.MODALITY_TEXT;
          case IMAGE -> Modality.MODALITY_IMAGE;
          case AUDIO -> Modality.MODALITY_AUDIO;
          case VIDEO -> Modality.MODALITY_VIDEO;
          case PARAMETERS_NOT_SET -> in.getOutputModality();
        };
    if (belongsTo != in.getOutputModality()) {
      violations.add(
          "parameters", "set for " + belongsTo + ", expected those of " + in.getOutputModality());
    }
  }

  private static void checkRest(GenerateRequest in, Violations violations) {
    violations.text("model", in.getModel(), MAX_NAME);
    violations.text("end_user", in.getEndUser(), MAX_NAME);
    violations.text("idempotency_key", in.getIdempotencyKey(), MAX_NAME / 2);
    if (in.getMetadataCount() > MAX_METADATA) {
      violations.add(
          "metadata", in.getMetadataCount() + " entries, expected at most " + MAX_METADATA);
    }
    in.getMetadataMap()
        .forEach(
            (key, value) -> {
              violations.text("metadata", key, MAX_NAME / 4);
              violations.text("metadata." + Excerpt.of(key), value, MAX_NAME);
            });
  }
}
