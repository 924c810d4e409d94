package io.colophon.benchmarks.watermark;

import io.colophon.benchmarks.disk.TemporaryFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Marks pictures, sounds and films, attacks them, and prints how many can still be read. */
@Command(
    name = "watermark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "What the imperceptible marks survive, and how much of them can be perceived.",
    footer = {"", "Needs ffmpeg and espeak-ng. Example: run.sh watermark --only pictures"})
public final class WatermarkRounds implements Callable<Integer> {
  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = "--only",
      split = ",",
      defaultValue = "pictures,sounds,films,unmarked",
      description = "What to measure: pictures, sounds, films, unmarked.")
  private Set<String> only = Set.of();

  @Option(
      names = "--sides",
      split = ",",
      defaultValue = "256,512,1024",
      description = "Sides of the square pictures, pixels.")
  private List<Integer> sides = List.of();

  @Option(names = "--pictures", defaultValue = "20", description = "Of each kind and side.")
  private int pictures = 20;

  @Option(names = "--sounds", defaultValue = "20", description = "Of each kind and length.")
  private int sounds = 20;

  @Option(
      names = "--seconds",
      split = ",",
      defaultValue = "6,10,30",
      description = "Lengths of the sounds.")
  private List<Integer> seconds = List.of();

  @Option(names = "--films", defaultValue = "4", description = "Of each kind.")
  private int films = 4;

  @Option(names = "--unmarked", defaultValue = "1000", description = "Unmarked files of each sort.")
  private int unmarked = 1000;

  @Option(names = "--data", defaultValue = "target/watermark", description = "For files.")
  private Path data = Path.of("target", "watermark");

  /** Exit code 0 unless a mark was seen where there is none. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new WatermarkRounds()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    long wrong = 0;
    Path folder = TemporaryFolder.make(data);
    try {
      if (only.contains("pictures")) {
        for (int side : sides) {
          new PictureRounds(out).run(side, pictures);
        }
      }
      if (only.contains("sounds")) {
        for (int length : seconds) {
          new SoundRounds(out, folder).run(length, sounds);
        }
      }
      if (only.contains("films")) {
        new FilmRounds(out, folder).run(films);
      }
      if (only.contains("unmarked")) {
        wrong = new Unmarked(out, folder).run(unmarked);
      }
    } finally {
      TemporaryFolder.delete(folder);
    }
    return wrong == 0 ? 0 : 1;
  }
}
