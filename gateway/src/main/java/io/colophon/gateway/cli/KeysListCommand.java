package io.colophon.gateway.cli;

import io.colophon.gateway.keys.ApiKey;
import io.colophon.gateway.storage.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists keys. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lists API keys, revoked ones too, oldest first. Secrets are not kept.",
    footer = {"", "Example:", "  colophon keys list --tenant acme --json"})
final class KeysListCommand implements Callable<Integer> {
  private final Surroundings around;

  @Option(names = "--name", paramLabel = "N", description = "only keys of this name")
  private Optional<String> name = Optional.empty();

  @Option(names = "--tenant", paramLabel = "T", description = "only this tenant's")
  private Optional<String> tenant = Optional.empty();

  @Mixin private final DataOption data = new DataOption();

  @Option(names = "--json", description = "print a JSON array")
  private boolean json;

  KeysListCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    List<ApiKey> keys =
        all().stream()
            .filter(key -> name.map(key.name()::equals).orElse(true))
            .filter(key -> tenant.map(key.tenant()::equals).orElse(true))
            .toList();
    if (json) {
      around.out().println(Json.of(keys.stream().map(KeysCommand::toJson).toList()));
    } else {
      List<List<String>> lines = new ArrayList<>();
      lines.add(List.of("id", "name", "tenant", "team", "created", "revoked"));
      for (ApiKey key : keys) {
        lines.add(
            List.of(
                key.id(),
                Text.printable(key.name()),
                Text.printable(key.tenant()),
                key.team().map(Text::printable).orElse("-"),
                key.created().toString(),
                key.revoked().map(Instant::toString).orElse("-")));
      }
      around.out().print(Text.table(lines));
    }
    around.out().flush();
    return ExitCodes.OK;
  }

  private List<ApiKey> all() throws IOException {
    Path file = data.get().database();
    if (!Files.exists(file)) {
      return List.of(); // no server has run there and no key was made
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.open(file)) {
      return KeysCommand.keys(database, around.clock()).list();
    }
  }
}
