package io.colophon.provider.remote;

import static io.colophon.provider.remote.TestHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.CancelGenerationRequest;
import java.io.IOException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Streams that are cancelled, lost or taken up again. */
class RemoteStreamCancelAndResumeTest extends RemoteStreamTrial {
  @Test
  void cancel_underWay_reachesThePlugin() {
    behind.then(Script.start().accept().text("a").hang());
    CollectingSubscriber stream = subscribe(TestModels.words());
    stream.request(2);
    assertThat(stream.awaitEvents(2, SOON)).isTrue();

    stream.cancel();

    assertThat(behind.calls().get(0).awaitEnd(SOON)).isTrue();
    assertThat(behind.calls().get(0).cancelled()).isTrue();
    assertThat(plugin.cancels()).isEmpty();
  }

  @Test
  void job_submitted_isPassedOnAndCancelledByHandle() {
    behind.then(
        Script.start()
            .accept()
            .emit(new GenerationEvent.Submitted("job-17"))
            .progress(0.25)
            .hang());
    CollectingSubscriber stream = subscribe(TestModels.films());
    stream.request(3);
    assertThat(stream.awaitEvents(3, SOON)).isTrue();
    assertThat(stream.events().get(1)).isEqualTo(new GenerationEvent.Submitted("job-17"));

    stream.cancel();

    await().atMost(SOON).until(() -> plugin.cancels().size() == 1);
    CancelGenerationRequest said = plugin.cancels().get(0);
    assertThat(said.getHandle()).isEqualTo("job-17");
    assertThat(said.getGenerationId())
        .isEqualTo(behind.calls().get(0).options().generationId())
        .isEqualTo("generation-1");
    assertThat(said.getAttemptId()).isEqualTo(plugin.asked.peek().getAttemptId()).isNotEmpty();
  }

  @Test
  void resume_handle_reachesThePlugin() {
    behind.then(Script.start().accept().media(0, "video/mp4", new byte[] {1, 2}).finish());
    CollectingSubscriber stream = new CollectingSubscriber();

    provider.resume(TestModels.films(), "job-17", host.options()).subscribe(stream);
    stream.requestAll();

    assertThat(stream.awaitEnd(SOON)).isTrue();
    assertThat(stream.media(0)).containsExactly(1, 2);
    assertThat(plugin.resumed).containsExactly("job-17");
  }

  @Test
  void resume_cancelledWhileThePluginIsDown_cancelsTheJobWhenItIsBack() throws IOException {
    server.close();
    CollectingSubscriber stream = new CollectingSubscriber();
    provider
        .resume(TestModels.films(), "job-17", host.options())
        .subscribe(new CancelAtOnce(stream));

    server = PluginServer.onPort(server.port(), plugin);

    await().atMost(SOON).until(() -> plugin.cancels().size() == 1);
    assertThat(plugin.cancels().get(0).getHandle()).isEqualTo("job-17");
    assertThat(plugin.resumed).isEmpty();
    assertThat(stream.events()).isEmpty();
  }

  /** Leaves as soon as it is let in. */
  private record CancelAtOnce(CollectingSubscriber to) implements Flow.Subscriber<GenerationEvent> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      to.onSubscribe(subscription);
      to.cancel();
    }

    @Override
    public void onNext(GenerationEvent event) {
      to.onNext(event);
    }

    @Override
    public void onError(Throwable failure) {
      to.onError(failure);
    }

    @Override
    public void onComplete() {
      to.onComplete();
    }
  }

  @Test
  void stream_lost_isUnreachableAndCancelledOverTheNextConnection() throws IOException {
    behind.then(Script.start().accept().text("a").hang());
    CollectingSubscriber stream = subscribe(TestModels.words());
    stream.requestAll();
    assertThat(stream.awaitEvents(2, SOON)).isTrue();

    server.close();
    assertThat(stream.awaitEnd(SOON)).isTrue();
    server = PluginServer.onPort(server.port(), plugin);

    assertThat(failure(stream).kind()).isEqualTo(FailureKind.UNREACHABLE);
    await().atMost(SOON).until(() -> plugin.cancels().size() == 1);
    assertThat(plugin.cancels().get(0).getGenerationId()).isEqualTo("generation-1");
    assertThat(plugin.cancels().get(0).getHandle()).isEmpty();
  }

  @Test
  void job_streamLost_isNotCancelled() throws IOException {
    behind.then(Script.start().accept().emit(new GenerationEvent.Submitted("job-17")).hang());
    CollectingSubscriber stream = subscribe(TestModels.films());
    stream.requestAll();
    assertThat(stream.awaitEvents(2, SOON)).isTrue();

    server.close();
    assertThat(stream.awaitEnd(SOON)).isTrue();
    server = PluginServer.onPort(server.port(), plugin);
    behind.then(Script.start().accept().media(0, "video/mp4", new byte[] {1}).finish());

    // A try to connect that failed a moment ago refuses the first.
    await().atMost(SOON).until(() -> resumed("job-17").completed());
    assertThat(plugin.cancels()).isEmpty();
  }

  private CollectingSubscriber resumed(String handle) {
    CollectingSubscriber stream = new CollectingSubscriber();
    provider.resume(TestModels.films(), handle, host.options()).subscribe(stream);
    stream.requestAll();
    assertThat(stream.awaitEnd(SOON)).isTrue();
    return stream;
  }
}
