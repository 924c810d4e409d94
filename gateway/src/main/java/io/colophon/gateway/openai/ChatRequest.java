package io.colophon.gateway.openai;

import io.colophon.provider.spi.GenerationRequest;
import java.util.Optional;

/**
 * A chat completion as asked for.
 *
 * @param model as the caller wrote it; empty when he named none
 * @param request what to generate
 * @param stream whether it is answered as events
 * @param usageAsked whether a stream ends with a chunk of usage
 * @param user the caller's name for the person behind the request
 */
record ChatRequest(
    String model,
    GenerationRequest.Text request,
    boolean stream,
    boolean usageAsked,
    Optional<String> user) {}
