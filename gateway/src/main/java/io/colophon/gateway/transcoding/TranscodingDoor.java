package io.colophon.gateway.transcoding;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import io.colophon.gateway.config.unit.Durations;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.BodyRule;
import io.colophon.gateway.http.Endpoint;
import io.colophon.gateway.http.Excerpt;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.RestDoor;
import io.colophon.gateway.http.Route;
import io.colophon.gateway.wire.CallFacts;
import io.colophon.v1.VerifyContentRequest;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The gRPC API as JSON over HTTP. Every call is served by the same object as over gRPC, so that
 * there is nothing that one of the two can and the other cannot.
 */
public final class TranscodingDoor implements RestDoor {
  private static final int UPLOAD_PIECE = 256 * 1024;

  private final Map<String, ServerMethodDefinition<?, ?>> methods = new HashMap<>();
  private final ScheduledExecutorService timer;
  private final long maxMessage;
  private final long maxUpload;

  /**
   * @param services of the gRPC port
   * @param timer ends calls whose deadline passes
   * @param maxMessage largest body of JSON, in bytes
   * @param maxUpload largest file to verify, in bytes
   */
  public TranscodingDoor(
      List<BindableService> services,
      ScheduledExecutorService timer,
      long maxMessage,
      long maxUpload) {
    for (BindableService service : services) {
      for (ServerMethodDefinition<?, ?> method : service.bindService().getMethods()) {
        methods.put(method.getMethodDescriptor().getFullMethodName(), method);
      }
    }
    this.timer = timer;
    this.maxMessage = maxMessage;
    this.maxUpload = maxUpload;
  }

  /** What serves the methods, by their full names. */
  Map<String, ServerMethodDefinition<?, ?>> methods() {
    return Map.copyOf(methods);
  }

  @Override
  public List<Route> routes() {
    return Bindings.ALL.stream().map(this::route).toList();
  }

  private Route route(Binding binding) {
    ServerMethodDefinition<?, ?> method = methods.get(binding.rpc());
    if (method == null) {
      throw new IllegalStateException("nothing serves " + binding.rpc());
    }
    BodyRule body =
        switch (binding.body()) {
          case NONE -> BodyRule.NONE;
          case JSON -> BodyRule.whole(maxMessage);
          case BYTES -> BodyRule.multipart(maxUpload);
        };
    return new Route(
        binding.method(),
        binding.path(),
        body,
        new TranscodingErrors(binding.answer()),
        endpoint(binding, method));
  }

  private <Q, A> Endpoint endpoint(Binding binding, ServerMethodDefinition<Q, A> method) {
    return exchange -> {
      List<Q> requests = requests(binding, method.getMethodDescriptor(), exchange);
      exchange.header("x-colophon-request-id", exchange.requestId());
      new TranscodedCall<>(
              exchange, method.getMethodDescriptor(), binding.answer(), context(exchange), requests)
          .serve(method.getServerCallHandler());
    };
  }

  @SuppressWarnings("unchecked") // the prototype of a Q makes Qs
  private static <Q, A> List<Q> requests(
      Binding binding, MethodDescriptor<Q, A> method, Exchange exchange) {
    if (binding.body() == Binding.Body.BYTES) {
      return (List<Q>) pieces(file(exchange));
    }
    Message.Builder message =
        ((Message)
                ((MethodDescriptor.PrototypeMarshaller<Q>) method.getRequestMarshaller())
                    .getMessagePrototype())
            .newBuilderForType();
    if (binding.body() == Binding.Body.JSON) {
      ProtoJson.read(exchange.body(), message);
    }
    exchange.queries().forEach((name, text) -> RequestFields.set(message, name, text));
    binding
        .segment()
        .ifPresent(
            segment ->
                RequestFields.set(
                    message, segment.field(), segment.prefix() + exchange.segment(segment.name())));
    return List.of((Q) message.build());
  }

  /** A file may be large, hence a form: its parts lie on disk. */
  private static ByteBuffer file(Exchange exchange) {
    if (!exchange.contentType().equals("multipart/form-data")) {
      throw Refusal.invalid("content-type", "expected multipart/form-data");
    }
    return exchange
        .multipart()
        .field("file")
        .orElseThrow(() -> Refusal.invalid("file", "missing, expected the file to look at"))
        .bytes();
  }

  private static List<VerifyContentRequest> pieces(ByteBuffer whole) {
    ByteBuffer file = whole.duplicate();
    List<VerifyContentRequest> pieces = new ArrayList<>();
    while (file.hasRemaining()) {
      int size = Math.min(UPLOAD_PIECE, file.remaining());
      ByteString data = UnsafeByteOperations.unsafeWrap(file.slice(file.position(), size));
      pieces.add(VerifyContentRequest.newBuilder().setData(data).build());
      file.position(file.position() + size);
    }
    return pieces;
  }

  private Context.CancellableContext context(Exchange exchange) {
    Context facts =
        new CallFacts(exchange.credentials(), Optional.of(exchange.requestId()))
            .within(Context.ROOT);
    String timeout = exchange.requestHeader("x-colophon-timeout");
    return timeout == null
        ? facts.withCancellation()
        : facts.withDeadline(Deadline.after(nanos(timeout), TimeUnit.NANOSECONDS), timer);
  }

  private static long nanos(String timeout) {
    try {
      return Durations.parse(timeout.matches("[0-9]{1,9}") ? timeout + "s" : timeout).toNanos();
    } catch (IllegalArgumentException malformed) {
      throw Refusal.invalid(
          "x-colophon-timeout",
          "\"" + Excerpt.of(timeout) + "\", expected for instance 30s or 500ms");
    }
  }
}
