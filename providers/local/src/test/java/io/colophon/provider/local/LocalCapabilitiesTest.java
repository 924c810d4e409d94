package io.colophon.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCapabilitiesTest {

  @Test
  void all_abilities_areThoseOfTheModels(@TempDir Path folder) {
    Set<Ability> ofModels =
        LocalModels.of(LocalProviderConfig.DEFAULT, folder).stream()
            .flatMap(model -> model.description().abilities().stream())
            .collect(Collectors.toSet());

    assertThat(LocalCapabilities.ALL)
        .extracting(Capability::ability)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(ofModels);
  }
}
