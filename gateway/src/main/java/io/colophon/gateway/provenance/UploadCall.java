package io.colophon.gateway.provenance;

import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.wire.CallerCalls;
import io.colophon.gateway.wire.FileUpload;
import io.colophon.v1.VerifyContentRequest;
import io.colophon.v1.VerifyContentResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** One file on its way in, to be looked at when it is whole. */
final class UploadCall extends FileUpload<VerifyContentRequest> {
  private final ServerCallStreamObserver<VerifyContentResponse> call;
  private final FileVerification verification;

  UploadCall(
      ServerCallStreamObserver<VerifyContentResponse> call,
      CallerCalls calls,
      FileVerification verification,
      Path file,
      long maxBytes) {
    super(call, calls, file, maxBytes);
    this.call = call;
    this.verification = verification;
  }

  @Override
  protected Optional<ByteBuffer> piece(VerifyContentRequest message) {
    return Optional.of(message.getData().asReadOnlyByteBuffer());
  }

  @Override
  protected void answer(Path whole, Caller by) throws IOException {
    VerifyContentResponse verdict =
        ProvenanceMessages.verdict(verification.verify(whole), by.tenant());
    giveUp();
    call.onNext(verdict);
    call.onCompleted();
  }

  @Override
  protected String trouble() {
    return "the file cannot be looked at now";
  }
}
