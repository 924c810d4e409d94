package io.colophon.gateway.server;

/**
 * Where a running gateway listens.
 *
 * @param grpc port of the application's gRPC
 * @param http port of the REST dialects
 * @param adminHttp port of metrics and health
 * @param adminGrpc port of the operator's gRPC
 */
public record Addresses(int grpc, int http, int adminHttp, int adminGrpc) {}
