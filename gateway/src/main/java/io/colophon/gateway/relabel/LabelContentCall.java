package io.colophon.gateway.relabel;

import com.google.protobuf.ByteString;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.wire.BlockingSink;
import io.colophon.gateway.wire.CallerCalls;
import io.colophon.gateway.wire.FileUpload;
import io.colophon.gateway.wire.LabelingReader;
import io.colophon.gateway.wire.ReceiptWriter;
import io.colophon.v1.Finding;
import io.colophon.v1.LabelContentOrder;
import io.colophon.v1.LabelContentRequest;
import io.colophon.v1.LabelContentResponse;
import io.colophon.v1.LabelContentResult;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file on its way in, to be labelled and sent back. */
public final class LabelContentCall extends FileUpload<LabelContentRequest> {
  private static final int PIECE = 64 * 1024;

  private final ServerCallStreamObserver<LabelContentResponse> call;
  private final BlockingSink<LabelContentResponse> sink;
  private final ElsewhereLabeling labeling;
  private final Path output;
  private @Nullable LabelContentOrder order;

  /**
   * To be made while the service method runs.
   *
   * @param input where the file lies meanwhile; the labelled one lies beside it
   */
  public LabelContentCall(
      ServerCallStreamObserver<LabelContentResponse> call,
      CallerCalls calls,
      ElsewhereLabeling labeling,
      Path input,
      long maxBytes) {
    super(call, calls, input, maxBytes);
    this.call = call;
    this.sink = new BlockingSink<>(call);
    this.labeling = labeling;
    this.output = input.resolveSibling(input.getFileName() + ".labeled");
  }

  @Override
  protected Optional<ByteBuffer> piece(LabelContentRequest message) {
    if (order == null) {
      if (!message.hasOrder()) {
        throw Refusal.invalid("order", "missing, expected before the first bytes");
      }
      order = message.getOrder();
      return Optional.empty();
    }
    if (message.hasOrder()) {
      throw Refusal.invalid("order", "a second one, expected bytes");
    }
    return Optional.of(message.getData().asReadOnlyByteBuffer());
  }

  @Override
  protected void answer(Path whole, Caller by) throws IOException {
    LabelContentOrder wanted = Objects.requireNonNull(order, "bytes come after the order");
    ElsewhereLabeling.Outcome outcome =
        labeling.label(
            whole,
            output,
            by.tenant(),
            new ElsewhereLabeling.Order(
                wanted.getMimeType(),
                LabelingReader.read(wanted.getLabeling()),
                wanted.getPropagate(),
                wanted.getDeclared(),
                wanted.getModel()));
    sink.send(LabelContentResponse.newBuilder().setResult(result(outcome)).build());
    send(outcome.file());
    giveUp();
    call.onCompleted();
  }

  @Override
  protected String trouble() {
    return "the file cannot be labelled now";
  }

  @Override
  protected void discard() throws IOException {
    Files.deleteIfExists(output);
  }

  private static LabelContentResult result(ElsewhereLabeling.Outcome outcome) throws IOException {
    LabelContentResult.Builder result =
        LabelContentResult.newBuilder()
            .setMimeType(outcome.mimeType())
            .setSizeBytes(Files.size(outcome.file()))
            .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(outcome.sha256())))
            .setJudgement(outcome.judgement())
            .setRequestId(outcome.id())
            .setLogIndex(outcome.logIndex().orElse(-1L));
    outcome.label().ifPresent(label -> result.setLabel(ReceiptWriter.label(0, label)));
    outcome
        .findings()
        .forEach(
            note ->
                result.addFindings(
                    Finding.newBuilder().setCode(note.code()).setMessage(note.text())));
    return result.build();
  }

  private void send(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        sink.send(LabelContentResponse.newBuilder().setData(ByteString.copyFrom(piece)).build());
      }
    }
  }
}
