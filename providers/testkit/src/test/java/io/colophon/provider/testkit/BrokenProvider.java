package io.colophon.provider.testkit;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** A sound provider with one fault. */
final class BrokenProvider implements Provider {
  private static final int SLOTS = 8;

  private final Fault fault;
  private final ProviderContext context;
  private final InMemoryProvider sound;
  private final AtomicInteger generations = new AtomicInteger();
  private final AtomicInteger slotsTaken = new AtomicInteger();

  BrokenProvider(Fault fault, ProviderContext context) {
    this.fault = fault;
    this.context = context;
    this.sound = new InMemoryProvider(InMemoryConfig.DEFAULTS.withChunks(4, 40), context);
  }

  @Override
  public List<ModelDescription> models() {
    return List.of(
        fault.media ? only("memory-image", Ability.IMAGE) : only("memory-text", Ability.TEXT));
  }

  /** The model with one ability, since each ability more repeats the same tests. */
  private ModelDescription only(String name, Ability ability) {
    ModelDescription model =
        sound.models().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    return new ModelDescription(
        name,
        model.modality(),
        Set.of(ability),
        model.about(),
        model.activeParameters(),
        model.totalParameters(),
        model.contextTokens(),
        model.limits());
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    int number = generations.incrementAndGet();
    Flow.Publisher<GenerationEvent> stream = whole(request, options);
    if (fault == Fault.TAKES_MANY_SUBSCRIBERS) {
      return subscriber -> whole(request, options).subscribe(subscriber);
    }
    return subscriber ->
        stream.subscribe(
            subscriber == null ? null : new TamperedStream(fault, number, subscriber, slotsTaken));
  }

  private Flow.Publisher<GenerationEvent> whole(GenerationRequest request, CallOptions options) {
    ModelDescription model = models().get(0);
    boolean known = model.name().equals(request.prompt().model().name());
    boolean served = known && model.serves(request);
    if (!known && fault == Fault.THROWS_FOR_UNKNOWN_MODEL) {
      throw new ProviderException(FailureKind.MODEL_UNAVAILABLE, "thrown, not signalled");
    }
    if (!known && fault == Fault.WRONG_KIND_FOR_UNKNOWN_MODEL) {
      return scripted(Script.start().fail(FailureKind.INTERNAL, "no such model"), options);
    }
    if (known && !served && fault == Fault.SERVES_UNDECLARED) {
      return scripted(Script.saying("whatever"), options);
    }
    if (known && !served && fault == Fault.FINISHES_UNDECLARED_EMPTY) {
      return scripted(Script.start().accept().finish(), options);
    }
    if (known && !served) {
      return scripted(Script.start().fail(FailureKind.UNSUPPORTED, "not declared"), options);
    }
    if (fault == Fault.LEAKS_ON_CANCELLATION && slotsTaken.get() >= SLOTS) {
      return scripted(Script.start().fail(FailureKind.OVERLOADED, "no slot is free"), options);
    }
    boolean endless =
        fault == Fault.IGNORES_THE_DEADLINE
            || fault == Fault.CHECKS_THE_DEADLINE_ONCE
                && options.deadlineNanos() - context.ticker().nanos() > 0;
    return sound.generate(request, endless ? later(options) : options);
  }

  private CallOptions later(CallOptions options) {
    return new CallOptions(
        options.generationId(), context.ticker().nanos() + Duration.ofHours(1).toNanos());
  }

  private Flow.Publisher<GenerationEvent> scripted(Script script, CallOptions options) {
    return new FakeUpstream(context, List.of()).then(script).generate(null, options);
  }

  @Override
  public void close() {
    if (fault != Fault.IGNORES_CLOSE && fault != Fault.SERVES_AFTER_CLOSE) {
      sound.close();
    }
  }
}
