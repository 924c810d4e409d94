package io.colophon.provider.testkit;

import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Acceptance, a fixed body and a finish, cut short where the configuration says. */
final class RememberedEvents implements EventSource {
  private final GenerationEvent.Accepted first;
  private final GenerationEvent[] body;
  private final int length;
  private final GenerationEvent.Finished last;
  // Position at which the cut comes; beyond the end when there is none.
  private final int cut;
  private final @Nullable ProviderException failure;
  private int position;

  /**
   * @param length how many of {@code body} are given
   * @param cutAfter pieces before the stream fails or stands still; negative means never
   * @param failure null means that it stands still at the cut
   */
  RememberedEvents(
      GenerationEvent.Accepted first,
      GenerationEvent[] body,
      int length,
      GenerationEvent.Finished last,
      int cutAfter,
      @Nullable ProviderException failure) {
    this.first = first;
    this.body = body;
    this.length = length;
    this.last = last;
    this.cut =
        cutAfter < 0 ? Integer.MAX_VALUE : cutAfter == 0 ? 0 : 1 + Math.min(cutAfter, length);
    this.failure = failure;
  }

  @Override
  public Next next() {
    if (position == cut) {
      return failure == null ? Next.NOTHING_YET : Next.FAILURE;
    }
    return position < length + 2 ? Next.EVENT : Next.END;
  }

  @Override
  public GenerationEvent take() {
    int at = position++;
    if (at == 0) {
      return first;
    }
    return at <= length ? body[at - 1] : last;
  }

  @Override
  public ProviderException failure() {
    return Objects.requireNonNull(failure);
  }
}
