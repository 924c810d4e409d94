package io.colophon.gateway.server;

import io.colophon.gateway.config.ConfigChange;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.config.yaml.Problem;
import io.colophon.gateway.keys.ApiKey;
import io.colophon.gateway.resilience.OutlierEjection;
import io.colophon.gateway.routing.Route;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.wire.ReceiptWriter;
import io.colophon.v1.ConfigProblem;
import java.util.List;
import java.util.Locale;

/** Writes what operators ask for as messages. */
final class AdminMessages {

  private AdminMessages() {}

  static List<ConfigProblem> problems(ConfigResult result) {
    return result instanceof ConfigResult.Invalid invalid
        ? invalid.problems().stream().map(AdminMessages::problem).toList()
        : List.of();
  }

  private static ConfigProblem problem(Problem problem) {
    return ConfigProblem.newBuilder()
        .setFile(problem.position().file())
        .setLine(problem.position().line())
        .setColumn(problem.position().column())
        .setPath(problem.path())
        .setMessage(problem.message())
        .build();
  }

  static io.colophon.v1.ConfigChange change(ConfigChange change) {
    return io.colophon.v1.ConfigChange.newBuilder()
        .setPath(change.path())
        .setBefore(change.before().orElse(""))
        .setAfter(change.after().orElse(""))
        .build();
  }

  static io.colophon.v1.Route route(Route route, long nowNanos) {
    io.colophon.v1.Route.Builder message =
        io.colophon.v1.Route.newBuilder()
            .setName(route.name())
            .setMatch(route.config().match().describe())
            .setPolicy(route.config().policy().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .setRetries(route.resilience().retryBudget().granted())
            .setRetriesRefused(route.resilience().retryBudget().refused())
            .setHedges(route.resilience().hedging().budget().granted())
            .setHedgesRefused(route.resilience().hedging().budget().refused());
    OutlierEjection outliers = route.resilience().outliers();
    for (Target target : route.targets()) {
      int number = target.share().number();
      message.addTargets(
          LoadMessages.of(target.health().load(), nowNanos).toBuilder()
              .setTarget(target.name())
              .setRegion(target.region().orElse(""))
              .setRole(target.role().name().toLowerCase(Locale.ROOT))
              .setTrial(TrialText.of(target))
              .setCircuit(target.health().circuitState())
              .setInFlight(target.health().inFlight())
              .setAttempts(target.health().attempts())
              .setFailures(target.health().failures())
              .setEjected(outliers.isEjected(number))
              .setEjections(outliers.ejections(number))
              .setKeys(target.deployment().keys().size())
              .setKeysRejected(target.deployment().keys().rejected(nowNanos))
              .setKeysResting(target.deployment().keys().resting(nowNanos)));
    }
    return message.build();
  }

  static io.colophon.v1.ApiKey key(ApiKey key) {
    io.colophon.v1.ApiKey.Builder message =
        io.colophon.v1.ApiKey.newBuilder()
            .setId(key.id())
            .setName(key.name())
            .setTenant(key.tenant())
            .setCreateTime(ReceiptWriter.timestamp(key.created()));
    key.team().ifPresent(message::setTeam);
    key.revoked().ifPresent(time -> message.setRevokeTime(ReceiptWriter.timestamp(time)));
    return message.build();
  }
}
