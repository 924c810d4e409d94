package io.colophon.benchmarks.micro;

import io.colophon.benchmarks.disk.TemporaryFolder;
import io.colophon.benchmarks.load.AnswerText;
import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.TextLabelStream;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Labels, for a text and for a PNG of 1024 by 1024; for the PNG also what the codec costs alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class LabelBenchmark {
  private static final int SIDE = 1024;

  private Path folder;
  private Path picture;
  private Path labelled;
  private Labeler labeler;

  /** Draws the picture. */
  @Setup
  public void setUp() throws IOException {
    folder = TemporaryFolder.make(Path.of("target", "jmh"));
    picture = folder.resolve("picture.png");
    labelled = folder.resolve("labelled.png");
    labeler = new Labeler(folder);
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, Color.BLUE, SIDE, SIDE, Color.ORANGE));
    pen.fillRect(0, 0, SIDE, SIDE);
    pen.dispose();
    ImageIO.write(image, "png", picture.toFile());
  }

  /** Deletes it. */
  @TearDown
  public void tearDown() throws IOException {
    TemporaryFolder.delete(folder);
  }

  /** Words after a text, and the metadata object beside it. */
  @Benchmark
  public String text() {
    TextLabelStream words =
        new TextLabelStream(Samples.ORDER.jurisdictions(), ShownLabel.TextPlace.END);
    return words.end(AnswerText.SHORT) + labeler.sidecar(Samples.ORDER).toJson();
  }

  /** Decode, draw, encode, write the metadata, read everything back. */
  @Benchmark
  public AppliedLabel png() throws LabelingException {
    return labeler.label(picture, "image/png", Samples.ORDER, labelled);
  }

  /** The JDK's codec: decode and encode. */
  @Benchmark
  public boolean pngCodecAlone() throws IOException {
    return ImageIO.write(ImageIO.read(picture.toFile()), "png", labelled.toFile());
  }
}
