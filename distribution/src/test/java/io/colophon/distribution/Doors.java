package io.colophon.distribution;

import com.google.longrunning.OperationsGrpc;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.ModelServiceGrpc;
import io.colophon.v1.UsageServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;

/**
 * What an application calls, over one connection.
 *
 * @param channel ended at the end, with whatever is under way on it
 */
record Doors(ManagedChannel channel) implements AutoCloseable {
  private static final int LARGEST_ANSWER = 64 << 20;

  static Doors at(int port) {
    return new Doors(
        Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
            .maxInboundMessageSize(LARGEST_ANSWER)
            .build());
  }

  GenerationServiceGrpc.GenerationServiceBlockingStub generations() {
    return GenerationServiceGrpc.newBlockingStub(channel);
  }

  OperationsGrpc.OperationsBlockingStub operations() {
    return OperationsGrpc.newBlockingStub(channel);
  }

  UsageServiceGrpc.UsageServiceBlockingStub usage() {
    return UsageServiceGrpc.newBlockingStub(channel);
  }

  ModelServiceGrpc.ModelServiceBlockingStub models() {
    return ModelServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
