package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool({"node", "ffmpeg"})
class C2paToolsTest {
  @TempDir Path folder;

  @BeforeAll
  static void packages() {
    C2paTools.require();
  }

  @Test
  void read_fileWithoutManifest_isNone() throws Exception {
    Path png = folder.resolve("plain.png");
    Tool.ffmpeg("-f", "lavfi", "-i", "testsrc=s=32x32:d=1", "-frames:v", "1", png);
    assertThat(C2paTools.wasm(png, "image/png").state()).isEqualTo("None");
    assertThat(C2paTools.ts(png).state()).isEqualTo("None");
  }

  @Test
  void read_unknownType_isAnErrorAndTheNextAnswerComes() throws Exception {
    Path text = Files.writeString(folder.resolve("plain.txt"), "plain");
    assertThatThrownBy(() -> C2paTools.wasm(text, "text/plain")).hasMessageContaining("nsupported");
    assertThatThrownBy(() -> C2paTools.ts(text)).hasMessageContaining("nsupported");
  }
}
