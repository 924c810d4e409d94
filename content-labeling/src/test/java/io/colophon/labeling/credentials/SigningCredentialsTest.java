package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.container.LabelWriter.BindingKind;
import io.colophon.labeling.credentials.ManifestOrder.Step;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we sign, as validators that others wrote see it (C2-1 and C2-2). */
@RequiresTool("node")
class SigningCredentialsTest {
  @TempDir Path folder;
  private EmbeddedAuthority authority;
  private SigningCredentials credentials;

  @BeforeAll
  static void packages() {
    C2paTools.require();
  }

  @BeforeEach
  void open() throws Exception {
    authority = Orders.authority(folder.resolve("credentials"));
    credentials = Orders.credentials(authority);
  }

  @Test
  void sign_png_isValidAndTrustedOnlyWithOurRoot() throws Exception {
    Path file = folder.resolve("a.png");
    Carriers.png(credentials.plan(Orders.data("image/png")), file);
    C2paTools.Reading found = C2paTools.wasm(file, "image/png");
    assertThat(found.failures()).containsExactly("signingCredential.untrusted");
    assertThat(found.state()).isEqualTo("Valid");
    C2paTools.Reading trusting =
        C2paTools.wasm(file, "image/png", Files.readString(authority.rootFile()));
    assertThat(trusting.failures()).isEmpty();
    assertThat(trusting.state()).isEqualTo("Trusted");
  }

  @Test
  void sign_everyStep_isValid() throws Exception {
    Path file = folder.resolve("a.png");
    ManifestOrder order =
        Orders.order(
            "image/png",
            BindingKind.DATA,
            List.of(Step.ADDED_TEXT, Step.WATERMARKED, Step.TRANSCODED),
            OptionalLong.of(0x0123456789ABCDEFL));
    Carriers.png(credentials.plan(order), file);
    assertThat(C2paTools.wasm(file, "image/png", Files.readString(authority.rootFile())).state())
        .isEqualTo("Trusted");
    assertThat(C2paTools.ts(file).failures()).isEmpty();
  }

  @Test
  void sign_jpegWavMp4_areTrusted() throws Exception {
    String root = Files.readString(authority.rootFile());
    Path jpeg = folder.resolve("a.jpg");
    Carriers.jpeg(credentials.plan(Orders.data("image/jpeg")), jpeg);
    assertThat(C2paTools.wasm(jpeg, "image/jpeg", root).state()).isEqualTo("Trusted");
    Path wav = folder.resolve("a.wav");
    Carriers.wav(credentials.plan(Orders.data("audio/wav")), wav);
    assertThat(C2paTools.wasm(wav, "audio/wav", root).state()).isEqualTo("Trusted");
    Path mp4 = folder.resolve("a.mp4");
    Carriers.mp4(credentials.plan(Orders.bmff("video/mp4")), mp4);
    assertThat(C2paTools.wasm(mp4, "video/mp4", root).state()).isEqualTo("Trusted");
  }
}
