package io.colophon.provider.remote;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.v1.DescribeRequest;
import io.colophon.v1.DescribeResponse;
import io.colophon.v1.ProviderServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first two calls over a new channel: Describe, with the versions of the contract, and a health
 * check. Ends in exactly one call of its {@link Outcome}, on an event loop.
 */
final class Greeting implements StreamObserver<DescribeResponse> {

  /** How it went. */
  interface Outcome {
    void up(Connection connection);

    void down(ManagedChannel channel, ProviderException why);
  }

  private final ManagedChannel channel;
  private final Duration limit;
  private final Outcome outcome;
  private @Nullable DescribeResponse said;

  private Greeting(ManagedChannel channel, Duration limit, Outcome outcome) {
    this.channel = channel;
    this.limit = limit;
    this.outcome = outcome;
  }

  /**
   * @param limit for each of the two calls
   */
  static void begin(ManagedChannel channel, Duration limit, Outcome outcome) {
    ProviderServiceGrpc.newStub(channel)
        .withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS)
        .describe(
            DescribeRequest.newBuilder()
                .setContractVersion(ContractVersions.NEWEST)
                .setOldestContractVersion(ContractVersions.OLDEST)
                .build(),
            new Greeting(channel, limit, outcome));
  }

  @Override
  public void onNext(DescribeResponse response) {
    said = response;
  }

  @Override
  public void onError(Throwable failure) {
    ProviderException why =
        FailureReader.read(Status.fromThrowable(failure), Status.trailersFromThrowable(failure));
    FailureKind kind =
        switch (why.kind()) {
          case UNREACHABLE, TIMED_OUT, CREDENTIAL_REJECTED, OVERLOADED, RATE_LIMITED -> why.kind();
          // Whatever else it says: it does not say what it is.
          default -> FailureKind.MALFORMED_ANSWER;
        };
    outcome.down(
        channel,
        new ProviderException(
            kind, "Describe: " + why.getMessage(), why.retryAfter().orElse(null), failure));
  }

  @Override
  public void onCompleted() {
    Description description;
    try {
      if (said == null) {
        throw OutputRules.malformed("did not describe itself");
      }
      description = DescriptionReader.read(said);
    } catch (ProviderException why) {
      outcome.down(channel, why);
      return;
    }
    Health.check(
        channel,
        limit,
        health -> outcome.up(new Connection(channel, description, health != Health.NOT_SERVING)));
  }
}
