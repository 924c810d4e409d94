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
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** A client and the host it calls, for one test. */
abstract class HttpClientTrial {
  final HttpDouble vendor = HttpDouble.start();
  Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
    vendor.close();
  }

  void use(ConnectionConfig connection, Timeouts timeouts) {
    trial.close();
    trial = new Trial(connection, timeouts);
  }

  static ConnectionConfig connections(
      int most, int waiting, Optional<URI> proxy, Optional<Path> authority) {
    return new ConnectionConfig(
        most,
        waiting,
        Duration.ofSeconds(50),
        true,
        proxy,
        proxy.map(any -> "user"),
        proxy.map(any -> new io.colophon.provider.spi.Secret("word")),
        authority,
        Duration.ofSeconds(30));
  }

  static Attempt get(URI uri) {
    return out ->
        out.call(
            HttpCall.get(uri),
            1 << 20,
            answer -> {
              out.emit(new GenerationEvent.TextDelta(answer.text()));
              out.finish(FinishReason.STOP, Usage.UNREPORTED);
            });
  }

  String text(String path) {
    CollectingSubscriber seen = trial.whole(get(vendor.uri(path)));
    assertThat(seen.failure()).isEmpty();
    return seen.text();
  }

  FailureKind kind(Answer answer) {
    vendor.on("GET", "/odd", answer);
    ProviderException failure = Trial.failure(trial.whole(get(vendor.uri("/odd"))));
    vendor.on("GET", "/good", Answer.json("fine"));
    assertThat(text("/good")).as("the next request").isEqualTo("fine");
    return failure.kind();
  }

  void tunnel(ServerSocket proxy, StringBuffer asked) {
    try (Socket client = proxy.accept();
        Socket server = new Socket("127.0.0.1", vendor.port())) {
      InputStream in = client.getInputStream();
      while (!asked.toString().endsWith("\r\n\r\n")) {
        asked.append((char) in.read());
      }
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread back =
          new Thread(
              () -> {
                try {
                  server.getInputStream().transferTo(client.getOutputStream());
                } catch (IOException ended) {
                  asked.append("|ended");
                }
              });
      back.setDaemon(true);
      back.start();
      in.transferTo(server.getOutputStream());
    } catch (IOException ended) {
      asked.append("|ended");
    }
  }
}
