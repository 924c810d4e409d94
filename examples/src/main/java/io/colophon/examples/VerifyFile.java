package io.colophon.examples;

import com.google.protobuf.ByteString;
import io.colophon.v1.ProvenanceServiceGrpc;
import io.colophon.v1.VerifyContentRequest;
import io.colophon.v1.VerifyContentResponse;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Hands a file to the gateway and learns which labels it bears and whether the log knows it. */
public final class VerifyFile {
  private static final int PIECE_BYTES = 64 * 1024;

  private VerifyFile() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("usage: VerifyFile HOST:PORT FILE");
      return;
    }
    try (Connection connection = Connection.open(arguments)) {
      VerifyContentResponse found = verify(connection.channel(), Path.of(arguments[1]));
      System.out.println(found.getVerdict());
      found.getLabelsList().forEach(label -> System.out.println(label.getFieldsMap()));
      if (found.hasCredentials()) {
        System.out.println("manifest: " + found.getCredentials().getState());
      }
      if (found.hasWatermark()) {
        System.out.println("watermark: " + found.getWatermark().getPayload());
      }
      found.getCopiesList().forEach(copy -> System.out.println("a copy of " + copy.getLogIndex()));
      System.out.println(found.hasLogIndex() ? "record " + found.getLogIndex() : "not in the log");
    }
  }

  /** Sends the file piece by piece; a write waits while the gateway is busy. */
  static VerifyContentResponse verify(Channel channel, Path file)
      throws IOException, InterruptedException, StatusException {
    BlockingClientCall<VerifyContentRequest, VerifyContentResponse> call =
        ProvenanceServiceGrpc.newBlockingV2Stub(channel).verifyContent();
    try (InputStream in = Files.newInputStream(file)) {
      boolean open = true;
      for (byte[] piece = in.readNBytes(PIECE_BYTES);
          open && piece.length > 0;
          piece = in.readNBytes(PIECE_BYTES)) {
        open =
            call.write(
                VerifyContentRequest.newBuilder().setData(ByteString.copyFrom(piece)).build());
      }
    }
    call.halfClose();
    VerifyContentResponse response = call.read();
    if (response == null) {
      throw new IOException("the gateway gave no verdict");
    }
    return response;
  }
}
