package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.container.LabelWriter.BindingKind;
import io.colophon.labeling.credentials.C2paTools;
import io.colophon.labeling.credentials.EmbeddedAuthority;
import io.colophon.labeling.credentials.GeneratorInfo;
import io.colophon.labeling.credentials.HardBinding;
import io.colophon.labeling.credentials.ManifestOrder;
import io.colophon.labeling.credentials.PlannedManifest;
import io.colophon.labeling.credentials.SigningCredentials;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Label and signed manifest of every kind of picture, as validators that others wrote see them. */
@RequiresTool({"node", "convert", "ffmpeg"})
class PictureCredentialsTest {
  /** c2pa-ts knows these alone, and takes animated PNG for damaged. */
  private static final Set<String> SECOND_READER = Set.of("image/png", "image/jpeg");

  @TempDir Path directory;

  @BeforeAll
  static void packages() {
    C2paTools.require();
  }

  @Test
  void fill_everyPicture_isTrustedAndAChangedByteIsFound() throws Exception {
    Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    EmbeddedAuthority authority =
        EmbeddedAuthority.open(directory.resolve("keys"), "Example Ltd", clock, new SecureRandom());
    SigningCredentials credentials =
        new SigningCredentials(
            authority,
            Optional.empty(),
            SigningCredentials.Settings.of(new GeneratorInfo("Colophon", "0.1.0")),
            clock,
            UUID::randomUUID);
    String root = Files.readString(authority.rootFile());
    for (PictureCorpus sample : EnumSet.allOf(PictureCorpus.class)) {
      Path file = directory.resolve("signed." + sample.extension());
      sign(sample, credentials, file);
      C2paTools.Reading found = C2paTools.wasm(file, sample.mimeType(), root);
      assertThat(found.failures()).as(sample.name()).isEmpty();
      assertThat(found.state()).as(sample.name()).isEqualTo("Trusted");
      if (SECOND_READER.contains(sample.mimeType())) {
        assertThat(C2paTools.ts(file).failures()).as(sample.name()).isEmpty();
      }
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      assertThat(changed(file, sample.mimeType(), root)).as(sample.name()).isEqualTo("Invalid");
    }
  }

  /** A reader may also refuse a file whose structure was hit. */
  private static String changed(Path file, String mimeType, String root) throws Exception {
    try {
      return C2paTools.wasm(file, mimeType, root).state();
    } catch (IllegalStateException e) {
      return "Invalid";
    }
  }

  private void sign(PictureCorpus sample, SigningCredentials credentials, Path file)
      throws Exception {
    LabelWriter writer = WrittenFile.writer(sample.mimeType());
    BindingKind kind = writer.binding().orElseThrow();
    PlannedManifest manifest =
        credentials.plan(
            new ManifestOrder(
                LabelFixtures.order(Jurisdiction.CN, Jurisdiction.EU),
                sample.mimeType(),
                kind,
                1,
                "trainedAlgorithmicMedia",
                Optional.empty(),
                List.of(),
                OptionalLong.empty(),
                ""));
    try (Source input = Source.open(sample.make(directory));
        FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      LabelOutput output = new LabelOutput(channel, digest);
      LabelWriter.Written written =
          writer.write(input, WrittenFile.metadata(), manifest.storeBytes(), output);
      output.flush();
      StorePlace place = written.place().orElseThrow();
      HardBinding binding =
          kind == BindingKind.BMFF
              ? new HardBinding.Bmff(digest.digest())
              : new HardBinding.Data(digest.digest(), place.unit());
      writer.fill(channel, place, manifest.sign(binding).bytes());
    }
    assertThat(WrittenFile.read(file).labels).containsExactly(LabelFixtures.JSON);
  }
}
