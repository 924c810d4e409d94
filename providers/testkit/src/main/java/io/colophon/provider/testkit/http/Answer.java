package io.colophon.provider.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * What an {@link HttpDouble} answers, byte for byte and misbehaviour included. Immutable but for
 * the building methods, which change and return this.
 */
public final class Answer {

  /** One thing that is done to the connection after the head was written. */
  sealed interface Step {
    record Write(byte[] bytes) implements Step {}

    record Await(CountDownLatch latch) implements Step {}

    record Stall() implements Step {}

    record Close() implements Step {}
  }

  private final int status;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private boolean raw;
  private boolean chunked;

  private Answer(int status) {
    this.status = status;
  }

  /** An answer without a body so far. */
  public static Answer of(int status) {
    return new Answer(status);
  }

  /** A JSON answer. */
  public static Answer json(int status, String body) {
    return of(status).header("content-type", "application/json").write(body);
  }

  /** A JSON answer that says that all is well. */
  public static Answer json(String body) {
    return json(200, body);
  }

  /** An event stream whose events are written as given, blank lines included. */
  public static Answer events(String... events) {
    Answer answer = of(200).header("content-type", "text/event-stream").chunked();
    for (String event : events) {
      answer.write(event);
    }
    return answer;
  }

  /** A media answer. */
  public static Answer bytes(String contentType, byte[] body) {
    return of(200).header("content-type", contentType).write(body);
  }

  /** Exactly these bytes on the wire, head included; the connection stays open unless closed. */
  public static Answer raw(String wire) {
    Answer answer = of(0);
    answer.raw = true;
    return answer.write(wire.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sets a header; {@code content-length} may lie. */
  public Answer header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Sends the body in chunks, one for each write. */
  public Answer chunked() {
    chunked = true;
    return this;
  }

  /** Writes the next bytes of the body. */
  public Answer write(byte[] bytes) {
    steps.add(new Step.Write(bytes.clone()));
    return this;
  }

  /** Writes the next text of the body. */
  public Answer write(String text) {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Waits for the test before it goes on. */
  public Answer await(CountDownLatch latch) {
    steps.add(new Step.Await(latch));
    return this;
  }

  /** Says no more until the other side has gone. */
  public Answer stall() {
    steps.add(new Step.Stall());
    return this;
  }

  /** Closes the connection here, whatever was promised. */
  public Answer close() {
    steps.add(new Step.Close());
    return this;
  }

  /** Cuts every write so far into pieces of at most {@code bytes}. */
  public Answer cutEvery(int bytes) {
    List<Step> cut = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Write write) {
        for (int at = 0; at < write.bytes().length; at += bytes) {
          cut.add(
              new Step.Write(
                  Arrays.copyOfRange(
                      write.bytes(), at, Math.min(at + bytes, write.bytes().length))));
        }
      } else {
        cut.add(step);
      }
    }
    steps.clear();
    steps.addAll(cut);
    return this;
  }

  boolean isChunked() {
    return chunked;
  }

  boolean isRaw() {
    return raw;
  }

  List<Step> steps() {
    return steps;
  }

  byte[] head() {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (chunked) {
      head.append("transfer-encoding: chunked\r\n");
    } else if (!headers.containsKey("content-length")) {
      long length = 0;
      for (Step step : steps) {
        length += step instanceof Step.Write write ? write.bytes().length : 0;
      }
      head.append("content-length: ").append(length).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }
}
