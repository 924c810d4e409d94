package io.colophon.benchmarks.simulation.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The page that shows what the scenarios say. It is written by hand except between markers {@code
 * <!-- simulation: NAME -->} and {@code <!-- end -->}, one pair for each scenario.
 */
public final class Document {
  private static final String END = "<!-- end -->";

  private final Path docs;

  /**
   * @param docs the folder with {@code simulation.md} and {@code images}
   */
  public Document(Path docs) {
    this.docs = docs;
  }

  /**
   * Puts new figures and pictures in the place of old ones.
   *
   * @throws IOException also if the page has no place for a section
   */
  public void put(List<Section> sections) throws IOException {
    Path page = docs.resolve("simulation.md");
    String text = Files.readString(page);
    for (Section section : sections) {
      text = replaced(text, section, page);
      for (Plot plot : section.plots()) {
        Files.writeString(docs.resolve("images").resolve(plot.fileName()), plot.svg());
      }
    }
    Files.writeString(page, text);
  }

  private static String replaced(String text, Section section, Path page) throws IOException {
    String begin = "<!-- simulation: " + section.name() + " -->";
    int from = text.indexOf(begin);
    int to = from < 0 ? -1 : text.indexOf(END, from);
    if (to < 0) {
      throw new IOException(page + " has no place for figures: expected " + begin + " ... " + END);
    }
    return text.substring(0, from + begin.length())
        + "\n\n"
        + section.markdown()
        + "\n"
        + text.substring(to);
  }
}
