package io.colophon.provider.testkit;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Answers from memory, with what its {@link InMemoryConfig} says, for every ability there is. Has
 * no thread: events are given on the thread that brings the demand, or on the executor that it was
 * made with. Thread-safe.
 */
public final class InMemoryProvider implements Provider {
  private final ProviderContext context;
  private final @Nullable Executor executor;
  private final InMemoryAnswers answers;
  private final Set<PulledStream> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private final PulledStream.Listener listener =
      new PulledStream.Listener() {
        @Override
        public boolean started(PulledStream stream) {
          underWay.add(stream);
          return !closed;
        }

        @Override
        public void ended(PulledStream stream) {
          underWay.remove(stream);
        }
      };

  /** Events come on the thread that brings the demand. */
  public InMemoryProvider(InMemoryConfig config, ProviderContext context) {
    this(config, context, null);
  }

  /**
   * @param executor gives the events; must not drop tasks; null means that the thread which brings
   *     the demand does
   */
  public InMemoryProvider(
      InMemoryConfig config, ProviderContext context, @Nullable Executor executor) {
    this.context = context;
    this.executor = executor;
    this.answers = new InMemoryAnswers(config);
  }

  @Override
  public List<ModelDescription> models() {
    return InMemoryModels.ALL;
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    return new PulledStream(answer(request), context, options.deadlineNanos(), executor, listener);
  }

  private EventSource answer(GenerationRequest request) {
    String name = request.prompt().model().name();
    Optional<ModelDescription> model = Optional.empty();
    for (ModelDescription candidate : InMemoryModels.ALL) {
      if (candidate.name().equals(name)) {
        model = Optional.of(candidate);
      }
    }
    if (model.isEmpty()) {
      return new RefusedEvents(FailureKind.MODEL_UNAVAILABLE, "there is no model " + name);
    }
    if (!model.get().serves(request)) {
      return new RefusedEvents(
          FailureKind.UNSUPPORTED,
          name + " has " + model.get().abilities() + ", the request needs " + request.needs());
    }
    return answers.to(request);
  }

  /** How many generations have started and not ended. */
  public int underWay() {
    return underWay.size();
  }

  @Override
  public void close() {
    closed = true;
    for (PulledStream stream : underWay) {
      stream.breakDown(new ProviderException(FailureKind.OVERLOADED, "the provider was closed"));
    }
  }
}
