package io.colophon.gateway.jobs;

import com.google.longrunning.CancelOperationRequest;
import com.google.longrunning.DeleteOperationRequest;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.ListOperationsRequest;
import com.google.longrunning.ListOperationsResponse;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsGrpc;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.Empty;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.wire.CallFacts;
import io.colophon.gateway.wire.CallerCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code google.longrunning.Operations}: a caller sees the jobs of his tenant. */
public final class OperationsDoor extends OperationsGrpc.OperationsImplBase {
  private static final int DEFAULT_PAGE = 50;
  private static final int LARGEST_PAGE = 200;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final JobDesk jobs;
  private final CallerCalls calls;

  public OperationsDoor(JobDesk jobs, CallerCalls calls) {
    this.jobs = jobs;
    this.calls = calls;
  }

  @Override
  public void getOperation(GetOperationRequest request, StreamObserver<Operation> observer) {
    calls.answer(observer, caller -> jobs.get(caller.tenant(), id(request.getName())));
  }

  @Override
  public void listOperations(
      ListOperationsRequest request, StreamObserver<ListOperationsResponse> observer) {
    calls.answer(observer, caller -> list(request, caller));
  }

  private ListOperationsResponse list(ListOperationsRequest request, Caller caller) {
    if (!request.getFilter().isEmpty()) {
      throw Refusal.invalid("filter", "not supported by this gateway, expected none");
    }
    if (request.getPageSize() < 0) {
      throw Refusal.invalid("page_size", request.getPageSize() + ", expected 0 or more");
    }
    int size = request.getPageSize() == 0 ? DEFAULT_PAGE : request.getPageSize();
    int limit = Math.min(size, LARGEST_PAGE);
    List<Operation> found = jobs.list(caller.tenant(), request.getPageToken(), limit + 1);
    ListOperationsResponse.Builder answer = ListOperationsResponse.newBuilder();
    found.stream().limit(limit).forEach(answer::addOperations);
    if (found.size() > limit) {
      answer.setNextPageToken(id(found.get(limit - 1).getName()));
    }
    return answer.build();
  }

  @Override
  public void cancelOperation(CancelOperationRequest request, StreamObserver<Empty> observer) {
    calls.answer(
        observer,
        caller -> {
          jobs.cancel(caller.tenant(), id(request.getName()));
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void deleteOperation(DeleteOperationRequest request, StreamObserver<Empty> observer) {
    calls.answer(
        observer,
        caller -> {
          jobs.delete(caller.tenant(), id(request.getName()));
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void waitOperation(WaitOperationRequest request, StreamObserver<Operation> observer) {
    Duration patience = patience(request, CallFacts.timeLeft());
    calls.answerLater(observer, caller -> wait(caller.tenant(), id(request.getName()), patience));
  }

  /** The operation when it has ended, or as it is when patience is at its end. */
  private CompletableFuture<Operation> wait(String tenant, String id, Duration patience) {
    Operation now = jobs.get(tenant, id);
    if (now.getDone()) {
      return CompletableFuture.completedFuture(now);
    }
    return jobs.whenEnded(tenant, id)
        .completeOnTimeout(now, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Duration patience(WaitOperationRequest request, Optional<Duration> timeLeft) {
    Duration asked =
        request.hasTimeout()
            ? Duration.ofSeconds(request.getTimeout().getSeconds(), request.getTimeout().getNanos())
            : LONGEST_WAIT;
    // A little less than the call's own deadline, so that the answer still arrives.
    Duration possible = timeLeft.map(left -> left.multipliedBy(9).dividedBy(10)).orElse(asked);
    Duration shorter = asked.compareTo(possible) < 0 ? asked : possible;
    return shorter.compareTo(LONGEST_WAIT) < 0 ? shorter : LONGEST_WAIT;
  }

  private static String id(String name) {
    if (!name.startsWith(JobMessages.PREFIX) || name.length() == JobMessages.PREFIX.length()) {
      throw Refusal.invalid("name", "expected operations/ID");
    }
    return name.substring(JobMessages.PREFIX.length());
  }
}
