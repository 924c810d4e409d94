package io.colophon.benchmarks.load;

import io.colophon.v1.Finished;
import io.colophon.v1.GenerationEvent;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/** Takes the events of one streamed call. */
final class StreamedAnswer implements StreamObserver<GenerationEvent> {
  private final CallEnd end;
  private final StringBuilder text = new StringBuilder(AnswerText.LONG.length() + 64);
  private @Nullable Finished finished;
  private @Nullable String disorder;
  private int messages;

  StreamedAnswer(CallEnd end) {
    this.end = end;
  }

  @Override
  public void onNext(GenerationEvent event) {
    if (messages++ == 0 && !event.hasStarted()) {
      disorder = "does not begin with started";
    } else if (finished != null) {
      disorder = "goes on after finished";
    }
    if (event.hasTextDelta()) {
      text.append(event.getTextDelta().getText());
    } else if (event.hasFinished()) {
      finished = event.getFinished();
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.failed(failure);
  }

  @Override
  public void onCompleted() {
    end.answered(messages, fault());
  }

  private @Nullable String fault() {
    if (disorder != null) {
      return disorder;
    }
    if (finished == null) {
      return "no finished";
    }
    return AnswerCheck.fault(
        AnswerText.LONG,
        text.toString(),
        finished.getReason(),
        finished.hasReceipt() ? finished.getReceipt() : null);
  }
}
