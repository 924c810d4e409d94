package io.colophon.gateway.signals;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads a page while it comes, up to a limit. */
final class PageSubscriber implements HttpResponse.BodySubscriber<MetricsPage> {
  private final MetricsPage page;
  private final long mostBytes;
  private final CompletableFuture<MetricsPage> done = new CompletableFuture<>();
  private Flow.@Nullable Subscription upstream;
  private long taken;

  PageSubscriber(MetricsPage page, long mostBytes) {
    this.page = page;
    this.mostBytes = mostBytes;
  }

  @Override
  public CompletionStage<MetricsPage> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    upstream = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    Flow.Subscription from = upstream;
    for (ByteBuffer buffer : buffers) {
      taken += buffer.remaining();
      if (taken > mostBytes) {
        if (from != null) {
          from.cancel();
        }
        done.completeExceptionally(
            new IOException("its page is longer than " + mostBytes + " bytes"));
        return;
      }
      page.add(buffer);
    }
    if (from != null) {
      from.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    done.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    page.end();
    done.complete(page);
  }
}
