package io.colophon.metering.outbox;

import java.util.Map;

/** Adds headers that prove who sent a request. Thread-safe. */
@FunctionalInterface
public interface RequestSigner {
  /** Signs nothing. */
  RequestSigner NONE = (id, body) -> Map.of();

  /**
   * Headers for one request.
   *
   * @param id the same when the same events are sent again
   * @param body as it is sent
   */
  Map<String, String> headers(String id, byte[] body);
}
