package io.colophon.examples.plugin;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Failures as the gateway understands them: a status whose ErrorInfo names the kind. */
final class Failures {

  private Failures() {}

  static StatusRuntimeException of(Code code, String kind, String message) {
    ErrorInfo info = ErrorInfo.newBuilder().setDomain("colophon.io").setReason(kind).build();
    return StatusProto.toStatusRuntimeException(
        Status.newBuilder()
            .setCode(code.value())
            .setMessage(message)
            .addDetails(Any.pack(info))
            .build());
  }
}
