package io.colophon.benchmarks.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportTest {

  private static Section section() {
    return new Section(
        "s",
        List.of(new Table("A table", "way", "figure").row("ours", "1.0")),
        List.of(Goal.most("R1", "p99", 2, Seeds.of(1.5, 1.0, 3.0), 1)),
        List.of(
            new Plot("s", "A <plot>", new Plot.Axis("x", false), new Plot.Axis("y", true))
                .line("ours", new double[] {0, 5}, new double[] {0.001, 1})));
  }

  @Test
  void goal_worstSeedBeyondTheMark_isMissed() {
    assertThat(Goal.most("a", "b", 2, Seeds.of(1, 2), 0).reached()).isTrue();
    assertThat(Goal.most("a", "b", 2, Seeds.of(1, 2.1), 0).reached()).isFalse();
    assertThat(Goal.leastPercent("a", "b", 0.99, Seeds.of(0.995, 0.98), 1).reached()).isFalse();
    assertThat(Goal.none("a", "b", Seeds.of(0, 0)).reached()).isTrue();
  }

  @Test
  void seeds_show_medianAndSpread() {
    assertThat(Seeds.of(3, 1, 2).show(1)).isEqualTo("2.0 (1.0-3.0)");
    assertThat(Seeds.of(1, 1).show(1)).isEqualTo("1.0");
    assertThat(Seeds.of(0.5, 0.25).percent(1)).isEqualTo("37.5 (25.0-50.0) %");
    assertThat(Seeds.of(4, 9).over(Seeds.of(2, 3)).most()).isEqualTo(3);
  }

  @Test
  void sample_quantile_isAValueOfTheSample() {
    Sample sample = new Sample(new double[] {4, 1, 3, 2});

    assertThat(sample.quantile(0.5)).isEqualTo(2);
    assertThat(sample.quantile(0.99)).isEqualTo(4);
    assertThat(sample.quantile(0)).isEqualTo(1);
  }

  @Test
  void svg_plot_isWellFormedWithLegendAndTicks() throws Exception {
    String svg = section().plots().get(0).svg();

    Element picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getDocumentElement();

    assertThat(picture.getTagName()).isEqualTo("svg");
    assertThat(picture.getElementsByTagName("polyline").getLength()).isEqualTo(1);
    assertThat(picture.getTextContent()).contains("A <plot>", "ours", "0.001", "5", "x", "y");
  }

  @Test
  void document_put_replacesWhatIsBetweenItsMarkers(@TempDir Path docs) throws Exception {
    Files.createDirectory(docs.resolve("images"));
    Path page = docs.resolve("simulation.md");
    Files.writeString(page, "before\n<!-- simulation: s -->\nold\n<!-- end -->\nafter\n");

    new Document(docs).put(List.of(section()));
    new Document(docs).put(List.of(section()));

    assertThat(Files.readString(page))
        .isEqualTo(
            """
            before
            <!-- simulation: s -->

            **Goals**

            | goal | figure | should be | is | verdict |
            | :-- | --: | --: | --: | --: |
            | R1 | p99 | at most 2.0 | 1.5 (1.0-3.0) | missed |

            **A table**

            | way | figure |
            | :-- | --: |
            | ours | 1.0 |

            ![A <plot>](images/simulation-s.svg)

            <!-- end -->
            after
            """);
    assertThat(docs.resolve("images/simulation-s.svg")).content().startsWith("<svg");
  }

  @Test
  void document_pageWithoutMarkers_saysWhatIsMissing(@TempDir Path docs) throws Exception {
    Files.writeString(docs.resolve("simulation.md"), "nothing");

    assertThatThrownBy(() -> new Document(docs).put(List.of(section())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("<!-- simulation: s --> ... <!-- end -->");
  }
}
