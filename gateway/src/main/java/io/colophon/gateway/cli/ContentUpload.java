package io.colophon.gateway.cli;

import com.google.protobuf.ByteString;
import io.colophon.v1.ProvenanceServiceGrpc;
import io.colophon.v1.VerifyContentRequest;
import io.colophon.v1.VerifyContentResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Sends one file to a gateway for verification, a piece whenever the connection takes one. */
final class ContentUpload
    implements ClientResponseObserver<VerifyContentRequest, VerifyContentResponse> {
  private static final int PIECE = 256 << 10;

  private final InputStream file;
  private final CompletableFuture<VerifyContentResponse> answer = new CompletableFuture<>();
  private boolean sent;

  private ContentUpload(InputStream file) {
    this.file = file;
  }

  /** Blocks for the answer. */
  static VerifyContentResponse verify(GatewayConnection gateway, Path path) throws IOException {
    try (InputStream file = Files.newInputStream(path)) {
      ContentUpload upload = new ContentUpload(file);
      var unused =
          gateway
              .identified(ProvenanceServiceGrpc.newStub(gateway.channel()))
              .verifyContent(upload);
      return upload.answer.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof StatusRuntimeException status) {
        throw status;
      }
      throw failed;
    }
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<VerifyContentRequest> call) {
    call.setOnReadyHandler(() -> send(call));
  }

  private void send(ClientCallStreamObserver<VerifyContentRequest> call) {
    try {
      while (!sent && call.isReady()) {
        byte[] piece = file.readNBytes(PIECE);
        if (piece.length > 0) {
          call.onNext(
              VerifyContentRequest.newBuilder().setData(ByteString.copyFrom(piece)).build());
        }
        if (piece.length < PIECE) {
          sent = true;
          call.onCompleted();
        }
      }
    } catch (IOException unreadable) {
      sent = true;
      call.cancel("the file could not be read", unreadable);
    }
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
