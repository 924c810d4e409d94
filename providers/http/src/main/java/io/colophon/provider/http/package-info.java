/**
 * What plug-ins that speak HTTP share. So far the decoders of streamed answers: {@link
 * io.colophon.provider.http.ServerSentEventDecoder} and {@link
 * io.colophon.provider.http.JsonLinesDecoder}. Both are fed with buffers as they arrive, call back
 * for each whole piece, and keep only the unfinished rest, up to a limit.
 */
@NullMarked
package io.colophon.provider.http;

import org.jspecify.annotations.NullMarked;
