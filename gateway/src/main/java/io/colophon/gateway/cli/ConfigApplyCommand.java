package io.colophon.gateway.cli;

import io.colophon.v1.ApplyConfigRequest;
import io.colophon.v1.ApplyConfigResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Puts a configuration in force. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Puts a configuration in force on a running server, all of it or nothing.",
      "Generations under way end on the old one."
    },
    footer = {
      "",
      "Example:",
      "  colophon config apply colophon.yaml --admin-target 127.0.0.1:9091",
      "",
      "Exit codes: 0 in force, 1 the server could not be asked, 2 has problems; nothing was changed"
    })
final class ConfigApplyCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin private final AdminOptions admin = new AdminOptions();

  ConfigApplyCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    ApplyConfigRequest request =
        ApplyConfigRequest.newBuilder().setYaml(admin.yaml()).setFileName(admin.fileName()).build();
    ApplyConfigResponse response;
    try (GatewayConnection server = admin.connect()) {
      response = AdminOptions.stub(server).applyConfig(request);
    }
    if (admin.json()) {
      around.out().println(Json.of(response));
    } else if (response.getProblemsCount() > 0) {
      AdminOptions.print(response.getProblemsList(), around.out());
      around.err().println("nothing was changed");
    } else {
      AdminOptions.printChanges(response.getChangesList(), around.out());
      response
          .getNeedsRestartList()
          .forEach(path -> around.err().println("takes effect at the next start: " + path));
    }
    around.out().flush();
    return response.getProblemsCount() == 0 ? ExitCodes.OK : ExitCodes.NOT_IN_ORDER;
  }
}
