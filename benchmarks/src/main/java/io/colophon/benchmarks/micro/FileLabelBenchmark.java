package io.colophon.benchmarks.micro;

import io.colophon.benchmarks.disk.TemporaryFolder;
import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.LabelPlan;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.LabelingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Labels of files that need no new samples, beside what cannot be undercut: reading the file once
 * and hashing it, copying it, and exiftool.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FileLabelBenchmark {
  private static final LabelPlan METADATA =
      new LabelPlan(Optional.empty(), List.of(), false, false);
  private static final LabelPlan SIGNED = new LabelPlan(Optional.empty(), List.of(), false, true);

  /** What is labelled: about 2 MB each, the film 60 s of 720p. */
  @Param({"png", "jpeg", "webp", "mp3", "mp4"})
  public String format = "png";

  private Path folder;
  private Path input;
  private Path output;
  private String mimeType;
  private Labeler labeler;

  /** Makes the file with other people's encoders. */
  @Setup
  public void setUp() throws Exception {
    folder = TemporaryFolder.make(Path.of("target", "jmh"));
    input = MediaSamples.make(folder, format);
    mimeType = MediaSamples.mimeType(format);
    output = folder.resolve("labelled." + format);
    labeler = new Labeler(folder, Optional.of(MediaSamples.signing(folder)));
  }

  /** Deletes it. */
  @TearDown
  public void tearDown() throws IOException {
    TemporaryFolder.delete(folder);
  }

  /** Metadata, written and read back. */
  @Benchmark
  public AppliedLabel metadata() throws LabelingException {
    return labeler.label(input, mimeType, Samples.ORDER, METADATA, output);
  }

  /** Metadata and a signed manifest, written, read back and validated. */
  @Benchmark
  public AppliedLabel metadataAndManifest() throws LabelingException {
    return labeler.label(input, mimeType, Samples.ORDER, SIGNED, output);
  }

  /** The floor: one reading with SHA-256. */
  @Benchmark
  public byte[] readAndHash() throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(input)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
    }
    return digest.digest();
  }

  /** The copy of a file, by the system. */
  @Benchmark
  public Path copy() throws IOException {
    return Files.copy(input, output, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The rival: exiftool looks at it, which is less than labelling; it cannot write them all. */
  @Benchmark
  public int exiftool() throws IOException, InterruptedException {
    return new ProcessBuilder("exiftool", "-q", input.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }
}
