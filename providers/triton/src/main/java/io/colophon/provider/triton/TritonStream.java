package io.colophon.provider.triton;

import inference.GRPCInferenceServiceGrpc;
import inference.InferParameter;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelMetadataResponse;
import inference.ModelStreamInferResponse;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ServedModel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One generation. Asks for a response when the subscriber has taken all that the last one gave, so
 * that a slow subscriber slows the server by gRPC's flow control.
 */
final class TritonStream implements Flow.Publisher<GenerationEvent>, Outbox.Source {
  private final TritonServer server;
  private final GenerationRequest request;
  private final TritonModel model;
  private final CallOptions options;
  private final Answer answer;
  private final Outbox outbox = new Outbox(this);
  private final Watch watch;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile boolean stopped;
  private volatile @Nullable ClientCall<ModelInferRequest, ?> call;

  // In gRPC's callbacks only, which come one at a time.
  private boolean ended;
  private boolean answered;

  TritonStream(
      TritonServer server, GenerationRequest request, TritonModel model, CallOptions options) {
    this.server = server;
    this.request = request;
    this.model = model;
    this.options = options;
    this.answer = Answer.to(request, model);
    this.watch =
        new Watch(
            server.config().timeout(), options.deadlineNanos(), server.context(), outbox::cut);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super GenerationEvent> newcomer) {
    Objects.requireNonNull(newcomer, "subscriber");
    if (!taken.compareAndSet(false, true)) {
      newcomer.onSubscribe(NoSubscription.INSTANCE);
      newcomer.onError(new IllegalStateException("a generation can be subscribed to only once"));
      return;
    }
    Optional<ProviderException> refusal = server.enter(this);
    if (refusal.isPresent()) {
      outbox.cut(refusal.get());
    } else if (leftNanos() <= 0) {
      outbox.cut(new ProviderException(FailureKind.TIMED_OUT, "the deadline has passed"));
    }
    outbox.open(newcomer);
    if (!stopped) {
      watch.start();
      unlessLoopsEnded(
          () ->
              server
                  .tensors()
                  .of(
                      request.prompt().model().name(),
                      model,
                      Math.max(1, leftNanos()),
                      this::begin,
                      outbox::fail));
    }
  }

  /** Loops that have ended refuse what gRPC hands them, and gRPC tells its caller. */
  private void unlessLoopsEnded(Runnable step) {
    try {
      step.run();
    } catch (RejectedExecutionException ended) {
      outbox.cut(
          new ProviderException(
              FailureKind.OVERLOADED, "the gateway's event loops have ended", null, ended));
    }
  }

  private long leftNanos() {
    return options.deadlineNanos() - server.context().ticker().nanos();
  }

  private void begin(ModelMetadataResponse metadata) {
    ModelInferRequest message;
    InputWriter writer = new InputWriter(request, model, metadata);
    try {
      message = writer.write(options.generationId());
    } catch (ProviderException why) {
      outbox.fail(why);
      return;
    }
    outbox.add(
        List.of(
            new GenerationEvent.Accepted(
                Optional.of(new ServedModel(request.prompt().model().name())), writer.dropped())));
    if (stopped) {
      return;
    }
    var grpc =
        io.grpc.CallOptions.DEFAULT.withDeadlineAfter(
            Math.max(1, leftNanos()), TimeUnit.NANOSECONDS);
    var channel = server.channel();
    if (model.decoupled()) {
      send(
          channel.newCall(GRPCInferenceServiceGrpc.getModelStreamInferMethod(), grpc),
          new StreamedReplies(),
          message);
    } else {
      send(
          channel.newCall(GRPCInferenceServiceGrpc.getModelInferMethod(), grpc),
          new OneReply(),
          message);
    }
  }

  private <A> void send(
      ClientCall<ModelInferRequest, A> opened, Replies<A> replies, ModelInferRequest message) {
    opened.start(replies, new Metadata());
    opened.sendMessage(message);
    opened.halfClose();
    call = opened;
    if (stopped) {
      opened.cancel("no longer wanted", null);
    }
    outbox.wake();
  }

  @Override
  public void hungry() {
    ClientCall<ModelInferRequest, ?> to = call;
    if (to != null && asked.compareAndSet(false, true)) {
      watch.asked();
      unlessLoopsEnded(() -> to.request(1));
    }
  }

  @Override
  public void stopped() {
    stopped = true;
    watch.stop();
    server.leave(this);
    ClientCall<ModelInferRequest, ?> to = call;
    if (to != null) {
      unlessLoopsEnded(() -> to.cancel("no longer wanted", null));
    }
  }

  /** Ends it, because the deployment is closed. */
  void close(ProviderException why) {
    outbox.cut(why);
  }

  private void response(ModelInferResponse response) {
    answered = true;
    outbox.add(answer.response(response));
    InferParameter last =
        response.getParametersOrDefault(
            "triton_final_response", InferParameter.getDefaultInstance());
    if (last.getBoolParam()) {
      end();
    }
  }

  private void end() {
    ended = true;
    if (!answer.isHeavy()) {
      finish();
      return;
    }
    try {
      server.workers().execute(this::finish);
    } catch (RejectedExecutionException full) {
      outbox.fail(
          new ProviderException(FailureKind.OVERLOADED, "too many files are being written"));
    }
  }

  private void finish() {
    try {
      outbox.add(answer.end());
      outbox.complete();
    } catch (ProviderException why) {
      outbox.fail(why);
    }
  }

  /** Callbacks of one call; what a response cannot be read as ends the stream. */
  private abstract class Replies<A> extends ClientCall.Listener<A> {
    abstract void read(A message);

    @Override
    public void onMessage(A message) {
      if (stopped || ended) {
        return;
      }
      watch.heard();
      asked.set(false);
      try {
        read(message);
      } catch (ProviderException why) {
        ended = true;
        outbox.fail(why);
        return;
      }
      outbox.wake();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (stopped || ended) {
        return;
      }
      ended = true;
      if (!status.isOk()) {
        if (status.getCode() == Status.Code.INVALID_ARGUMENT) {
          server.tensors().forget(request.prompt().model().name());
        }
        outbox.fail(Failures.of(status));
      } else if (answered) {
        end();
      } else {
        outbox.fail(Failures.malformed("closed its stream without a response"));
      }
    }
  }

  private final class OneReply extends Replies<ModelInferResponse> {
    @Override
    void read(ModelInferResponse message) {
      response(message);
    }
  }

  private final class StreamedReplies extends Replies<ModelStreamInferResponse> {
    @Override
    void read(ModelStreamInferResponse message) {
      if (!message.getErrorMessage().isEmpty()) {
        throw Failures.inStream(message.getErrorMessage());
      }
      response(message.getInferResponse());
    }
  }

  /** What a second subscriber is given before it is refused. */
  private enum NoSubscription implements Flow.Subscription {
    INSTANCE;

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
