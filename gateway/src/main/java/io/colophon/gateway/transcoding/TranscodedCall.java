package io.colophon.gateway.transcoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.RetryInfo;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.wire.CallLimits;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a gRPC method that comes as an exchange of HTTP: the method itself is the one that
 * serves gRPC, with its back-pressure and cancellation. Messages are asked for and sent as the
 * method wishes.
 */
final class TranscodedCall<Q, A> extends ServerCall<Q, A> {
  /** Messages that may wait for the event loop. */
  private static final int MOST_WAITING = 32;

  private final Exchange exchange;
  private final MethodDescriptor<Q, A> method;
  private final Binding.Answer form;
  private final Context.CancellableContext context;
  private final Iterator<Q> requests;

  private @Nullable Listener<Q> listener; // event loop
  private boolean halfClosed; // event loop
  private boolean begun; // whoever sends: one at a time

  // Guarded by this.
  private int demand;
  private int waiting;
  private boolean closed;

  TranscodedCall(
      Exchange exchange,
      MethodDescriptor<Q, A> method,
      Binding.Answer form,
      Context.CancellableContext context,
      List<Q> requests) {
    this.exchange = exchange;
    this.method = method;
    this.form = form;
    this.context = context;
    this.requests = requests.iterator();
  }

  /** Serves the call. On the event loop. */
  void serve(ServerCallHandler<Q, A> handler) {
    exchange.watch(this::ready, this::gone);
    Metadata headers = new Metadata();
    listener = Contexts.interceptCall(context, this, headers, handler);
    ready();
    deliver();
  }

  private void ready() {
    Listener<Q> on = listener;
    if (on != null && isReady()) {
      on.onReady();
    }
  }

  private void gone() {
    Listener<Q> on = listener;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    if (on != null) {
      on.onCancel();
    }
    context.cancel(null);
  }

  // ---- what the caller sent

  @Override
  public void request(int messages) {
    synchronized (this) {
      demand += messages;
    }
    exchange.post(this::deliver);
  }

  private void deliver() {
    Listener<Q> to = listener;
    if (to == null || halfClosed) {
      return;
    }
    while (requests.hasNext() && take()) {
      to.onMessage(requests.next());
    }
    if (!requests.hasNext() && !halfClosed) {
      halfClosed = true;
      to.onHalfClose();
    }
  }

  private synchronized boolean take() {
    if (demand == 0 || closed) {
      return false;
    }
    demand--;
    return true;
  }

  // ---- what is answered

  @Override
  public void sendHeaders(Metadata headers) {
    limits(); // the exchange has all others itself
  }

  @Override
  public void sendMessage(A answer) {
    byte[] json = ProtoJson.write((Message) answer);
    if (form == Binding.Answer.ONE) {
      exchange.json(200, json);
      return;
    }
    begin();
    synchronized (this) {
      waiting++;
    }
    exchange.write(
        form == Binding.Answer.LINES ? concat("", json, "\n") : concat("data: ", json, "\n\n"));
    exchange.post(this::written);
  }

  private void begin() {
    if (begun) {
      return;
    }
    begun = true;
    if (form == Binding.Answer.LINES) {
      exchange.begin(200, "application/x-ndjson");
    } else {
      exchange.beginEvents();
    }
  }

  private static byte[] concat(String head, byte[] json, String tail) {
    byte[] before = head.getBytes(UTF_8);
    byte[] after = tail.getBytes(UTF_8);
    byte[] whole = new byte[before.length + json.length + after.length];
    System.arraycopy(before, 0, whole, 0, before.length);
    System.arraycopy(json, 0, whole, before.length, json.length);
    System.arraycopy(after, 0, whole, before.length + json.length, after.length);
    return whole;
  }

  private void written() {
    boolean full;
    synchronized (this) {
      full = waiting == MOST_WAITING;
      waiting--;
    }
    if (full) {
      ready();
    }
  }

  @Override
  public boolean isReady() {
    synchronized (this) {
      if (closed || waiting >= MOST_WAITING) {
        return false;
      }
    }
    return exchange.isWritable();
  }

  @Override
  public boolean isCancelled() {
    return exchange.isGone();
  }

  @Override
  public void close(Status status, Metadata trailers) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    limits();
    if (!status.isOk()) {
      fail(StatusProto.fromStatusAndTrailers(status, trailers));
    } else if (form != Binding.Answer.ONE) {
      begin();
      exchange.end();
    }
    exchange.post(this::complete);
  }

  private void complete() {
    Listener<Q> on = listener;
    if (on != null) {
      on.onComplete();
    }
    context.cancel(null);
  }

  private void fail(com.google.rpc.Status status) {
    int http = TranscodingErrors.httpStatus(status);
    byte[] error = TranscodingErrors.json(status, http);
    byte[] last = begun ? TranscodingErrors.last(form, error) : null;
    if (last != null) {
      exchange.write(last);
      exchange.end();
    } else {
      status.getDetailsList().forEach(this::retryAfter);
      exchange.json(http, error);
    }
  }

  /** How far the caller's limits are used. */
  private void limits() {
    CallLimits.of(context).write(exchange::header);
  }

  private void retryAfter(Any detail) {
    if (detail.is(RetryInfo.class)) {
      try {
        Duration delay = detail.unpack(RetryInfo.class).getRetryDelay();
        long seconds = delay.getSeconds() + (delay.getNanos() > 0 ? 1 : 0);
        exchange.header("retry-after", Long.toString(Math.max(1, seconds)));
      } catch (InvalidProtocolBufferException broken) {
        throw new IllegalStateException("a detail of ours is broken", broken);
      }
    }
  }

  @Override
  public MethodDescriptor<Q, A> getMethodDescriptor() {
    return method;
  }
}
