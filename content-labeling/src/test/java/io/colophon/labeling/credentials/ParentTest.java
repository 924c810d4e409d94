package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.container.LabelWriter.BindingKind;
import io.colophon.labeling.credentials.ManifestOrder.Step;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that came with a manifest: it is kept, and ours says that the file was opened. */
@RequiresTool("node")
class ParentTest {
  @TempDir Path folder;
  private EmbeddedAuthority authority;
  private SigningCredentials credentials;
  private Path file;

  @BeforeAll
  static void packages() {
    C2paTools.require();
  }

  @BeforeEach
  void open() throws Exception {
    authority = Orders.authority(folder.resolve("credentials"));
    credentials = Orders.credentials(authority);
    file = folder.resolve("a.png");
  }

  @Test
  void sign_threeGenerations_keepsAllManifests() throws Exception {
    SignedStore first = Carriers.png(credentials.plan(Orders.data("image/png")), file);
    SignedStore second =
        Carriers.png(credentials.plan(after(Upstreams.of(first, List.of()))), file);
    SignedStore third =
        Carriers.png(credentials.plan(after(Upstreams.of(second, List.of()))), file);
    assertThat(third.bytes().length).isEven();
    C2paTools.Reading found =
        C2paTools.wasm(file, "image/png", Files.readString(authority.rootFile()));
    assertThat(found.failures()).isEmpty();
    assertThat(found.deltas()).isEmpty();
    assertThat(found.state()).isEqualTo("Trusted");
    assertThat(found.active()).isEqualTo(third.manifest());
    assertThat(found.store().get("manifests").propertyNames())
        .containsExactlyInAnyOrder(first.manifest(), second.manifest(), third.manifest());
    assertThat(C2paTools.ts(file).failures()).isEmpty();
  }

  @Test
  void sign_parentOfAnUntrustedSigner_tellsThatItWasSo() throws Exception {
    EmbeddedAuthority vendor = Orders.authority(folder.resolve("vendor"));
    SigningCredentials theirs =
        new SigningCredentials(
            vendor,
            Optional.empty(),
            SigningCredentials.Settings.of(new GeneratorInfo("Vendor", "")),
            Orders.clock(),
            UUID::randomUUID);
    SignedStore first = Carriers.png(theirs.plan(Orders.data("image/png")), file);
    UpstreamManifest upstream = Upstreams.of(first, List.of(Upstreams.untrusted(first)));
    Carriers.png(credentials.plan(after(upstream)), file);
    C2paTools.Reading found =
        C2paTools.wasm(file, "image/png", Files.readString(authority.rootFile()));
    assertThat(found.failures()).isEmpty();
    assertThat(found.deltas()).isEmpty();
    assertThat(found.state()).isEqualTo("Trusted");
  }

  @Test
  void sign_otherParentThanHashed_isNoticed() throws Exception {
    SignedStore first = Carriers.png(credentials.plan(Orders.data("image/png")), file);
    UpstreamManifest upstream = Upstreams.of(first, List.of());
    byte[] changed = upstream.store().clone();
    changed[changed.length - 10] ^= 1; // in the signature
    Carriers.png(
        credentials.plan(
            after(
                new UpstreamManifest(
                    changed,
                    upstream.active(),
                    upstream.activeHash(),
                    upstream.claimSignatureHash(),
                    List.of(),
                    List.of(),
                    "",
                    ""))),
        file);
    assertThat(C2paTools.wasm(file, "image/png").state()).isEqualTo("Invalid");
  }

  @Test
  void plan_storeThatIsCutOff_isRefused() throws Exception {
    SignedStore first = Carriers.png(credentials.plan(Orders.data("image/png")), file);
    UpstreamManifest upstream = Upstreams.of(first, List.of());
    for (int length : new int[] {0, 7, 8, 40, first.bytes().length - 1}) {
      UpstreamManifest cut =
          new UpstreamManifest(
              Arrays.copyOf(upstream.store(), length),
              upstream.active(),
              upstream.activeHash(),
              upstream.claimSignatureHash(),
              List.of(),
              List.of(),
              "",
              "");
      assertThatThrownBy(() -> credentials.plan(after(cut)))
          .isInstanceOf(LabelingException.class)
          .hasMessageStartingWith("manifest store of the input: ");
    }
  }

  private static ManifestOrder after(UpstreamManifest upstream) {
    return new ManifestOrder(
        Orders.label(),
        "image/png",
        BindingKind.DATA,
        1,
        "compositeWithTrainedAlgorithmicMedia",
        Optional.of(upstream),
        List.of(Step.ADDED_TEXT, Step.TRANSCODED),
        OptionalLong.empty(),
        "AI生成");
  }
}
