package io.colophon.gateway.wire;

import io.colophon.gateway.admission.Credentials;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.GenerationIds;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Reads who calls and under which request id, and echoes the id in the response's headers. A caller
 * who sends none gets one of ours.
 */
public final class CallFactsInterceptor implements ServerInterceptor {
  static final Metadata.Key<String> REQUEST_ID =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String BEARER = "Bearer ";
  private static final int LONGEST_ID = 128;

  private final GenerationIds ids;

  /**
   * @param ids names calls that bring no id
   */
  public CallFactsInterceptor(GenerationIds ids) {
    this.ids = ids;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String sent = headers.get(REQUEST_ID);
    if (sent != null && !isPlain(sent)) {
      StatusRuntimeException refused =
          Statuses.exceptionOf(
              Refusal.invalid(
                  "x-request-id",
                  "\"" + Excerpt.of(sent) + "\", expected 1 to 128 of A-Z a-z 0-9 . _ : -"));
      call.close(refused.getStatus(), trailersOf(refused));
      return new ServerCall.Listener<>() {};
    }
    String id = sent == null ? ids.next() : sent;
    CallFacts facts = new CallFacts(credentials(call, headers), Optional.of(id));
    Context context = facts.within(Context.current());
    return Contexts.interceptCall(
        context, new Echoing<>(call, id, CallLimits.of(context)), headers, next);
  }

  private static Metadata trailersOf(StatusRuntimeException refused) {
    Metadata trailers = refused.getTrailers();
    return trailers == null ? new Metadata() : trailers;
  }

  private static Credentials credentials(ServerCall<?, ?> call, Metadata headers) {
    String authorization = headers.get(AUTHORIZATION);
    Optional<String> bearer =
        authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? Optional.of(authorization.substring(BEARER.length()).strip())
            : Optional.empty();
    return new Credentials(bearer, certificateSubject(call), isLoopback(call), Optional.empty());
  }

  private static boolean isLoopback(ServerCall<?, ?> call) {
    SocketAddress peer = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    if (peer instanceof InetSocketAddress address) {
      return address.getAddress() != null && address.getAddress().isLoopbackAddress();
    }
    return peer != null; // an address without a network: inside this process
  }

  private static Optional<String> certificateSubject(ServerCall<?, ?> call) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return Optional.empty();
    }
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate certificate
          ? Optional.of(certificate.getSubjectX500Principal().getName())
          : Optional.empty();
    } catch (SSLPeerUnverifiedException anonymous) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(String id) {
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && c != '-' && c != '_' && c != '.' && c != ':') {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds the id to the headers, or to the trailers of a call that fails before its headers; and to
   * both how far the caller's limits are used: to begin with, and with this call settled.
   */
  private static final class Echoing<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final String id;
    private final CallLimits limits;
    private boolean headersSent;

    Echoing(ServerCall<Q, A> call, String id, CallLimits limits) {
      super(call);
      this.id = id;
      this.limits = limits;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      headersSent = true;
      headers.put(REQUEST_ID, id);
      limits.write(headers);
      super.sendHeaders(headers);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (!headersSent) {
        trailers.put(REQUEST_ID, id);
      }
      limits.write(trailers);
      super.close(status, trailers);
    }
  }
}
