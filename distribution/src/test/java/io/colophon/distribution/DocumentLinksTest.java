package io.colophon.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links between the documents lead somewhere: to a file of the checkout, to a heading in it. */
class DocumentLinksTest {
  private static final Path ROOT = Path.of("..");

  /** Where built and fetched things lie. */
  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");

  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern NAMED = Pattern.compile("<a id=\"([^\"]+)\">");
  private static final Pattern NOT_IN_ANCHORS =
      Pattern.compile("[^\\w\\- ]", Pattern.UNICODE_CHARACTER_CLASS);

  @TempDir private Path folder;

  @Test
  void links_ofEveryDocument_leadSomewhere() throws IOException {
    List<Path> documents = documents(ROOT);

    assertThat(documents)
        .contains(ROOT.resolve("README.md"), ROOT.resolve("docs").resolve("metering.md"));
    assertThat(broken(documents)).isEmpty();
  }

  @Test
  void links_broken_areNamed() throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(
        page,
        """
        # One & `two`, three
        [a](missing.md) [b](#one--two-three) [c](page.md#nowhere) [d](https://example.org/x)
        ```
        [in code](missing-too.md)
        ```
        """);

    assertThat(broken(List.of(page)))
        .containsExactly(page + ": missing.md", page + ": page.md#nowhere");
  }

  private static List<Path> documents(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path path : inside.sorted().toList()) {
        String name = String.valueOf(path.getFileName());
        if (Files.isDirectory(path) && !NOT_OURS.contains(name)) {
          found.addAll(documents(path));
        } else if (name.endsWith(".md")) {
          found.add(path);
        }
      }
    }
    return found;
  }

  private static List<String> broken(List<Path> documents) throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents) {
      Matcher link = LINK.matcher(text(document));
      while (link.find()) {
        if (!ELSEWHERE.matcher(link.group(1)).matches() && !leads(document, link.group(1))) {
          broken.add(document + ": " + link.group(1));
        }
      }
    }
    return broken;
  }

  private static boolean leads(Path document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
    return Files.exists(target)
        && (parts.length == 1
            || !target.toString().endsWith(".md")
            || anchors(target).contains(parts[1]));
  }

  /** As the usual renderers name headings: lower case, punctuation left out, a hyphen a blank. */
  private static Set<String> anchors(Path document) throws IOException {
    Set<String> anchors = new HashSet<>();
    String text = text(document);
    Matcher named = NAMED.matcher(text);
    while (named.find()) {
      anchors.add(named.group(1));
    }
    Matcher heading = HEADING.matcher(text);
    while (heading.find()) {
      String words = NOT_IN_ANCHORS.matcher(heading.group(1).strip()).replaceAll("");
      anchors.add(words.toLowerCase(Locale.ROOT).replace(' ', '-'));
    }
    return anchors;
  }

  private static String text(Path document) throws IOException {
    return CODE.matcher(Files.readString(document)).replaceAll("");
  }
}
