package io.colophon.gateway.transcoding;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Optional;

/**
 * One gRPC method as one method of one path.
 *
 * @param method of HTTP
 * @param path of HTTP, as in {@link io.colophon.gateway.http.Route}
 * @param rpc full name, for instance {@code colophon.v1.GenerationService/Generate}
 * @param body where the request message comes from beside path and query
 * @param segment what of the path stands in a field of the request
 * @param answer in which form messages are answered
 */
record Binding(
    HttpMethod method,
    String path,
    String rpc,
    Body body,
    Optional<Segment> segment,
    Answer answer) {

  /** What the body is. */
  enum Body {
    /** There is none. */
    NONE,
    /** The request message as JSON. */
    JSON,
    /** A file, which becomes the messages of a client's stream. */
    BYTES
  }

  /** The form of an answer. */
  enum Answer {
    /** One JSON document. */
    ONE,
    /** Server-sent events, each a message. */
    EVENTS,
    /** A message on each line. */
    LINES
  }

  /**
   * A part of the path that is a value of the request.
   *
   * @param name in the path
   * @param field of the request
   * @param prefix put before it, for instance {@code operations/}
   */
  record Segment(String name, String field, String prefix) {}

  static Binding get(String path, String rpc) {
    return new Binding(HttpMethod.GET, path, rpc, Body.NONE, Optional.empty(), Answer.ONE);
  }

  static Binding post(String path, String rpc) {
    return new Binding(HttpMethod.POST, path, rpc, Body.JSON, Optional.empty(), Answer.ONE);
  }

  static Binding delete(String path, String rpc) {
    return new Binding(HttpMethod.DELETE, path, rpc, Body.NONE, Optional.empty(), Answer.ONE);
  }

  Binding with(String name, String field, String prefix) {
    return new Binding(
        method, path, rpc, body, Optional.of(new Segment(name, field, prefix)), answer);
  }

  Binding answering(Answer form) {
    return new Binding(method, path, rpc, body, segment, form);
  }

  Binding ofBytes() {
    return new Binding(method, path, rpc, Body.BYTES, segment, answer);
  }
}
