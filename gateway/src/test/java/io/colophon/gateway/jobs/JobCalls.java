package io.colophon.gateway.jobs;

import com.google.longrunning.CancelOperationRequest;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsGrpc;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationMetadata;

/** What tests ask of the jobs of a gateway. */
record JobCalls(RunningGateway gateway) {

  String begin(GenerateRequest request) {
    return gateway.generation().startGeneration(request).getName();
  }

  Operation get(String name) {
    return operations().getOperation(GetOperationRequest.newBuilder().setName(name).build());
  }

  /** The operation when it has ended, or as it is after a minute. */
  Operation await(String name) {
    return operations()
        .waitOperation(
            WaitOperationRequest.newBuilder()
                .setName(name)
                .setTimeout(Duration.newBuilder().setSeconds(60))
                .build());
  }

  void cancel(String name) {
    var unused =
        operations().cancelOperation(CancelOperationRequest.newBuilder().setName(name).build());
  }

  OperationsGrpc.OperationsBlockingStub operations() {
    return OperationsGrpc.newBlockingStub(gateway.channel());
  }

  static GenerationMetadata metadata(Operation operation) {
    try {
      return operation.getMetadata().unpack(GenerationMetadata.class);
    } catch (InvalidProtocolBufferException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** The reason of an operation that failed; empty when it did not. */
  static String reason(Operation operation) {
    try {
      return operation.hasError()
          ? operation.getError().getDetails(0).unpack(ErrorInfo.class).getReason()
          : "";
    } catch (InvalidProtocolBufferException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
