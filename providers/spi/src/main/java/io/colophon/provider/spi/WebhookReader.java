package io.colophon.provider.spi;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Reads a call by which an upstream says that a job has moved. Only the fact is taken from it: the
 * job is then polled, so that nothing a stranger sends can become an answer. Thread-safe, never
 * blocks.
 */
@FunctionalInterface
public interface WebhookReader {

  /**
   * The job that the call is about.
   *
   * @param headers names in lower case
   * @param body as it came
   * @return the handle, as in {@link GenerationEvent.Submitted}
   * @throws ProviderException CREDENTIAL_REJECTED if the signature does not fit or is missing,
   *     INVALID_REQUEST if the call cannot be understood
   */
  String handleOf(Map<String, String> headers, ByteBuffer body);
}
