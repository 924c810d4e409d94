package io.colophon.gateway.labels;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.labeling.LabelingException;
import java.io.IOException;
import java.util.concurrent.CompletionException;

/** What the caller hears of a failure while an output was labelled, recorded or stored. */
final class LabelFailures {
  private LabelFailures() {}

  static Refusal refusalFor(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return refusal;
    }
    if (failure instanceof LabelingException) {
      return Refusal.of(Reason.LABEL_FAILED, "the output could not be labelled", failure);
    }
    if (failure instanceof CompletionException) {
      return Refusal.of(Reason.RECORD_FAILED, "the output could not be recorded", failure);
    }
    if (failure instanceof IOException) {
      return Refusal.of(Reason.RECORD_FAILED, "the output could not be stored", failure);
    }
    return Refusal.of(Reason.INTERNAL, "the gateway failed while labelling", failure);
  }
}
