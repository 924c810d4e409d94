package io.colophon.gateway.models;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.RunningConfigs;
import io.colophon.gateway.wire.CallerCalls;
import io.colophon.v1.GetModelRequest;
import io.colophon.v1.ListModelsRequest;
import io.colophon.v1.ListModelsResponse;
import io.colophon.v1.Modality;
import io.colophon.v1.Model;
import io.colophon.v1.ModelServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** {@code ModelService}: what the caller may ask for. */
public final class ModelDoor extends ModelServiceGrpc.ModelServiceImplBase {
  private static final int DEFAULT_PAGE = 100;
  private static final int LARGEST_PAGE = 1000;

  private final RunningConfigs config;
  private final CallerCalls calls;

  public ModelDoor(RunningConfigs config, CallerCalls calls) {
    this.config = config;
    this.calls = calls;
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> observer) {
    calls.answer(
        observer,
        caller -> {
          if (request.getPageSize() < 0) {
            throw Refusal.invalid("page_size", request.getPageSize() + ", expected 0 to 1000");
          }
          int size = request.getPageSize() == 0 ? DEFAULT_PAGE : request.getPageSize();
          List<Model> rest =
              ModelCatalog.of(config.get(), caller.tenant()).stream()
                  .filter(model -> isOf(request.getModality(), model))
                  .filter(model -> model.getName().compareTo(request.getPageToken()) > 0)
                  .toList();
          List<Model> page = rest.stream().limit(Math.min(size, LARGEST_PAGE)).toList();
          ListModelsResponse.Builder answer = ListModelsResponse.newBuilder().addAllModels(page);
          if (page.size() < rest.size()) {
            answer.setNextPageToken(page.get(page.size() - 1).getName());
          }
          return answer.build();
        });
  }

  private static boolean isOf(Modality modality, Model model) {
    return modality == Modality.MODALITY_UNSPECIFIED || modality == model.getModality();
  }

  @Override
  public void getModel(GetModelRequest request, StreamObserver<Model> observer) {
    calls.answer(
        observer,
        caller ->
            ModelCatalog.of(config.get(), caller.tenant()).stream()
                .filter(model -> model.getName().equals(request.getName()))
                .findFirst()
                .orElseThrow(
                    () -> Refusal.of(Reason.NOT_FOUND, "no model \"" + request.getName() + "\"")));
  }
}
