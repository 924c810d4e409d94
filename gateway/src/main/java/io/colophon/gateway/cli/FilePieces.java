package io.colophon.gateway.cli;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Sends one file over a call, a piece whenever the connection takes one.
 *
 * @param <Q> a message that carries a piece
 */
final class FilePieces<Q> {
  private static final int PIECE = 256 << 10;

  private final InputStream file;
  private final Function<ByteString, Q> message;
  private Optional<Q> first;
  private boolean sent;

  /**
   * @param first what goes before the file; empty for nothing
   * @param message carries a piece
   */
  FilePieces(Optional<Q> first, InputStream file, Function<ByteString, Q> message) {
    this.first = first;
    this.file = file;
    this.message = message;
  }

  /** To be called before the call starts. */
  void sendOver(ClientCallStreamObserver<Q> call) {
    call.setOnReadyHandler(() -> send(call));
  }

  private void send(ClientCallStreamObserver<Q> call) {
    try {
      while (!sent && call.isReady()) {
        if (first.isPresent()) {
          call.onNext(first.get());
          first = Optional.empty();
          continue;
        }
        byte[] piece = file.readNBytes(PIECE);
        if (piece.length > 0) {
          call.onNext(message.apply(ByteString.copyFrom(piece)));
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

  /**
   * Blocks for what the gateway makes of a file.
   *
   * @throws StatusRuntimeException if the call fails
   */
  static <R> R await(CompletableFuture<R> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof StatusRuntimeException status) {
        throw status;
      }
      throw failed;
    }
  }
}
