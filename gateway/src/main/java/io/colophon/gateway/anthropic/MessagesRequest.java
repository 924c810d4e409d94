package io.colophon.gateway.anthropic;

import io.colophon.provider.spi.GenerationRequest;
import java.util.Optional;

/**
 * A message as asked for.
 *
 * @param model as the caller wrote it; never empty
 * @param request what to generate
 * @param stream whether it is answered as events
 * @param user {@code metadata.user_id}
 */
record MessagesRequest(
    String model, GenerationRequest.Text request, boolean stream, Optional<String> user) {}
