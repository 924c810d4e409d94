package io.colophon.gateway.config;

/** How OTLP travels. */
public enum OtlpProtocol {
  /** POSTs with protobuf bodies. */
  HTTP_PROTOBUF,
  GRPC
}
