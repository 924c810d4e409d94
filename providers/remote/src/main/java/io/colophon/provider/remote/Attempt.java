package io.colophon.provider.remote;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.ProviderException;
import io.colophon.v1.CancelGenerationRequest;
import io.colophon.v1.ProviderEvent;
import io.colophon.v1.ProviderGenerateRequest;
import io.colophon.v1.ProviderServiceGrpc;
import io.colophon.v1.ResumeGenerationRequest;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One try of one generation at a plug-in.
 *
 * @param resumedHandle the job to take up; null for a new generation
 * @param id unique among all attempts
 */
record Attempt(
    GenerationRequest request,
    @Nullable String resumedHandle,
    CallOptions options,
    String id,
    RemoteConfig config) {

  /** A reader of the stream that {@link #prepare} prepares. */
  EventReader reader(Description plugin) {
    return new EventReader(
        request,
        plugin.version(),
        LeftOut.of(request, plugin),
        config.maxOutputBytes(),
        resumedHandle);
  }

  /** A request that is ready to be sent. */
  @FunctionalInterface
  interface Prepared {
    /** Sends it; no event comes before it is asked for. */
    ClientCall<?, ProviderEvent> send(ClientCall.Listener<ProviderEvent> listener);
  }

  /**
   * Writes the request.
   *
   * @param leftNanos until the deadline, more than 0
   * @throws ProviderException if the plug-in cannot serve the request
   */
  Prepared prepare(Connection connection, long leftNanos) {
    Description plugin = connection.description();
    check(plugin);
    ProviderGenerateRequest message = message(plugin, leftNanos);
    io.grpc.CallOptions grpc =
        io.grpc.CallOptions.DEFAULT.withDeadlineAfter(leftNanos, TimeUnit.NANOSECONDS);
    if (resumedHandle == null) {
      return listener ->
          send(
              connection.channel().newCall(ProviderServiceGrpc.getGenerateMethod(), grpc),
              listener,
              message);
    }
    ResumeGenerationRequest resume =
        ResumeGenerationRequest.newBuilder()
            .setGeneration(message)
            .setHandle(resumedHandle)
            .build();
    return listener ->
        send(
            connection.channel().newCall(ProviderServiceGrpc.getResumeMethod(), grpc),
            listener,
            resume);
  }

  private static <R> ClientCall<R, ProviderEvent> send(
      ClientCall<R, ProviderEvent> call, ClientCall.Listener<ProviderEvent> listener, R message) {
    call.start(listener, new Metadata());
    call.sendMessage(message);
    call.halfClose();
    return call;
  }

  private ProviderGenerateRequest message(Description plugin, long leftNanos) {
    try {
      return RequestWriter.write(
              request, options.generationId(), id, Duration.ofNanos(leftNanos), plugin.extensions())
          .toBuilder()
          .setForgoVendorLabel(!options.vendorLabel())
          .build();
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          FailureKind.INVALID_REQUEST, Excerpt.of(String.valueOf(e.getMessage())), null, e);
    }
  }

  private void check(Description plugin) {
    if (resumedHandle != null && plugin.version() < ContractVersions.JOBS) {
      throw new ProviderException(
          FailureKind.UNSUPPORTED,
          "jobs need version " + ContractVersions.JOBS + " of the contract");
    }
    if (request instanceof GenerationRequest.Embedding
        && plugin.version() < ContractVersions.VECTORS) {
      throw new ProviderException(
          FailureKind.UNSUPPORTED,
          "vectors need version " + ContractVersions.VECTORS + " of the contract");
    }
    if (plugin.models().isEmpty()) {
      return; // it names none, so it may offer any
    }
    String name = request.prompt().model().name();
    ModelDescription model = plugin.models().get(name);
    if (model == null) {
      throw new ProviderException(
          FailureKind.MODEL_UNAVAILABLE, "the plug-in has no model " + Excerpt.of(name));
    }
    if (!model.serves(request)) {
      throw new ProviderException(
          FailureKind.UNSUPPORTED,
          name + " has " + model.abilities() + ", the request needs " + request.needs());
    }
  }

  /**
   * What ends this attempt at the plug-in.
   *
   * @param handle of its job; null when there is none
   */
  CancelGenerationRequest farewell(@Nullable String handle) {
    return CancelGenerationRequest.newBuilder()
        .setGenerationId(options.generationId())
        .setAttemptId(id)
        .setHandle(handle == null ? "" : handle)
        .build();
  }
}
