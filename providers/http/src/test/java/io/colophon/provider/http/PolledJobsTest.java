package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PolledJobsTest {
  private static final JobPace QUICK =
      new JobPace(Duration.ofMillis(2), Duration.ofMillis(10), Duration.ofMillis(60));
  private static final JobPace SLOW =
      new JobPace(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final HttpDouble vendor = HttpDouble.start();
  private final Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
    vendor.close();
  }

  private final class WordJob implements Job {
    @Override
    public void submit(Output out, Consumer<Ticket> then) {
      out.call(
          HttpCall.post(vendor.uri("/jobs")).json("{}"),
          1024,
          answer -> then.accept(new Ticket(answer.json().at("/id").asString(), acceptedAgain())));
    }

    @Override
    public GenerationEvent.Accepted acceptedAgain() {
      return new GenerationEvent.Accepted(Optional.empty(), List.of());
    }

    @Override
    public void poll(Output out, String handle, Consumer<HttpCall> send) {
      send.accept(HttpCall.get(vendor.uri("/jobs/" + handle)));
    }

    @Override
    public JobState read(HttpAnswer answer) {
      JsonNode json = answer.json();
      String state = json.at("/state").asString();
      return switch (state) {
        case "wait" -> new JobState.Waiting();
        case "run" -> new JobState.Running(OptionalDouble.of(json.at("/part").asDouble()));
        case "done" -> new JobState.Done(json);
        case "hidden" -> new JobState.Filtered(Usage.UNREPORTED);
        case "bad" ->
            new JobState.Failed(new ProviderException(FailureKind.INTERNAL, "the job failed"));
        default -> new JobState.Unknown(state);
      };
    }

    @Override
    public void deliver(Output out, String handle, JobState.Done done) {
      out.emit(new GenerationEvent.TextDelta(done.answer().at("/words").asString()));
      out.finish(FinishReason.STOP, Usage.UNREPORTED);
    }

    @Override
    public void cancel(Output out, String handle) {
      out.farewell(HttpCall.delete(vendor.uri("/jobs/" + handle)));
    }
  }

  private static Answer state(String state) {
    return Answer.json("{\"state\":\"" + state + "\",\"part\":0.5,\"words\":\"hi\"}");
  }

  private PolledJobs jobs(JobPace pace) {
    return new PolledJobs(trial.upstream, pace);
  }

  private PolledJobs quick(Answer... states) {
    vendor.on("POST", "/jobs", Answer.json("{\"id\":\"j1\"}")).on("GET", "/jobs/j1", states);
    return jobs(QUICK);
  }

  @Test
  void generate_jobRunsAndEnds_deliversInOrder() {
    PolledJobs jobs = quick(state("wait"), state("run"), state("run"), state("done"));
    CollectingSubscriber seen = Trial.wholeOf(jobs.generate(Trial.options(), new WordJob()));
    assertThat(seen.failure()).isEmpty();
    assertThat(seen.events())
        .containsExactly(
            new GenerationEvent.Accepted(Optional.empty(), List.of()),
            new GenerationEvent.Submitted("j1"),
            new GenerationEvent.Progress(0.5),
            new GenerationEvent.TextDelta("hi"),
            new GenerationEvent.Finished(FinishReason.STOP, Usage.UNREPORTED));
    assertThat(jobs.size()).isZero();
  }

  @Test
  void resume_asksAtOnceAndSubmitsNothing() {
    vendor.on("GET", "/jobs/j7", state("done"));
    CollectingSubscriber seen =
        Trial.wholeOf(jobs(SLOW).resume(Trial.options(), "j7", new WordJob()));
    assertThat(seen.text()).isEqualTo("hi");
    assertThat(seen.events()).noneMatch(GenerationEvent.Submitted.class::isInstance);
    assertThat(vendor.requests()).extracting(Request::method).containsExactly("GET");
  }

  @Test
  void poll_passingTrouble_isWaitedOut() {
    PolledJobs jobs =
        quick(
            Answer.json(503, "{}"),
            Answer.json(429, "{}").header("retry-after", "0.01"),
            Answer.of(200).close(),
            state("done"));
    assertThat(Trial.wholeOf(jobs.generate(Trial.options(), new WordJob())).text()).isEqualTo("hi");
  }

  @Test
  void poll_troubleThatStays_endsTheStream() {
    PolledJobs jobs = quick(Answer.json(503, "{}"));
    CollectingSubscriber seen = Trial.wholeOf(jobs.generate(Trial.options(), new WordJob()));
    assertThat(Trial.failure(seen).kind()).isEqualTo(FailureKind.OVERLOADED);
    assertThat(vendor.requests()).hasSize(7);
    assertThat(jobs.size()).isZero();
  }

  @Test
  void poll_credentialRefused_endsTheStreamAtOnce() {
    CollectingSubscriber seen =
        Trial.wholeOf(quick(Answer.json(401, "{}")).generate(Trial.options(), new WordJob()));
    assertThat(Trial.failure(seen).kind()).isEqualTo(FailureKind.CREDENTIAL_REJECTED);
  }

  @Test
  void poll_strangeState_isWaitedOutForAWhileOnly() {
    assertThat(
            Trial.wholeOf(
                    quick(state("dreaming"), state("done"))
                        .generate(Trial.options(), new WordJob()))
                .text())
        .isEqualTo("hi");
    CollectingSubscriber seen =
        Trial.wholeOf(quick(state("dreaming")).generate(Trial.options(), new WordJob()));
    assertThat(Trial.failure(seen).kind()).isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(Trial.failure(seen)).hasMessageContaining("dreaming");
  }

  @Test
  void poll_withheldOrFailed_isSaid() {
    CollectingSubscriber hidden =
        Trial.wholeOf(quick(state("hidden")).generate(Trial.options(), new WordJob()));
    assertThat(hidden.events())
        .contains(new GenerationEvent.Finished(FinishReason.CONTENT_FILTERED, Usage.UNREPORTED));
    CollectingSubscriber bad =
        Trial.wholeOf(quick(state("bad")).generate(Trial.options(), new WordJob()));
    assertThat(Trial.failure(bad)).hasMessage("the job failed");
  }

  @Test
  void cancel_reachesTheVendor() throws InterruptedException {
    vendor.on("POST", "/jobs", Answer.json("{\"id\":\"j1\"}"));
    PolledJobs jobs = jobs(SLOW);
    CollectingSubscriber seen = Trial.subscribe(jobs.generate(Trial.options(), new WordJob()));
    seen.request(2);
    assertThat(seen.awaitEvents(2, Trial.PATIENCE)).isTrue();
    vendor.awaitRequest();
    seen.cancel();
    Request said = vendor.awaitRequest();
    assertThat(said.method() + " " + said.target()).isEqualTo("DELETE /jobs/j1");
    assertThat(jobs.size()).isZero();
  }

  @Test
  void close_leavesTheJobToItsSuccessor() throws InterruptedException {
    vendor.on("POST", "/jobs", Answer.json("{\"id\":\"j1\"}"));
    CollectingSubscriber seen =
        Trial.subscribe(jobs(SLOW).generate(Trial.options(), new WordJob()));
    seen.requestAll();
    assertThat(seen.awaitEvents(2, Trial.PATIENCE)).isTrue();
    trial.upstream.close();
    assertThat(Trial.failure(Trial.await(seen)).kind()).isEqualTo(FailureKind.OVERLOADED);
    assertThat(vendor.requests()).extracting(Request::method).containsExactly("POST");
  }

  @Test
  void moved_asksAtOnce() {
    vendor.on("POST", "/jobs", Answer.json("{\"id\":\"j1\"}")).on("GET", "/jobs/j1", state("done"));
    PolledJobs jobs = jobs(SLOW);
    CollectingSubscriber seen = Trial.subscribe(jobs.generate(Trial.options(), new WordJob()));
    seen.requestAll();
    assertThat(seen.awaitEvents(2, Trial.PATIENCE)).isTrue();
    jobs.moved("somebody-elses");
    jobs.moved("j1");
    assertThat(Trial.await(seen).text()).isEqualTo("hi");
  }

  @Test
  void pause_growsByHalfUpToTheMost() {
    JobPace pace = JobPace.DEFAULTS;
    assertThat(Duration.ofNanos(pace.pauseNanos(0))).isEqualTo(Duration.ofSeconds(1));
    assertThat(Duration.ofNanos(pace.pauseNanos(1))).isEqualTo(Duration.ofMillis(1500));
    assertThat(Duration.ofNanos(pace.pauseNanos(2))).isEqualTo(Duration.ofMillis(2250));
    assertThat(Duration.ofNanos(pace.pauseNanos(1000))).isEqualTo(Duration.ofSeconds(10));
  }
}
