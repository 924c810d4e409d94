package io.colophon.gateway.jobs;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ProviderFactory;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.spi.WebhookReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * A vendor that draws pictures as jobs, and the plug-in for it. The vendor outlives gateways: it
 * remembers its jobs and counts what it was asked for. Thread-safe.
 */
final class VendorDouble implements ProviderFactory<VendorDouble.Settings> {
  /** Where a job stands at the vendor. */
  enum Standing {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  /** Has none. */
  record Settings() {}

  // Guarded by this.
  private final Map<String, Standing> jobs = new LinkedHashMap<>();
  private final List<PolledJob> polled = new ArrayList<>();
  private final List<URI> callbacks = new ArrayList<>();
  private final List<String> moved = new ArrayList<>();
  private int resumptions;
  private boolean answersSubmissions = true;
  private boolean reachable = true;
  private boolean cancels = true;
  private Standing onSubmission = Standing.RUNNING;

  @Override
  public String type() {
    return "vendor";
  }

  @Override
  public Class<Settings> configType() {
    return Settings.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of();
  }

  @Override
  public Provider create(String name, Settings config, ProviderContext context) {
    return new Plugin();
  }

  // ---- the vendor's side

  /** How many jobs it was asked to do. */
  synchronized int submissions() {
    return jobs.size();
  }

  /** How often jobs were taken up again. */
  synchronized int resumptions() {
    return resumptions;
  }

  synchronized List<URI> callbacks() {
    return List.copyOf(callbacks);
  }

  /** Handles of which the plug-in was told that they have moved. */
  synchronized List<String> moved() {
    return List.copyOf(moved);
  }

  synchronized Standing standing(String handle) {
    Standing known = jobs.get(handle);
    if (known == null) {
      throw new IllegalArgumentException("the vendor has no job " + handle);
    }
    return known;
  }

  /** From now on it takes jobs, but its answer to that does not arrive. */
  synchronized void swallowAnswersToSubmissions() {
    answersSubmissions = false;
  }

  /** From now on cancelling comes too late for it. */
  synchronized void ignoreCancellations() {
    cancels = false;
  }

  /** From now on a job is at once as far as this. */
  synchronized void jobsAre(Standing standing) {
    onSubmission = standing;
  }

  /** Breaks every connection, and takes no new one until {@link #comeBack}. */
  void goAway() {
    List<PolledJob> cut;
    synchronized (this) {
      reachable = false;
      cut = List.copyOf(polled);
      polled.clear();
    }
    cut.forEach(job -> job.fail(FailureKind.UNREACHABLE));
  }

  synchronized void comeBack() {
    reachable = true;
  }

  /** Ends a job; whoever polls it hears of it. */
  void become(String handle, Standing standing) {
    List<PolledJob> told;
    synchronized (this) {
      jobs.put(handle, standing);
      told = polled.stream().filter(job -> handle.equals(job.handle)).toList();
      polled.removeAll(told);
    }
    told.forEach(job -> job.tell(standing));
  }

  /**
   * Announces that a job has moved, at the address that came with it; gives the answer's status.
   */
  int announce(int port, String handle) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port + callbacks().get(0).getPath()))
                .header("x-vendor-signature", "right")
                .POST(HttpRequest.BodyPublishers.ofString(handle))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private synchronized String submit(CallOptions options) {
    String handle = "job-" + (jobs.size() + 1);
    jobs.put(handle, onSubmission);
    options.callback().ifPresent(callbacks::add);
    return handle;
  }

  static byte[] picture() {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB), "png", out);
      return out.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private final class Plugin implements Provider {
    @Override
    public List<ModelDescription> models() {
      return List.of();
    }

    @Override
    public Flow.Publisher<GenerationEvent> generate(
        GenerationRequest request, CallOptions options) {
      return subscriber -> {
        PolledJob job = new PolledJob(subscriber);
        subscriber.onSubscribe(job);
        String handle = submit(options);
        boolean answers;
        synchronized (VendorDouble.this) {
          answers = answersSubmissions;
        }
        job.put(new GenerationEvent.Accepted(Optional.empty(), List.of()));
        if (answers) {
          // Whoever hears of the handle may cancel, or break the connection, at once.
          Optional<Standing> now = job.enrol(handle);
          job.put(new GenerationEvent.Submitted(handle));
          job.hear(now);
        }
      };
    }

    @Override
    public Flow.Publisher<GenerationEvent> resume(
        GenerationRequest request, String handle, CallOptions options) {
      return subscriber -> {
        PolledJob job = new PolledJob(subscriber);
        job.handle = handle;
        synchronized (VendorDouble.this) {
          resumptions++;
        }
        subscriber.onSubscribe(job);
        job.put(new GenerationEvent.Accepted(Optional.empty(), List.of()));
        job.hear(job.enrol(handle));
      };
    }

    @Override
    public Optional<WebhookReader> webhooks() {
      return Optional.of(
          (headers, body) -> {
            if (!"right".equals(headers.get("x-vendor-signature"))) {
              throw new ProviderException(FailureKind.CREDENTIAL_REJECTED, "wrong signature");
            }
            return StandardCharsets.UTF_8.decode(body).toString();
          });
    }

    @Override
    public void moved(String handle) {
      synchronized (VendorDouble.this) {
        moved.add(handle);
      }
    }

    @Override
    public void close() {
      List<PolledJob> cut;
      synchronized (VendorDouble.this) {
        cut = List.copyOf(polled);
        polled.clear();
      }
      cut.forEach(job -> job.fail(FailureKind.OVERLOADED));
    }
  }

  /** One stream of the plug-in. */
  private final class PolledJob implements Flow.Subscription {
    private final Flow.Subscriber<? super GenerationEvent> subscriber;
    private final List<GenerationEvent> events = new ArrayList<>();
    private @Nullable ProviderException failure;
    private volatile @Nullable String handle;
    private long demand;
    private boolean finished;
    private boolean over;
    private boolean emitting;

    PolledJob(Flow.Subscriber<? super GenerationEvent> subscriber) {
      this.subscriber = subscriber;
    }

    /** Where the job stands, from now on told of changes; empty if the vendor is away. */
    Optional<Standing> enrol(String known) {
      handle = known;
      synchronized (VendorDouble.this) {
        if (!reachable) {
          return Optional.empty();
        }
        Standing now = standing(known);
        if (now == Standing.RUNNING) {
          polled.add(this);
        }
        return Optional.of(now);
      }
    }

    void hear(Optional<Standing> now) {
      if (now.isEmpty()) {
        fail(FailureKind.UNREACHABLE);
      } else if (now.get() != Standing.RUNNING) {
        tell(now.get());
      }
    }

    void tell(Standing standing) {
      if (standing == Standing.DONE) {
        put(new GenerationEvent.MediaChunk(0, "image/png", ByteBuffer.wrap(picture()), true));
        put(
            new GenerationEvent.Finished(
                FinishReason.STOP,
                Usage.from(Quantity.Source.PROVIDER_FINAL).with(UsageUnit.IMAGES, 1).build()));
      } else {
        fail(FailureKind.INTERNAL);
      }
    }

    void put(GenerationEvent event) {
      synchronized (this) {
        events.add(event);
        finished |= event instanceof GenerationEvent.Finished;
      }
      emit();
    }

    void fail(FailureKind kind) {
      synchronized (this) {
        failure = new ProviderException(kind, "the double says so");
      }
      emit();
    }

    @Override
    public void request(long n) {
      synchronized (this) {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
      }
      emit();
    }

    private void emit() {
      while (true) {
        GenerationEvent next = null;
        ProviderException end = null;
        boolean complete = false;
        synchronized (this) {
          if (emitting || over) {
            return;
          }
          if (!events.isEmpty()) {
            if (demand == 0) {
              return;
            }
            demand--;
            next = events.remove(0);
          } else if (failure != null) {
            over = true;
            end = failure;
          } else if (finished) {
            over = true;
            complete = true;
          } else {
            return;
          }
          emitting = true;
        }
        try {
          if (next != null) {
            subscriber.onNext(next);
          } else if (end != null) {
            subscriber.onError(end);
          } else if (complete) {
            subscriber.onComplete();
          }
        } finally {
          synchronized (this) {
            emitting = false;
          }
        }
      }
    }

    @Override
    public void cancel() {
      String known = handle;
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
      }
      boolean reaches;
      synchronized (VendorDouble.this) {
        polled.remove(this);
        reaches = cancels && reachable;
      }
      if (known != null && reaches && standing(known) == Standing.RUNNING) {
        become(known, Standing.CANCELLED);
      }
    }
  }
}
