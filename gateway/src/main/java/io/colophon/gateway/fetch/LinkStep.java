package io.colophon.gateway.fetch;

import io.colophon.gateway.config.LinksConfig;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.work.Completion;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Puts the files in a request in the place of their links. Thread-safe, never blocks. */
public final class LinkStep {
  private final GuardedFetcher fetcher;

  public LinkStep(GuardedFetcher fetcher) {
    this.fetcher = fetcher;
  }

  /** Whether the request has links; if not, there is nothing to do. */
  public boolean appliesTo(GenerationRequest request) {
    return RequestMedia.hasLink(request);
  }

  /**
   * Fetches every link of a request, each once even where it stands more than once. Cancelling the
   * future ends what is under way.
   *
   * @param timeLeft until the caller stops waiting
   * @return the request with files; fails with a {@link Refusal} that names the place of the first
   *     link that cannot be fetched
   */
  public CompletableFuture<GenerationRequest> resolve(
      GenerationRequest request, LinksConfig rules, Duration timeLeft) {
    Map<String, String> placeOf = new LinkedHashMap<>();
    GenerationRequest unused =
        RequestMedia.map(
            request,
            (place, media) -> {
              if (Links.isLink(media)) {
                placeOf.putIfAbsent(Links.urlOf(media), place + ".uri");
              }
              return media;
            });
    if (!rules.enabled()) {
      return refused(placeOf, "this gateway does not fetch inputs, expected data");
    }
    if (placeOf.size() > rules.maxPerRequest()) {
      return refused(placeOf, placeOf.size() + " links, expected at most " + rules.maxPerRequest());
    }
    return new Files(request, placeOf, rules, timeLeft).fetch();
  }

  private static CompletableFuture<GenerationRequest> refused(
      Map<String, String> placeOf, String problem) {
    return CompletableFuture.failedFuture(
        Refusal.invalid(placeOf.values().iterator().next(), problem));
  }

  /** The files of one request. */
  private final class Files {
    private final GenerationRequest request;
    private final Map<String, String> placeOf;
    private final LinksConfig rules;
    private final Duration timeLeft;
    private final CompletableFuture<GenerationRequest> result = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Part.Media>> files = new LinkedHashMap<>();
    private final AtomicInteger missing;

    Files(
        GenerationRequest request,
        Map<String, String> placeOf,
        LinksConfig rules,
        Duration timeLeft) {
      this.request = request;
      this.placeOf = placeOf;
      this.rules = rules;
      this.timeLeft = timeLeft;
      this.missing = new AtomicInteger(placeOf.size());
    }

    CompletableFuture<GenerationRequest> fetch() {
      ByteBudget budget = new ByteBudget(rules.maxTotal().bytes());
      placeOf.keySet().forEach(url -> files.put(url, fetcher.fetch(url, rules, budget, timeLeft)));
      var unused = result.whenComplete((done, failure) -> stop(failure));
      files.forEach(
          (url, file) -> Completion.of(file, (media, failure) -> arrived(url, media, failure)));
      return result;
    }

    private void stop(@Nullable Throwable failure) {
      if (failure != null) {
        files.values().forEach(file -> file.cancel(false));
      }
    }

    private Part.Media arrivedFor(Part.Media one) {
      CompletableFuture<Part.Media> file = Links.isLink(one) ? files.get(Links.urlOf(one)) : null;
      return file == null ? one : file.join();
    }

    private void arrived(String url, Part.@Nullable Media media, @Nullable Throwable failure) {
      Optional<String> problem =
          media == null ? Optional.of(problemOf(failure)) : tooManyPixels(media);
      if (failure instanceof Refusal refusal) {
        result.completeExceptionally(refusal);
      } else if (problem.isPresent()) {
        result.completeExceptionally(
            Refusal.invalid(
                String.valueOf(placeOf.get(url)),
                "\"" + Shown.of(withoutQuery(url), 100) + "\" cannot be used: " + problem.get()));
      } else if (missing.decrementAndGet() == 0) {
        result.complete(RequestMedia.map(request, (place, one) -> arrivedFor(one)));
      }
    }
  }

  /** The query of a signed link is as good as a password. */
  private static String withoutQuery(String url) {
    int end = url.indexOf('?');
    String shown = end < 0 ? url : url.substring(0, end);
    int user = shown.indexOf('@');
    return user < 0 ? shown : "..." + shown.substring(user);
  }

  private static String problemOf(@Nullable Throwable failure) {
    Throwable fact =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    return fact instanceof UnfetchableException known ? known.text() : "it cannot be fetched";
  }

  private static Optional<String> tooManyPixels(Part.Media media) {
    return DeclaredSize.read(media.bytes())
        .filter(size -> size.pixels() > DeclaredSize.MAX_PIXELS)
        .map(
            size ->
                "a picture of "
                    + size.width()
                    + "x"
                    + size.height()
                    + " pixels, expected at most "
                    + DeclaredSize.MAX_PIXELS
                    + " pixels");
  }
}
