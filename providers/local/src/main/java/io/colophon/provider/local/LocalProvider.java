package io.colophon.provider.local;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ServedModel;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Generation on this machine: see the package. */
final class LocalProvider implements Provider {
  private static final Logger LOG = LoggerFactory.getLogger(LocalProvider.class);

  /** Streams that were computed and wait for their readers, besides those in work. */
  private static final int MOST_UNREAD = 64;

  private static final int DELIVERY_THREADS = 2;

  private final List<LocalModel> models;
  private final List<ModelDescription> descriptions;
  private final ProviderContext context;
  private final Scratch scratch;
  private final Workers workers;
  private final ThreadPoolExecutor delivery;
  private final Set<LocalStream> open = ConcurrentHashMap.newKeySet();
  private final int mostOpen;
  private volatile boolean closed;

  private LocalProvider(
      String name, List<LocalModel> models, int workers, int queue, ProviderContext context) {
    this.models = List.copyOf(models);
    this.descriptions = models.stream().map(LocalModel::description).toList();
    this.context = context;
    this.scratch = new Scratch(context.cacheDirectory());
    this.workers = new Workers(name, workers, queue, this::removeScratch);
    this.mostOpen = workers + queue + MOST_UNREAD;
    this.delivery =
        new ThreadPoolExecutor(
            DELIVERY_THREADS,
            DELIVERY_THREADS,
            1,
            TimeUnit.SECONDS,
            // Each open stream has at most one task here, so the bound on streams bounds it.
            new LinkedBlockingQueue<>(),
            new NamedThreads(name + "-delivery-"),
            (task, pool) -> task.run());
    delivery.allowCoreThreadTimeOut(true);
  }

  /** Makes the provider; loads no engine and starts no thread. */
  static LocalProvider create(String name, LocalProviderConfig config, ProviderContext context) {
    int workers = config.workers().orElse(Runtime.getRuntime().availableProcessors());
    List<LocalModel> models = LocalModels.of(config, context.cacheDirectory());
    return new LocalProvider(name, models, workers, config.queue(), context);
  }

  @Override
  public List<ModelDescription> models() {
    return descriptions;
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    return new LocalStream(delivery, stream -> start(stream, request, options));
  }

  private void start(LocalStream stream, GenerationRequest request, CallOptions options) {
    try {
      admit(stream);
      LocalModel model = find(request);
      Report report = new Report();
      common(request, report);
      Job job = model.prepare(request, options, report);
      begin(stream, job, model, report, options);
    } catch (ProviderException e) {
      stream.fail(e);
    }
  }

  private void admit(LocalStream stream) {
    if (closed) {
      throw new ProviderException(FailureKind.OVERLOADED, "the embedded provider is closed");
    }
    if (open.size() >= mostOpen) {
      throw overloaded(mostOpen + " generations are open already");
    }
    open.add(stream);
    stream.whenEnded(() -> open.remove(stream));
    if (closed) {
      stream.fail(closing());
    }
  }

  private void begin(
      LocalStream stream, Job job, LocalModel model, Report report, CallOptions options) {
    long left = options.deadlineNanos() - context.ticker().nanos();
    if (left <= 0) {
      throw StreamWork.late();
    }
    Assignment assignment =
        new Assignment(job, stream, scratch, workers, context.ticker(), options.deadlineNanos());
    ScheduledFuture<?> alarm = alarm(stream, left);
    stream.whenEnded(
        () -> {
          open.remove(stream);
          alarm.cancel(false);
          workers.forget(assignment);
        });
    ServedModel served = new ServedModel(model.description().name());
    stream.offer(
        new Pending.One(new GenerationEvent.Accepted(Optional.of(served), report.translations())));
    if (!stream.isStopped() && !workers.take(assignment)) {
      throw overloaded("all workers are busy and " + workers.waiting() + " generations wait");
    }
  }

  private ScheduledFuture<?> alarm(LocalStream stream, long nanos) {
    try {
      return context
          .timers()
          .schedule(() -> stream.fail(StreamWork.late()), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw new ProviderException(
          FailureKind.OVERLOADED, "the gateway is closing its timers", null, e);
    }
  }

  private ProviderException overloaded(String why) {
    Duration wait = workers.wait(workers.waiting());
    return new ProviderException(FailureKind.OVERLOADED, why, wait, null);
  }

  private static ProviderException closing() {
    return new ProviderException(
        FailureKind.OVERLOADED, "the embedded provider was closed while generating");
  }

  private LocalModel find(GenerationRequest request) {
    String name = request.prompt().model().name();
    LocalModel model =
        models.stream()
            .filter(one -> one.description().name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new ProviderException(
                        FailureKind.MODEL_UNAVAILABLE,
                        "the embedded provider has no model " + name));
    ModelDescription description = model.description();
    if (!description.serves(request)) {
      EnumSet<Ability> missing = EnumSet.copyOf(request.needs());
      missing.removeAll(description.abilities());
      throw new ProviderException(
          FailureKind.UNSUPPORTED,
          name + " cannot do " + missing.stream().map(Ability::id).sorted().toList());
    }
    return model;
  }

  /** What no model here takes. */
  private static void common(GenerationRequest request, Report report) {
    for (String key : request.prompt().extensions().keySet().stream().sorted().toList()) {
      report.dropped("extensions." + key, true, "the embedded provider has no such extension");
    }
    for (var adapter : request.prompt().adapters()) {
      report.dropped("adapters." + adapter.name(), true, "the embedded models take no adapters");
    }
    List<Message> messages = request.prompt().messages();
    report.dropped(
        "messages",
        messages.stream().anyMatch(message -> message.role() != Message.Role.USER),
        "the embedded models read what the user says, and no other turns");
    report.dropped(
        "messages.media",
        messages.stream()
            .flatMap(message -> message.parts().stream())
            .anyMatch(Part.Media.class::isInstance),
        "the embedded models read no media within messages");
  }

  /** Jobs being computed now. */
  int working() {
    return workers.working();
  }

  /** Jobs waiting for a worker now. */
  int waiting() {
    return workers.waiting();
  }

  /** Whether it is closed, nothing is computed any more and its files are gone. */
  boolean isGone() {
    return workers.isGone();
  }

  @Override
  public void close() {
    closed = true;
    for (LocalStream stream : open) {
      stream.fail(closing());
    }
    workers.close();
    delivery.shutdown();
  }

  private void removeScratch() {
    try {
      scratch.close();
    } catch (IOException e) {
      LOG.warn("The directory of unfinished files could not be removed", e);
    }
  }
}
