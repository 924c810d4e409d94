package io.colophon.provider.http;

import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an answer that nobody waits for any more. */
final class DroppedReader implements HttpReader {
  private static final Logger log = LoggerFactory.getLogger(DroppedReader.class);

  /** What stands for an exchange that was not begun. */
  static final HttpExchange NO_EXCHANGE =
      new HttpExchange() {
        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void abort() {}
      };

  @Override
  public void head(HttpHead head) {
    if (!head.isSuccess()) {
      log.info("a farewell to an upstream was answered with status {}", head.status());
    }
  }

  @Override
  public void body(ByteBuf piece) {}

  @Override
  public void end() {}

  @Override
  public void failed(ProviderException failure) {
    log.info("a farewell did not reach its upstream: {}", failure.getMessage());
  }
}
