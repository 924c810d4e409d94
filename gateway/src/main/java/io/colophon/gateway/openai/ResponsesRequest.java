package io.colophon.gateway.openai;

import io.colophon.provider.spi.GenerationRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response as asked for.
 *
 * @param model as the caller wrote it; empty when he named none
 * @param request what to generate
 * @param stream whether it is answered as events
 * @param instructions said before the input; null for none
 * @param user the caller's name for the person behind the request
 */
record ResponsesRequest(
    String model,
    GenerationRequest.Text request,
    boolean stream,
    @Nullable String instructions,
    Optional<String> user) {}
