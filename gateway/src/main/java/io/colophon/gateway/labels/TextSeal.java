package io.colophon.gateway.labels;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.SignedText;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Signs whole texts off the event loops: a signer may be another machine. Thread-safe.
 *
 * <p>The EU Code of Practice asks for a mark from {@value #LEAST_TOKENS} tokens on; a shorter text
 * gets none.
 */
final class TextSeal {
  static final int LEAST_TOKENS = 200;

  private final Labeler labeler;
  private final BlockingPool pool;

  TextSeal(Labeler labeler, BlockingPool pool) {
    this.labeler = labeler;
    this.pool = pool;
  }

  /** Completes with what is to follow the text; empty when no signer is there or none is needed. */
  CompletableFuture<Optional<SignedText>> seal(LabelOrder order, String text) {
    CompletableFuture<Optional<SignedText>> sealed = new CompletableFuture<>();
    try {
      pool.execute(
          () -> {
            try {
              sealed.complete(labeler.signText(order, text));
            } catch (LabelingException failure) {
              sealed.completeExceptionally(
                  Refusal.of(Reason.LABEL_FAILED, "the text could not be signed", failure));
            } catch (RuntimeException bug) {
              sealed.completeExceptionally(
                  Refusal.of(Reason.INTERNAL, "the gateway failed while signing a text", bug));
            }
          });
    } catch (Refusal full) {
      sealed.completeExceptionally(full);
    }
    return sealed;
  }

  /**
   * Whether a text is long enough.
   *
   * @param reported output tokens as the target counted them; negative when it did not
   */
  static boolean isLong(long reported, CharSequence text) {
    return (reported >= 0 ? reported : estimate(text)) >= LEAST_TOKENS;
  }

  /** A Han character is about one token, four other characters are. */
  private static long estimate(CharSequence text) {
    long quarters = 0;
    for (int i = 0; i < text.length(); i++) {
      quarters += text.charAt(i) >= 0x2E80 ? 4 : 1;
    }
    return quarters / 4;
  }
}
