package io.colophon.provider.remote;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ServedModel;
import io.colophon.v1.Accepted;
import io.colophon.v1.FinishReason;
import io.colophon.v1.MediaChunk;
import io.colophon.v1.Modality;
import io.colophon.v1.Progress;
import io.colophon.v1.ProviderEvent;
import io.colophon.v1.ProviderFinished;
import io.colophon.v1.ProviderModel;
import io.colophon.v1.SubmittedJob;
import io.colophon.v1.TextDelta;
import io.colophon.v1.TextVector;
import io.colophon.v1.ToolCall;
import io.colophon.v1.Translation;
import io.colophon.v1.UsageCount;
import io.colophon.v1.UsedSoFar;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Locale;

/** Writes what a plug-in says, from what the contract says. */
final class Said {

  private Said() {}

  static ProviderEvent event(GenerationEvent event) {
    ProviderEvent.Builder out = ProviderEvent.newBuilder();
    if (event instanceof GenerationEvent.Accepted accepted) {
      Accepted.Builder said =
          Accepted.newBuilder().setServedModel(accepted.model().map(ServedModel::name).orElse(""));
      accepted
          .translations()
          .forEach(
              t ->
                  said.addTranslations(
                      Translation.newBuilder()
                          .setParameter(t.parameter())
                          .setChange(Translation.Change.valueOf("CHANGE_" + t.change().name()))
                          .setDetail(t.detail())));
      return out.setAccepted(said).build();
    } else if (event instanceof GenerationEvent.Submitted submitted) {
      return out.setSubmitted(SubmittedJob.newBuilder().setHandle(submitted.handle())).build();
    } else if (event instanceof GenerationEvent.TextDelta delta) {
      return out.setTextDelta(TextDelta.newBuilder().setText(delta.text())).build();
    } else if (event instanceof GenerationEvent.MediaChunk chunk) {
      return out.setMediaChunk(
              MediaChunk.newBuilder()
                  .setPart(chunk.index())
                  .setMimeType(chunk.mimeType())
                  .setData(ByteString.copyFrom(chunk.bytes().duplicate()))
                  .setLast(chunk.last()))
          .build();
    } else if (event instanceof GenerationEvent.ToolCall call) {
      return out.setToolCall(
              ToolCall.newBuilder()
                  .setId(call.id())
                  .setName(call.name())
                  .setArgumentsJson(call.argumentsJson()))
          .build();
    } else if (event instanceof GenerationEvent.Vector vector) {
      TextVector.Builder said = TextVector.newBuilder().setIndex(vector.index());
      for (int i = 0; i < vector.values().limit(); i++) {
        said.addValues(vector.values().get(i));
      }
      return out.setVector(said).build();
    } else if (event instanceof GenerationEvent.Progress progress) {
      return out.setProgress(Progress.newBuilder().setFraction(progress.fraction())).build();
    }
    if (event instanceof GenerationEvent.UsedSoFar soFar) {
      UsedSoFar.Builder told = UsedSoFar.newBuilder();
      soFar
          .usage()
          .quantities()
          .forEach(
              (unit, known) ->
                  told.addUsage(
                      UsageCount.newBuilder().setUnit(unit.id()).setValue(known.value())));
      return out.setUsedSoFar(told).build();
    }
    GenerationEvent.Finished finished = (GenerationEvent.Finished) event;
    ProviderFinished.Builder said =
        ProviderFinished.newBuilder()
            .setReason(FinishReason.valueOf("FINISH_REASON_" + finished.reason().name()));
    finished
        .usage()
        .quantities()
        .forEach(
            (unit, known) ->
                said.addUsage(
                    UsageCount.newBuilder()
                        .setUnit(unit.id())
                        .setValue(known.value())
                        .setSource(known.source().name().toLowerCase(Locale.ROOT))));
    return out.setFinished(said).build();
  }

  static ProviderModel model(ModelDescription model) {
    ProviderModel.Builder said =
        ProviderModel.newBuilder()
            .setName(model.name())
            .setModality(Modality.valueOf("MODALITY_" + model.modality().name()))
            .setAbout(model.about())
            .addAllFormats(model.limits().mimeTypes());
    model.abilities().stream().map(Ability::id).forEach(said::addAbilities);
    model.contextTokens().ifPresent(said::setContextTokens);
    model.activeParameters().ifPresent(said::setActiveParameters);
    model.totalParameters().ifPresent(said::setTotalParameters);
    model.limits().minSide().ifPresent(said::setMinSide);
    model.limits().maxSide().ifPresent(said::setMaxSide);
    model.limits().maxCount().ifPresent(said::setMaxCount);
    model.limits().maxMillis().ifPresent(said::setMaxMillis);
    model.limits().maxInputCharacters().ifPresent(said::setMaxInputCharacters);
    return said.build();
  }

  static StatusRuntimeException failure(Throwable failure) {
    if (!(failure instanceof ProviderException known)) {
      return io.grpc.Status.INTERNAL.withDescription("bug").asRuntimeException();
    }
    return failure(known.kind(), known);
  }

  private static StatusRuntimeException failure(FailureKind kind, ProviderException failure) {
    Status.Builder status =
        Status.newBuilder()
            .setCode(io.grpc.Status.Code.UNKNOWN.value())
            .setMessage(failure.getMessage())
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setDomain("colophon.io")
                        .setReason(kind.name())
                        .build()));
    failure
        .retryAfter()
        .ifPresent(
            wait ->
                status.addDetails(
                    Any.pack(
                        RetryInfo.newBuilder()
                            .setRetryDelay(ParametersWriter.duration(wait))
                            .build())));
    return StatusProto.toStatusRuntimeException(status.build());
  }
}
