package io.colophon.provider.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A request to an upstream, as it is being put together. {@code Host} and {@code Content-Length}
 * are added when it is sent. Header values with control characters are refused. Not thread-safe;
 * sent once.
 */
public final class HttpCall {
  private final HttpMethod method;
  private final URI uri;
  private final HttpHeaders headers = new DefaultHttpHeaders();
  private ByteBuf body = Unpooled.EMPTY_BUFFER;
  private boolean guarded;

  private HttpCall(HttpMethod method, URI uri) {
    this.method = method;
    this.uri = uri;
  }

  /** A call of any method to an absolute {@code http} or {@code https} address. */
  public static HttpCall of(String method, URI uri) {
    return new HttpCall(HttpMethod.valueOf(method), uri);
  }

  public static HttpCall get(URI uri) {
    return new HttpCall(HttpMethod.GET, uri);
  }

  public static HttpCall post(URI uri) {
    return new HttpCall(HttpMethod.POST, uri);
  }

  public static HttpCall delete(URI uri) {
    return new HttpCall(HttpMethod.DELETE, uri);
  }

  /** Sets a header, replacing an earlier value. */
  public HttpCall header(CharSequence name, CharSequence value) {
    headers.set(name, value);
    return this;
  }

  /** Sets {@code Authorization: Bearer}. */
  public HttpCall bearer(String token) {
    return header(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
  }

  /** Sets a body of JSON text in UTF-8. */
  public HttpCall json(byte[] utf8) {
    return body("application/json", ByteBuffer.wrap(utf8));
  }

  /** Sets a body of JSON text. */
  public HttpCall json(String text) {
    return json(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sets a body; the pieces are sent one after the other and not copied. */
  public HttpCall body(String contentType, ByteBuffer... pieces) {
    header(HttpHeaderNames.CONTENT_TYPE, contentType);
    body = Unpooled.wrappedBuffer(pieces);
    return this;
  }

  public String method() {
    return method.name();
  }

  public URI uri() {
    return uri;
  }

  /** The headers so far, for those who sign calls. */
  public HttpHeaders headers() {
    return headers;
  }

  /** The whole body, for those who sign calls; a copy. */
  public byte[] bodyBytes() {
    byte[] bytes = new byte[body.readableBytes()];
    body.getBytes(body.readerIndex(), bytes);
    return bytes;
  }

  /** The address was not given by the operator: only public ones will do. */
  public HttpCall guarded() {
    guarded = true;
    return this;
  }

  boolean isGuarded() {
    return guarded;
  }

  HttpMethod nettyMethod() {
    return method;
  }

  ByteBuf body() {
    return body;
  }
}
