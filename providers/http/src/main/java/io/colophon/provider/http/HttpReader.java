package io.colophon.provider.http;

import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;

/**
 * Takes an answer as it comes: {@link #head} once, {@link #body} any number of times, then {@link
 * #end} or {@link #failed}. All calls come on the event loop of the generation, one at a time, and
 * must not block.
 */
public interface HttpReader {

  /** Status and headers. */
  void head(HttpHead head);

  /**
   * The next bytes.
   *
   * @param piece released by the caller when this returns
   */
  void body(ByteBuf piece);

  /** The answer is whole. */
  void end();

  /** The exchange broke: UNREACHABLE, TIMED_OUT or MALFORMED_ANSWER. */
  void failed(ProviderException failure);
}
