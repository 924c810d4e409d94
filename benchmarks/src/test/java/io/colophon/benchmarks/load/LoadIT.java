package io.colophon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationServiceGrpc;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers every call wrongly, in three ways by turns. */
class LoadIT {
  private final AtomicInteger asked = new AtomicInteger();
  private Server server;

  @BeforeEach
  void start() throws Exception {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .directExecutor()
            .addService(new Wrong())
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  private final class Wrong extends GenerationServiceGrpc.GenerationServiceImplBase {
    @Override
    public void generate(GenerateRequest request, StreamObserver<GenerateResponse> observer) {
      switch (asked.getAndIncrement() % 3) {
        case 0 -> observer.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
        case 1 -> {
          observer.onNext(GenerateResponse.getDefaultInstance());
          observer.onCompleted();
        }
        default -> observer.onError(Status.UNAVAILABLE.asRuntimeException());
      }
    }
  }

  @Test
  void run_openLoop_sendsEveryCallAndCountsFaultsByKind() throws Exception {
    LoadFigures figures = run(LoadPlan.open(LoadPlan.Kind.UNARY, 300, Duration.ofMillis(300)));

    assertThat(asked).hasValue(90);
    assertThat(figures.right()).isZero();
    assertThat(figures.wrong()).isEqualTo(90);
    assertThat(figures.faults())
        .containsEntry("status: RESOURCE_EXHAUSTED", 30L)
        .containsEntry("status: UNAVAILABLE", 30L)
        .containsEntry("answer: not one output", 30L);
  }

  @Test
  void run_closedLoop_waitsForAllCalls() throws Exception {
    LoadFigures figures = run(LoadPlan.closed(LoadPlan.Kind.UNARY, 3, Duration.ofMillis(100)));

    assertThat(figures.wrong()).isEqualTo(asked.get()).isGreaterThanOrEqualTo(3);
  }

  private LoadFigures run(LoadPlan plan) throws InterruptedException {
    try (Calls calls = new Calls("127.0.0.1:" + server.getPort(), "", plan.connections())) {
      return Load.run(calls, plan);
    }
  }
}
