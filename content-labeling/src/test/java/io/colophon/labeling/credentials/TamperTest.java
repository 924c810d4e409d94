package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.container.Range;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every change after signing is seen by the reference reader (C2-3). */
@RequiresTool("node")
class TamperTest {
  @TempDir Path folder;
  private SigningCredentials credentials;
  private Path file;

  @BeforeAll
  static void packages() {
    C2paTools.require();
  }

  @BeforeEach
  void open() throws Exception {
    credentials = Orders.credentials(Orders.authority(folder.resolve("credentials")));
    file = folder.resolve("a");
  }

  @Test
  void read_changedPicture_isAMismatch() throws Exception {
    Carriers.png(credentials.plan(Orders.data("image/png")), file);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(after(bytes, bytes.length - 20, "image/png"))
        .contains("assertion.dataHash.mismatch");
    assertThat(after(bytes, 20, "image/png")).contains("assertion.dataHash.mismatch");
  }

  @Test
  void read_appendedBytes_areAMismatch() throws Exception {
    Carriers.png(credentials.plan(Orders.data("image/png")), file);
    Files.write(file, Carriers.join(Files.readAllBytes(file), new byte[] {0}));
    assertThat(C2paTools.wasm(file, "image/png").failures())
        .contains("assertion.dataHash.mismatch");
  }

  @Test
  void read_changedMovie_isAMismatch() throws Exception {
    Carriers.mp4(credentials.plan(Orders.bmff("video/mp4")), file);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(after(bytes, bytes.length - 20, "video/mp4"))
        .contains("assertion.bmffHash.mismatch");
  }

  @Test
  void read_changedAssertion_isAMismatch() throws Exception {
    Carriers.png(credentials.plan(Orders.data("image/png")), file);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(after(bytes, indexOf(bytes, "Example Painter"), "image/png"))
        .contains("assertion.hashedURI.mismatch");
  }

  @Test
  void read_changedClaim_isAMismatch() throws Exception {
    Carriers.png(credentials.plan(Orders.data("image/png")), file);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(after(bytes, indexOf(bytes, "xmp:iid:") + 10, "image/png"))
        .contains("claimSignature.mismatch");
  }

  @Test
  void sign_bindingOfAnotherKindOrSize_isRefused() throws Exception {
    PlannedManifest manifest = credentials.plan(Orders.data("image/png"));
    assertThatThrownBy(() -> manifest.sign(new HardBinding.Bmff(new byte[32])))
        .isInstanceOf(LabelingException.class)
        .hasMessageContaining("planned was DATA");
    List<Range> two = List.of(new Range(0, 1), new Range(2, 1));
    assertThatThrownBy(() -> manifest.sign(new HardBinding.Data(new byte[32], two)))
        .hasMessageContaining("2 exclusions, planned were 1 to 1");
    assertThatThrownBy(() -> manifest.sign(new HardBinding.Data(new byte[31], two.subList(0, 1))))
        .hasMessageContaining("a hash of 31 bytes, expected 32");
  }

  @Test
  void sign_anyPosition_givesThePlannedSize() throws Exception {
    PlannedManifest manifest = credentials.plan(Orders.data("image/png"));
    assertThat(manifest.storeBytes()).isEven();
    for (long at : new long[] {0, 23, 24, 255, 256, 65_535, 65_536, 1L << 32, Long.MAX_VALUE / 2}) {
      HardBinding binding = new HardBinding.Data(new byte[32], List.of(new Range(at, at / 2)));
      assertThat(manifest.sign(binding).bytes()).hasSize(manifest.storeBytes());
    }
  }

  private List<String> after(byte[] bytes, int changed, String type) throws Exception {
    byte[] other = bytes.clone();
    other[changed] ^= 1;
    Files.write(file, other);
    return C2paTools.wasm(file, type).failures();
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
