package io.colophon.metering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page in docs/ that is made from the code, between two comments: {@code <!-- begin
 * NAME -->} and {@code <!-- end NAME -->}. Run tests with {@code -Dcolophon.documents=write} to
 * write it anew.
 */
public final class DocumentRegion {
  private static final Path DOCS = Path.of("..", "docs");
  private static final boolean WRITE = "write".equals(System.getProperty("colophon.documents"));

  private DocumentRegion() {}

  /**
   * What stands in a region, after writing it if that was asked for.
   *
   * @param made what the code says should stand there
   */
  public static String of(String page, String name, String made) throws IOException {
    Path file = DOCS.resolve(page);
    String text = Files.readString(file);
    String begin = "<!-- begin " + name + " -->\n";
    int from = text.indexOf(begin);
    int to = text.indexOf("<!-- end " + name + " -->");
    if (from < 0 || to < from) {
      throw new AssertionError(page + " has no region " + name);
    }
    from += begin.length();
    if (WRITE) {
      text = text.substring(0, from) + made + text.substring(to);
      Files.writeString(file, text);
      return made;
    }
    return text.substring(from, to);
  }
}
