package io.colophon.gateway.cli;

import io.colophon.v1.LabelContentOrder;
import io.colophon.v1.LabelContentRequest;
import io.colophon.v1.LabelContentResponse;
import io.colophon.v1.LabelContentResult;
import io.colophon.v1.ProvenanceServiceGrpc;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends one file to a gateway to be labelled and writes what comes back: under another name first,
 * so that the output is whole or absent.
 */
final class ContentLabelUpload
    implements ClientResponseObserver<LabelContentRequest, LabelContentResponse> {
  private final FilePieces<LabelContentRequest> pieces;
  private final OutputStream out;
  private final CompletableFuture<LabelContentResult> answer = new CompletableFuture<>();
  private @Nullable LabelContentResult result;

  private ContentLabelUpload(LabelContentOrder order, InputStream file, OutputStream out) {
    this.pieces =
        new FilePieces<>(
            Optional.of(LabelContentRequest.newBuilder().setOrder(order).build()),
            file,
            piece -> LabelContentRequest.newBuilder().setData(piece).build());
    this.out = out;
  }

  /** Blocks until the labelled file is there. */
  static LabelContentResult label(
      GatewayConnection gateway, LabelContentOrder order, Path input, Path output)
      throws IOException {
    Path part = output.resolveSibling("." + output.getFileName() + ".part");
    try {
      LabelContentResult result;
      try (InputStream file = Files.newInputStream(input);
          OutputStream out = Files.newOutputStream(part)) {
        ContentLabelUpload upload = new ContentLabelUpload(order, file, out);
        var unused =
            gateway
                .identified(ProvenanceServiceGrpc.newStub(gateway.channel()))
                .labelContent(upload);
        result = FilePieces.await(upload.answer);
      }
      Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
      return result;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<LabelContentRequest> call) {
    pieces.sendOver(call);
  }

  @Override
  public void onNext(LabelContentResponse response) {
    if (response.hasResult()) {
      result = response.getResult();
      return;
    }
    try {
      response.getData().writeTo(out);
    } catch (IOException unwritable) {
      answer.completeExceptionally(unwritable);
    }
  }

  @Override
  public void onError(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  @Override
  public void onCompleted() {
    LabelContentResult done = result;
    if (done == null) {
      answer.completeExceptionally(
          Status.INTERNAL
              .withDescription("the gateway ended without a result")
              .asRuntimeException());
    } else {
      answer.complete(done);
    }
  }
}
