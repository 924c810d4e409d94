package io.colophon.gateway.work;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows when something is done, so that an accident in what follows is not lost. */
public final class Completion {
  private static final Logger log = LoggerFactory.getLogger(Completion.class);

  private Completion() {}

  /**
   * Calls the action with the result or the failure, one of them null, when the stage is done.
   *
   * @param action quick and not blocking: it runs on whatever thread completes the stage
   */
  public static <T> void of(
      CompletionStage<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> action) {
    var unused =
        stage.whenComplete(
            (result, failure) -> {
              try {
                action.accept(result, failure);
              } catch (RuntimeException bug) {
                log.error("what should follow a completion failed", bug);
              }
            });
  }
}
