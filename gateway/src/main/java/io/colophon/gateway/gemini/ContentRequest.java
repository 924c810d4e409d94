package io.colophon.gateway.gemini;

import io.colophon.provider.spi.GenerationRequest;

/**
 * Content as asked for.
 *
 * @param request what to generate: text, or a picture or speech where {@code responseModalities}
 *     asks for one
 */
record ContentRequest(GenerationRequest request) {

  boolean isText() {
    return request instanceof GenerationRequest.Text;
  }
}
