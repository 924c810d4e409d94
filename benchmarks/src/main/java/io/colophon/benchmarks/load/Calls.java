package io.colophon.benchmarks.load;

import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.GenerationServiceGrpc.GenerationServiceStub;
import io.colophon.v1.Message;
import io.colophon.v1.Modality;
import io.colophon.v1.Part;
import io.colophon.v1.Role;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections to one server, and the calls that can be made over them. */
public final class Calls implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 30;
  private static final String PROMPT = "Say what you always say. ".repeat(8);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<GenerationServiceStub> stubs = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * @param target {@code host:port}
   * @param key API key; empty sends none
   */
  public Calls(String target, String key, int connections) {
    Metadata headers = new Metadata();
    if (!key.isEmpty()) {
      headers.put(AUTHORIZATION, "Bearer " + key);
    }
    for (int i = 0; i < connections; i++) {
      ManagedChannel channel =
          NettyChannelBuilder.forTarget(target).usePlaintext().directExecutor().build();
      channels.add(channel);
      stubs.add(
          GenerationServiceGrpc.newStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers)));
    }
  }

  /** The request of a load. */
  static GenerateRequest request(LoadPlan.Kind kind) {
    String model =
        switch (kind) {
          case UNARY -> AnswerText.SHORT_MODEL;
          case STREAM -> AnswerText.LONG_MODEL;
          case PACED -> AnswerText.PACED_MODEL;
        };
    return GenerateRequest.newBuilder()
        .setModel(model)
        .setOutputModality(Modality.MODALITY_TEXT)
        .addInputs(
            Message.newBuilder()
                .setRole(Role.ROLE_USER)
                .addParts(Part.newBuilder().setText(PROMPT)))
        .build();
  }

  /** Begins a call. */
  void begin(GenerateRequest request, LoadPlan.Kind kind, CallEnd end) {
    GenerationServiceStub stub =
        stubs
            .get(Math.floorMod(turn.getAndIncrement(), stubs.size()))
            .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (kind == LoadPlan.Kind.UNARY) {
      stub.generate(request, new UnaryAnswer(end));
    } else {
      stub.streamGenerate(request, new StreamedAnswer(end));
    }
  }

  /** Makes one unary call and waits for the answer. */
  public GenerateResponse generateOnce() {
    return ClientCalls.blockingUnaryCall(
        stubs.get(0).getChannel(),
        GenerationServiceGrpc.getGenerateMethod(),
        stubs.get(0).getCallOptions().withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
        request(LoadPlan.Kind.UNARY));
  }

  /** Makes one streamed call and waits for all events. */
  public List<io.colophon.v1.GenerationEvent> streamOnce() {
    List<io.colophon.v1.GenerationEvent> events = new ArrayList<>();
    ClientCalls.blockingServerStreamingCall(
            stubs.get(0).getChannel(),
            GenerationServiceGrpc.getStreamGenerateMethod(),
            stubs.get(0).getCallOptions().withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
            request(LoadPlan.Kind.STREAM))
        .forEachRemaining(events::add);
    return events;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
