package io.colophon.gateway.http;

import io.colophon.gateway.admission.Credentials;
import io.colophon.gateway.failure.QuotaViolation;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.standing.Standing;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. The request is there when the {@link Endpoint} is called. The answer
 * is one of {@link #answer} (all at once), {@link #begin} + {@link #write} + {@link #end} (a
 * stream) and {@link #fail}; whatever comes after the answer has ended, or after the caller went
 * away, is ignored.
 *
 * <p>All methods may be called from any thread, the answering ones by one thread at a time; they
 * never block. Order is kept, also across threads.
 */
public final class Exchange {
  private final RequestFacts request;
  private final AnswerWriter answer;
  private final ChannelHandlerContext context;

  private @Nullable ByteBuffer body; // set before the endpoint is called
  private @Nullable Multipart multipart; // set before the endpoint is called

  // Guarded by this.
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(0);
  private boolean drainScheduled;
  private @Nullable Runnable onGone;
  private @Nullable Runnable onWritable;
  private boolean gone;

  Exchange(RequestFacts request, AnswerWriter answer, ChannelHandlerContext context) {
    this.request = request;
    this.answer = answer;
    this.context = context;
  }

  // ---- the request

  /** Method as sent, for instance {@code POST}. */
  public String method() {
    return request.head().method().name();
  }

  /** Path as sent: percent-encoded, without the query. */
  public String path() {
    return request.path();
  }

  /** The part of the path that {@code {name}} stands for, decoded; the route must have it. */
  public String segment(String name) {
    String value = request.segments().get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  /** The first query parameter of that name, decoded; empty when there is none. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(request.query().get(name));
  }

  /** All query parameters, decoded; of a name that stands twice, the first. */
  public Map<String, String> queries() {
    return request.query();
  }

  /** The first header of that name; null when there is none. */
  public @Nullable String requestHeader(CharSequence name) {
    return request.head().headers().get(name);
  }

  /** All headers of the request. */
  public HttpHeaders requestHeaders() {
    return request.head().headers();
  }

  /** Content type in lower case and without parameters; empty when there is none. */
  public String contentType() {
    String type = request.head().headers().get(HttpHeaderNames.CONTENT_TYPE);
    return type == null ? "" : MediaType.essence(type);
  }

  /**
   * The whole body of a route with {@link BodyRule.Form#WHOLE}: on the heap, with an array, empty
   * when none was sent. May be kept.
   */
  public ByteBuffer body() {
    if (body == null) {
      throw new IllegalStateException("the route keeps no whole body");
    }
    return body.duplicate();
  }

  /** The parts of a body of a route with {@link BodyRule.Form#MULTIPART}. */
  public Multipart multipart() {
    if (multipart == null) {
      throw new IllegalStateException("the route takes no multipart body");
    }
    return multipart;
  }

  /** The caller's {@code x-request-id}, or one of ours; also sent back. */
  public String requestId() {
    return request.requestId();
  }

  /** Whether the caller named the request himself. */
  public boolean requestIdGiven() {
    return request.requestIdGiven();
  }

  /** The address at the connection's other end: of the caller, or of the proxy before us. */
  public InetAddress callerAddress() {
    return CallerFacts.address(context.channel());
  }

  /** Who says that he asks. */
  public Credentials credentials() {
    return request.credentials();
  }

  /** When the request's first line and headers were there, on the gateway's ticker. */
  public long startNanos() {
    return request.startNanos();
  }

  // ---- the answer

  /**
   * Adds a header to the answer; ignored once it has begun. What is not visible ASCII in the value
   * is replaced by {@code ?}, so that no value can forge a header.
   */
  public Exchange header(CharSequence name, String value) {
    answer.header(name, HeaderText.safe(value));
    return this;
  }

  /** Answers with JSON. The array must not be changed afterwards. */
  public void json(int status, byte[] json) {
    answer(status, "application/json", ByteBuffer.wrap(json));
  }

  /** Answers with a whole body, which must not be changed afterwards. */
  public void answer(int status, String contentType, ByteBuffer whole) {
    post(() -> answer.whole(status, contentType, whole));
  }

  /** Answers without a body, for instance 204. */
  public void empty(int status) {
    post(() -> answer.whole(status, "", ByteBuffer.allocate(0)));
  }

  /** Begins an answer of unknown length; {@link #write} and {@link #end} follow. */
  public void begin(int status, String contentType) {
    post(() -> answer.begin(status, contentType));
  }

  /**
   * Begins a stream of server-sent events: status 200, {@code text/event-stream}, no caching and no
   * buffering by proxies.
   */
  public void beginEvents() {
    header(HttpHeaderNames.CACHE_CONTROL, "no-cache");
    header("x-accel-buffering", "no");
    begin(200, "text/event-stream; charset=utf-8");
  }

  /** Writes a piece of a begun answer; the buffer's content must not be changed afterwards. */
  public void write(ByteBuffer piece) {
    if (runsHere()) {
      answer.write(piece);
    } else {
      post(() -> answer.write(piece));
    }
  }

  /** Writes a piece of a begun answer; the array must not be changed afterwards. */
  public void write(byte[] piece) {
    write(ByteBuffer.wrap(piece));
  }

  /** Ends a begun answer well. */
  public void end() {
    post(answer::end);
  }

  /**
   * Answers with the refusal in the route's dialect. An answer that has begun ends with what the
   * dialect has for that, or with the connection.
   */
  public void fail(Refusal refusal) {
    fail(refusal, HttpStatuses.of(refusal.reason()));
  }

  /** As {@link #fail(Refusal)}; what is no {@link Refusal} is a bug of ours, and is logged. */
  public void fail(@Nullable Throwable failure) {
    fail(Failures.refusalOf(failure));
  }

  /** Adds to the answer how far the caller's limits are used; ignored once it has begun. */
  public void limits(List<Standing> standings) {
    answer.errors().limitHeaders().write(standings, this::header);
  }

  void fail(Refusal refusal, int status) {
    refusal.quota().ifPresent(quota -> limits(quota.all()));
    refusal.retryAfter().ifPresent(wait -> answer.header("retry-after", seconds(wait)));
    if (isFinal(refusal)) {
      answer.header("x-should-retry", "false"); // SDKs repeat by status alone unless told
    }
    post(() -> answer.fail(refusal, status));
  }

  private static boolean isFinal(Refusal refusal) {
    return refusal.reason() == Reason.UNSUPPORTED
        || refusal.reason() == Reason.FAILED_PRECONDITION
        || refusal.quota().map(QuotaViolation::never).orElse(false);
  }

  private static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
  }

  // ---- flow

  /** Whether the transport takes more now. A slow reader makes this false. */
  public boolean isWritable() {
    return context.channel().isWritable();
  }

  /**
   * Sets what is called, on the event loop, whenever the transport takes more again, and what the
   * caller's going away calls (at once if that was before). Both quick and not blocking.
   */
  public void watch(Runnable whenWritable, Runnable whenGone) {
    boolean late;
    synchronized (this) {
      onWritable = whenWritable;
      onGone = whenGone;
      late = gone;
    }
    if (late) {
      whenGone.run();
    }
  }

  /** Sets what is called once when the caller goes away before the answer has ended. */
  public void onGone(Runnable action) {
    watch(() -> {}, action);
  }

  /** Whether the caller went away. */
  public synchronized boolean isGone() {
    return gone;
  }

  /** Runs the action on the exchange's event loop, after everything written before. */
  public void post(Runnable action) {
    if (runsHere()) {
      action.run();
      return;
    }
    synchronized (this) {
      waiting.add(action);
      if (drainScheduled) {
        return;
      }
      drainScheduled = true;
    }
    context.executor().execute(this::drain);
  }

  private boolean runsHere() {
    if (!context.executor().inEventLoop()) {
      return false;
    }
    synchronized (this) {
      return !drainScheduled; // otherwise what was said earlier by another thread comes first
    }
  }

  private void drain() {
    while (true) {
      Runnable action;
      synchronized (this) {
        action = waiting.poll();
        if (action == null) {
          drainScheduled = false;
          break;
        }
      }
      action.run();
    }
    answer.flush();
  }

  // ---- the connection's side, on the event loop

  RequestFacts request() {
    return request;
  }

  AnswerWriter answer() {
    return answer;
  }

  void body(ByteBuffer whole) {
    body = whole;
  }

  void multipart(Multipart parts) {
    multipart = parts;
  }

  HttpRequest head() {
    return request.head();
  }

  void writable() {
    Runnable action;
    synchronized (this) {
      action = onWritable;
    }
    if (action != null) {
      action.run();
    }
  }

  /** The caller went away. */
  void gone() {
    Runnable action;
    synchronized (this) {
      if (gone) {
        return;
      }
      gone = true;
      action = onGone;
    }
    answer.abandon();
    if (action != null) {
      action.run();
    }
  }
}
