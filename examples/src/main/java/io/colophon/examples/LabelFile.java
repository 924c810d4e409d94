package io.colophon.examples;

import com.google.protobuf.ByteString;
import io.colophon.v1.LabelContentOrder;
import io.colophon.v1.LabelContentRequest;
import io.colophon.v1.LabelContentResponse;
import io.colophon.v1.LabelContentResult;
import io.colophon.v1.ProvenanceServiceGrpc;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Has a file that something else made labelled and recorded, and writes what comes back. */
public final class LabelFile {
  private static final int PIECE_BYTES = 64 * 1024;

  private LabelFile() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println("usage: LabelFile HOST:PORT FILE LABELLED-FILE");
      return;
    }
    try (Connection connection = Connection.open(arguments)) {
      LabelContentResult result =
          label(
              connection.channel(),
              LabelContentOrder.getDefaultInstance(),
              Path.of(arguments[1]),
              Path.of(arguments[2]));
      System.out.println(result.getLabel());
      System.out.println("record " + result.getLogIndex());
    }
  }

  /**
   * Sends the order, then the file; then takes the result, then the labelled file.
   *
   * @param order the default labels as one's own; see {@code propagate} for handing on
   */
  static LabelContentResult label(Channel channel, LabelContentOrder order, Path file, Path out)
      throws IOException, InterruptedException, StatusException {
    BlockingClientCall<LabelContentRequest, LabelContentResponse> call =
        ProvenanceServiceGrpc.newBlockingV2Stub(channel).labelContent();
    boolean open = call.write(LabelContentRequest.newBuilder().setOrder(order).build());
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] piece = in.readNBytes(PIECE_BYTES);
          open && piece.length > 0;
          piece = in.readNBytes(PIECE_BYTES)) {
        open =
            call.write(
                LabelContentRequest.newBuilder().setData(ByteString.copyFrom(piece)).build());
      }
    }
    call.halfClose();
    LabelContentResponse first = call.read();
    if (first == null) {
      throw new IOException("the gateway gave no result");
    }
    try (OutputStream labelled = Files.newOutputStream(out)) {
      for (LabelContentResponse next = call.read(); next != null; next = call.read()) {
        next.getData().writeTo(labelled);
      }
    }
    return first.getResult();
  }
}
