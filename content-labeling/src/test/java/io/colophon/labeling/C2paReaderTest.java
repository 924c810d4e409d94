package io.colophon.labeling;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.credentials.C2paTools;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference implementation of C2PA reads what we labelled: it finds its way through the file,
 * and no manifest, neither whole nor broken, since none is written yet.
 */
@RequiresTool({"node", "ffmpeg"})
class C2paReaderTest {
  @TempDir Path folder;

  @BeforeAll
  static void packages() {
    C2paTools.require();
  }

  @ParameterizedTest
  @CsvSource({
    "in.png,image/png,testsrc=s=320x240:d=1 -frames:v 1",
    "in.jpg,image/jpeg,testsrc=s=320x240:d=1 -frames:v 1",
    "in.webp,image/webp,testsrc=s=320x240:d=1 -frames:v 1",
    "in.wav,audio/wav,sine=f=440:d=3",
    "in.mp3,audio/mpeg,sine=f=440:d=3",
    "in.mp4,video/mp4,testsrc=s=320x240:r=10:d=3"
  })
  void label_fileOfAnotherEncoder_readsAsWithoutManifest(String name, String type, String source)
      throws Exception {
    Path input = folder.resolve(name);
    String[] words = source.split(" ");
    if (words.length == 3) {
      Tool.ffmpeg("-f", "lavfi", "-i", words[0], words[1], words[2], input);
    } else {
      Tool.ffmpeg("-f", "lavfi", "-i", words[0], input);
    }
    Path output = folder.resolve("labeled-" + name);
    new Labeler(folder)
        .label(input, type, LabelFixtures.order(Jurisdiction.CN, Jurisdiction.EU), output);
    assertThat(C2paTools.wasm(output, type).state()).isEqualTo("None");
  }
}
