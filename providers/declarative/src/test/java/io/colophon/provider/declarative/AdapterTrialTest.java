package io.colophon.provider.declarative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.testkit.SampleMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterTrialTest {
  private static final String ADAPTER =
      """
      base-url: https://films.example
      auth: { value: "Bearer {api-key}" }
      operations:
        - abilities: [video]
          request:
            path: /films
            json: { words: "{prompt}" }
          job:
            handle: /id
            poll: { method: GET, path: "/films/{job}" }
            state: /state
            states: { running: [busy], done: [ready], failed: [broken] }
          answer:
            media: { at: /file, form: url, type: video/mp4 }
      """;

  private static final String RECORDING =
      """
      models: { film-1: video }
      answers:
        - path: /films
          body: '{"id": "f1"}'
        - { method: GET, path: /films/f1, body: '{"state": "busy"}' }
        - method: GET
          path: /films/f1
          body: '{"state": "STATE", "file": "{base}/f1.mp4"}'
        - method: GET
          path: /f1.mp4
          headers: { content-type: video/mp4 }
          body-file: film.mp4
      """;

  @TempDir private Path folder;

  private List<AdapterTrial.Outcome> trial(String state) throws IOException {
    Path adapter = Files.writeString(folder.resolve("films.yaml"), ADAPTER);
    Files.writeString(folder.resolve("recording.yaml"), RECORDING.replace("STATE", state));
    Files.write(folder.resolve("film.mp4"), SampleMedia.mp4());
    return AdapterTrial.recorded(adapter, folder, outcome -> {});
  }

  @Test
  void recorded_goodAdapter_passesEveryTest() throws IOException {
    List<AdapterTrial.Outcome> outcomes = trial("ready");
    assertThat(outcomes).hasSizeGreaterThan(30).allMatch(AdapterTrial.Outcome::passed);
  }

  @Test
  void recorded_vendorThatFails_isTold() throws IOException {
    assertThat(trial("broken"))
        .anyMatch(one -> !one.passed() && one.reason().contains("a declared ability works"));
  }

  @Test
  void recorded_notThere_isAClearError() throws IOException {
    Path adapter = Files.writeString(folder.resolve("films.yaml"), ADAPTER);
    assertThatThrownBy(() -> AdapterTrial.recorded(adapter, folder, outcome -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("recording.yaml cannot be read");
    Files.writeString(folder.resolve("recording.yaml"), "models: { m: video }\nanswers: []");
    assertThatThrownBy(() -> AdapterTrial.recorded(adapter, folder, outcome -> {}))
        .hasMessageContaining("needs \"models\" and \"answers\"");
  }
}
