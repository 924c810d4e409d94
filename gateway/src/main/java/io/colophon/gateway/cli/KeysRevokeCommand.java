package io.colophon.gateway.cli;

import io.colophon.gateway.keys.ApiKey;
import io.colophon.gateway.storage.EmbeddedDatabase;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends a key. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Ends an API key. A running server refuses it within a second or so.",
    footer = {"", "Example:", "  colophon keys revoke --name app --tenant acme"})
final class KeysRevokeCommand implements Callable<Integer> {
  private final Surroundings around;

  @Option(names = "--name", paramLabel = "N", required = true, description = "name of the key")
  private String name = "";

  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = KeysCommand.DEFAULT_TENANT,
      description = "whose key it is (default: ${DEFAULT-VALUE})")
  private String tenant = KeysCommand.DEFAULT_TENANT;

  @Mixin private final DataOption data = new DataOption();

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  KeysRevokeCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    data.existing(data.get().database(), "keys");
    ApiKey ended;
    try (EmbeddedDatabase database = EmbeddedDatabase.open(data.get().database())) {
      ended =
          KeysCommand.keys(database, around.clock())
              .revoke(tenant, name)
              .orElseThrow(
                  () ->
                      new CommandFailedException(
                          "tenant '" + tenant + "' has no working key of the name '" + name + "'"));
    }
    around
        .out()
        .println(json ? Json.of(KeysCommand.toJson(ended)) : "revoked " + ended.id() + " " + name);
    around.out().flush();
    return ExitCodes.OK;
  }
}
