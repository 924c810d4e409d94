package io.colophon.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/capabilities.md against what the plug-ins on the class path declare. Run with {@code
 * -Dcolophon.documents=write} to write it anew.
 */
class CapabilityMatrixTest {
  private static final Path PAGE = Path.of("..", "docs", "capabilities.md");
  private static final boolean WRITE = "write".equals(System.getProperty("colophon.documents"));
  private static final Pattern TABLES =
      Pattern.compile(
          "(?<=<!-- capabilities: begin -->\n).*?(?=<!-- capabilities: end -->)", Pattern.DOTALL);

  private static String bundled() {
    List<ProviderFactory<?>> factories = new ArrayList<>();
    ServiceLoader.load(ProviderFactory.class).stream()
        .filter(found -> !found.type().getPackageName().startsWith("io.colophon.provider.testkit"))
        .forEach(found -> factories.add(found.get()));
    return new CapabilityMatrix(factories).markdown();
  }

  @Test
  void page_checkedIn_isThatOfThePlugIns() throws IOException {
    String text = Files.readString(PAGE);
    if (WRITE) {
      text = TABLES.matcher(text).replaceFirst(Matcher.quoteReplacement(bundled()));
      Files.writeString(PAGE, text);
    }
    Matcher tables = TABLES.matcher(text);
    assertThat(tables.find()).isTrue();
    assertThat(tables.group()).isEqualTo(bundled());
  }

  @Test
  void bundled_embeddedProvider_isThere() {
    assertThat(bundled()).contains("| `local` |").contains("text.max_tokens");
  }

  /** A plug-in that only declares. */
  private record Declaring(String type, List<Capability> capabilities)
      implements ProviderFactory<Declaring.Nothing> {
    record Nothing() {}

    @Override
    public Class<Nothing> configType() {
      return Nothing.class;
    }

    @Override
    public Set<String> secretProperties() {
      return Set.of();
    }

    @Override
    public Provider create(String name, Nothing config, ProviderContext context) {
      throw new AssertionError("nobody makes one here");
    }
  }

  @Test
  void markdown_declarations_areRows() {
    Declaring one =
        new Declaring(
            "one",
            List.of(
                new Capability(
                    Ability.MUSIC,
                    Set.of(Parameter.AUDIO_SEED),
                    false,
                    true,
                    false,
                    Optional.of("aigc_watermark"))));

    assertThat(new CapabilityMatrix(List.of(one, new Declaring("two", List.of()))).markdown())
        .isEqualTo(
            """

            ## Abilities

            | type | music |
            | --- | --- |
            | `one` | ● |

            Declared by what stands behind them, not by the type: `two`.

            ## music

            | type | streams | job | cancels upstream | label switch | audio.seed |
            | --- | --- | --- | --- | --- | --- |
            | `one` |   | ● |   | `aigc_watermark` | ● |

            Taken by none of them: audio.voice, audio.format, audio.speed, audio.duration,\
             audio.language, audio.source.
            """);
  }
}
