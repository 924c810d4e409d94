package io.colophon.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.http.RawHttp;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.testkit.Script;
import io.colophon.provider.testkit.UpstreamCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Callers who hang up, and callers who do not read. */
class GoneCallersTest extends DoorTest {
  private static final String PATH = "/v1/chat/completions";
  private static final String UNARY =
      "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String STREAM =
      "{\"model\":\"chat\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private UpstreamCall call() {
    assertThat(upstream().awaitCalls(1, PATIENCE)).isTrue();
    return upstream().calls().get(0);
  }

  @Test
  void unary_callerHangsUp_upstreamIsCancelled() throws Exception {
    upstream().then(Script.start().accept().hang());
    client.post(PATH, UNARY);

    assertCancelledByHangingUp(call());

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                gateway.ledger().stream()
                    .anyMatch(entry -> entry.getEndState().equals("cancelled_before_output")));
  }

  @Test
  void stream_callerHangsUp_upstreamIsCancelled() throws Exception {
    upstream().then(Script.start().accept().text("some words").hang());
    client.post(PATH, STREAM);
    client.head();
    client.chunk();

    assertCancelledByHangingUp(call());
  }

  /** Long before the deadline of the call, which is two minutes, would end it as well. */
  private void assertCancelledByHangingUp(UpstreamCall call) throws Exception {
    client.close();

    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    assertThat(call.cancelled()).isTrue();
  }

  @Test
  void stream_callerDoesNotRead_upstreamIsNotAskedForMore() throws Exception {
    String piece = "x".repeat(8192);
    Script script = Script.start().accept();
    for (int i = 0; i < 1600; i++) {
      script = script.text(piece);
    }
    upstream().then(script.finish());
    try (RawHttp slow = RawHttp.to(gateway.gateway().addresses().http(), 64 * 1024)) {
      slow.post(PATH, STREAM);
      slow.head();

      await()
          .atMost(PATIENCE)
          .during(Duration.ofMillis(300))
          .until(() -> gateway.provider("fake").events(), new Unchanging());
      assertThat(gateway.provider("fake").events()).isBetween(1L, 1200L);

      long bytes = 0;
      byte[] chunk;
      while ((chunk = slow.chunk()).length > 0) {
        bytes += chunk.length;
      }
      assertThat(bytes).isGreaterThan(1600L * 8192);
    }
  }

  /** Matches a count that is as it was when it was last looked at. */
  private static final class Unchanging extends org.hamcrest.CustomMatcher<Long> {
    private long before = -1;

    Unchanging() {
      super("a count that stands still");
    }

    @Override
    public boolean matches(Object now) {
      boolean same = before == (long) now;
      before = (long) now;
      return same;
    }
  }

  @Test
  void connection_afterAHundredAnswersOfEveryKind_isStillInStep() throws Exception {
    upstream().otherwise(request -> Script.saying("fine"));
    for (int i = 0; i < 25; i++) {
      assertThat(client.post(PATH, UNARY).answer().status()).isEqualTo(200);
      assertThat(client.post(PATH, "{oops").answer().status()).isEqualTo(400);
      assertThat(client.post(PATH, STREAM).answer().text()).endsWith("data: [DONE]\n\n");
      assertThat(client.post(PATH, UNARY.replace("\"chat\"", "\"nope\"")).answer().status())
          .isEqualTo(404);
    }
  }

  @Test
  void key_wrong_is401InOpenAisShape() throws Exception {
    RawHttp.Answer answer =
        client
            .post(PATH, UNARY, "authorization: Bearer col_wrong", "x-forwarded-for: 203.0.113.9")
            .answer();

    assertThat(answer.status()).isEqualTo(401);
    assertThat(json(answer).at("/error/type").asString()).isEqualTo("authentication_error");
    assertThat(json(answer).at("/error/code").asString()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void page_inABrowserOnThisMachine_isNoLocalCaller() throws Exception {
    upstream().otherwise(request -> Script.saying("fine"));

    RawHttp.Answer page = client.post(PATH, UNARY, "origin: http://evil.example").answer();
    RawHttp.Answer hidden = client.post(PATH, UNARY, "sec-fetch-site: cross-site").answer();
    RawHttp.Answer proxied = client.post(PATH, UNARY, "x-forwarded-for: 203.0.113.9").answer();

    assertThat(page.status()).isEqualTo(401);
    assertThat(hidden.status()).isEqualTo(401);
    assertThat(proxied.status()).isEqualTo(401);
    assertThat(client.post(PATH, UNARY).answer().status()).isEqualTo(200);
  }

  @Test
  void headers_thatWouldForgeOthers_areRefused() throws Exception {
    RawHttp.Answer forged = client.post(PATH, UNARY, "x-request-id: a b").answer();
    RawHttp.Answer timeout = client.post(PATH, UNARY, "x-colophon-timeout: soon").answer();
    RawHttp.Answer regime = client.post(PATH, UNARY, "x-colophon-labeling: mars").answer();

    assertThat(json(forged).at("/error/param").asString()).isEqualTo("x-request-id");
    assertThat(forged.header("x-request-id")).hasSize(26);
    assertThat(json(timeout).at("/error/param").asString()).isEqualTo("x-colophon-timeout");
    assertThat(json(regime).at("/error/param").asString()).isEqualTo("x-colophon-labeling");
  }

  @Test
  void servedModel_withALineBreak_forgesNoHeader() throws Exception {
    upstream().then(Script.start().accept("a\r\nset-cookie: x").text("Hi").finish());

    RawHttp.Answer answer = client.post(PATH, UNARY).answer();

    assertThat(answer.header("x-colophon-served-model")).isEqualTo("a??set-cookie: x");
    assertThat(answer.headers()).doesNotContainKey("set-cookie");
  }

  @Test
  void timeout_ofTheCallersOwn_is504() throws Exception {
    upstream().then(Script.start().accept().hang());

    RawHttp.Answer answer = client.post(PATH, UNARY, "x-colophon-timeout: 200ms").answer();

    assertThat(answer.status()).isEqualTo(504);
    assertThat(json(answer).at("/error/code").asString()).isEqualTo("DEADLINE_EXCEEDED");
  }

  @Test
  void drain_answerUnderWay_endsWellAndSaysClose() throws Exception {
    io.colophon.provider.testkit.Gate gate = new io.colophon.provider.testkit.Gate();
    upstream().then(Script.start().accept().hang(gate).text("late").finish());
    client.post(PATH, UNARY);
    call();
    try (RawHttp idle = connect()) {
      idle.send("GET /v1/models HTTP/1.1\r\nhost: t\r\n\r\n").answer();
      RunningGateway draining = gateway;
      Thread closing = new Thread(draining.gateway()::close);
      closing.start();
      assertThat(idle.endsNow()).isTrue(); // an idle connection closes at once
      gate.open();

      RawHttp.Answer answer = client.answer();
      assertThat(json(answer).at("/choices/0/message/content").asString()).startsWith("late");
      assertThat(answer.header("connection")).isEqualTo("close");
      closing.join(60_000);
      assertThat(closing.isAlive()).isFalse();
    }
  }
}
