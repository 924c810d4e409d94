package io.colophon.gateway.cli;

import io.colophon.v1.ProvenanceServiceGrpc;
import io.colophon.v1.VerifyContentRequest;
import io.colophon.v1.VerifyContentResponse;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends one file to a gateway for verification. */
final class ContentUpload
    implements ClientResponseObserver<VerifyContentRequest, VerifyContentResponse> {
  private final FilePieces<VerifyContentRequest> pieces;
  private final CompletableFuture<VerifyContentResponse> answer = new CompletableFuture<>();

  private ContentUpload(InputStream file) {
    this.pieces =
        new FilePieces<>(
            Optional.empty(),
            file,
            piece -> VerifyContentRequest.newBuilder().setData(piece).build());
  }

  /** Blocks for the answer. */
  static VerifyContentResponse verify(GatewayConnection gateway, Path path) throws IOException {
    try (InputStream file = Files.newInputStream(path)) {
      ContentUpload upload = new ContentUpload(file);
      var unused =
          gateway
              .identified(ProvenanceServiceGrpc.newStub(gateway.channel()))
              .verifyContent(upload);
      return FilePieces.await(upload.answer);
    }
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<VerifyContentRequest> call) {
    pieces.sendOver(call);
  }

  @Override
  public void onNext(VerifyContentResponse response) {
    answer.complete(response);
  }

  @Override
  public void onError(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  @Override
  public void onCompleted() {
    answer.completeExceptionally(
        Status.INTERNAL
            .withDescription("the gateway ended without an answer")
            .asRuntimeException());
  }
}
