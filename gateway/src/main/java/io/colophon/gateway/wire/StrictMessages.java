package io.colophon.gateway.wire;

import com.google.protobuf.Message;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Tells a caller whose bytes are no message, or too many, that the fault is his: INVALID_ARGUMENT
 * with a reason, where gRPC itself would answer INTERNAL or an empty RESOURCE_EXHAUSTED.
 */
public final class StrictMessages {

  private StrictMessages() {}

  /**
   * Wraps a service.
   *
   * @param maxBytes the largest message to take; the server's own limit must be higher
   */
  public static ServerServiceDefinition guard(ServerServiceDefinition service, int maxBytes) {
    ServerServiceDefinition.Builder guarded =
        ServerServiceDefinition.builder(service.getServiceDescriptor().getName());
    for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
      addGuarded(guarded, method, maxBytes);
    }
    return guarded.build();
  }

  private static <Q, A> void addGuarded(
      ServerServiceDefinition.Builder guarded, ServerMethodDefinition<Q, A> method, int maxBytes) {
    MethodDescriptor<Q, A> descriptor = method.getMethodDescriptor();
    if (!(descriptor.getRequestMarshaller()
        instanceof MethodDescriptor.PrototypeMarshaller<Q> marshaller)) {
      throw new IllegalArgumentException(
          descriptor.getFullMethodName() + " does not speak protobuf");
    }
    GuardedMarshaller<Q> strict = new GuardedMarshaller<>(marshaller, maxBytes);
    guarded.addMethod(
        descriptor.toBuilder(strict, descriptor.getResponseMarshaller()).build(),
        new Guard<Q, A>(strict).around(method.getServerCallHandler()));
  }

  /** Parses, or gives one of two marks that no caller can send: they are known by identity. */
  private static final class GuardedMarshaller<Q> implements MethodDescriptor.Marshaller<Q> {
    private final MethodDescriptor.PrototypeMarshaller<Q> marshaller;
    private final int maxBytes;
    private final Q malformed;
    private final Q tooLarge;

    GuardedMarshaller(MethodDescriptor.PrototypeMarshaller<Q> marshaller, int maxBytes) {
      this.marshaller = marshaller;
      this.maxBytes = maxBytes;
      this.malformed = fresh(marshaller);
      this.tooLarge = fresh(marshaller);
    }

    @SuppressWarnings("unchecked") // the builder of a Q builds a Q
    private static <Q> Q fresh(MethodDescriptor.PrototypeMarshaller<Q> marshaller) {
      Message prototype = (Message) marshaller.getMessagePrototype();
      return (Q) prototype.newBuilderForType().build();
    }

    @Override
    public InputStream stream(Q value) {
      return marshaller.stream(value);
    }

    @Override
    public Q parse(InputStream stream) {
      try {
        if (stream instanceof KnownLength && stream.available() > maxBytes) {
          return tooLarge;
        }
        return marshaller.parse(stream);
      } catch (StatusRuntimeException notAMessage) {
        return malformed;
      } catch (IOException broken) {
        return malformed;
      }
    }
  }

  /** Ends the call when a mark comes in. */
  private record Guard<Q, A>(GuardedMarshaller<Q> marshaller) {

    ServerCallHandler<Q, A> around(ServerCallHandler<Q, A> handler) {
      return (call, headers) -> new Listener<>(call, handler.startCall(call, headers), marshaller);
    }
  }

  private static final class Listener<Q, A> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, A> call;
    private final GuardedMarshaller<Q> marshaller;
    private boolean refused;

    Listener(
        ServerCall<Q, A> call, ServerCall.Listener<Q> delegate, GuardedMarshaller<Q> marshaller) {
      super(delegate);
      this.call = call;
      this.marshaller = marshaller;
    }

    @Override
    public void onMessage(Q message) {
      if (message == marshaller.malformed) {
        refuse(
            Refusal.of(
                Reason.MESSAGE_MALFORMED,
                "the bytes are no "
                    + call.getMethodDescriptor().getFullMethodName()
                    + " request: broken protobuf, or text that is not UTF-8"));
      } else if (message == marshaller.tooLarge) {
        refuse(
            Refusal.of(
                Reason.MESSAGE_TOO_LARGE,
                "the message is larger than the " + marshaller.maxBytes + " bytes allowed"));
      } else if (!refused) {
        super.onMessage(message);
      }
    }

    private void refuse(Refusal refusal) {
      if (refused) {
        return;
      }
      refused = true;
      StatusRuntimeException status = Statuses.exceptionOf(refusal);
      Metadata trailers = status.getTrailers();
      call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        super.onHalfClose();
      }
    }
  }
}
