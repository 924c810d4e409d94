package io.colophon.gateway.cli;

import io.colophon.gateway.server.DataDirectory;
import io.colophon.metering.ledger.Conservation;
import io.colophon.metering.ledger.ConservationCheck;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adds up the whole ledger and says what does not add up. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Checks that the whole ledger of a running or a stopped server adds up.",
      "Every generation that was opened is settled or open; none is settled twice; corrections",
      "follow each other; what was reserved is settled, voided or open, by unit; the lines of each",
      "amount make the amount; the usage database says what the ledger says; and nothing is"
          + " damaged."
    },
    footer = {
      "",
      "Example:",
      "  colophon usage check --data demo-out/data",
      "",
      "Exit codes: 0 it adds up, 2 it does not, or a part is damaged, 1 could not be looked at"
    })
final class UsageCheckCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin private final DataOption data = new DataOption();

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  UsageCheckCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    DataDirectory directory = data.existing(data.get().ledger(), "ledger");
    try (LedgerEntries ledger = Ledger.openReadOnly(directory.ledger())) {
      Conservation sums = ConservationCheck.of(ledger, directory.root());
      TableCheck tables = TableCheck.of(directory.usageDatabase(), directory.ledger());
      boolean holds = sums.holds() && tables.differences().isEmpty();
      if (json) {
        around.out().println(Json.of(result(holds, sums, tables)));
      } else {
        print(holds, sums, tables);
      }
      around.out().flush();
      return holds ? ExitCodes.OK : ExitCodes.NOT_IN_ORDER;
    }
  }

  private void print(boolean holds, Conservation sums, TableCheck tables) {
    PrintWriter out = around.out();
    out.printf(
        "%,d entries: %,d generations opened = %,d settled (%,d of them interrupted) + %,d open;"
            + " %,d corrections%n",
        sums.entries(),
        sums.opened(),
        sums.settled(),
        sums.interrupted(),
        sums.open(),
        sums.corrections());
    if (sums.restored() > 0) {
      out.printf("%,d openings are known from their settlements alone%n", sums.restored());
    }
    new TreeMap<>(sums.reserved())
        .forEach(
            (unit, reserved) ->
                out.printf(
                    "%s reserved: %,d = %,d settled + %,d voided + %,d open%n",
                    unit.id(),
                    reserved,
                    of(sums.reservedSettled(), unit),
                    of(sums.reservedVoided(), unit),
                    of(sums.reservedOpen(), unit)));
    out.println("usage database: " + tables.state());
    sums.dropped().forEach(damage -> out.println("DAMAGED: " + damage));
    sums.faults().forEach(fault -> out.println("WRONG: " + fault));
    if (sums.faultCount() > sums.faults().size()) {
      out.printf("and %,d more%n", sums.faultCount() - sums.faults().size());
    }
    tables.differences().forEach(one -> out.println("WRONG: " + one));
    out.println(holds ? "the ledger adds up" : "the ledger does NOT add up");
  }

  private static Map<String, Object> result(boolean holds, Conservation sums, TableCheck tables) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("holds", holds);
    result.put("entries", sums.entries());
    result.put("opened", sums.opened());
    result.put("restored", sums.restored());
    result.put("settled", sums.settled());
    result.put("interrupted", sums.interrupted());
    result.put("open", sums.open());
    result.put("corrections", sums.corrections());
    Map<String, Object> reserved = new LinkedHashMap<>();
    new TreeMap<>(sums.reserved())
        .forEach(
            (unit, sum) -> {
              Map<String, Object> parts = new LinkedHashMap<>();
              parts.put("reserved", sum);
              parts.put("settled", of(sums.reservedSettled(), unit));
              parts.put("voided", of(sums.reservedVoided(), unit));
              parts.put("open", of(sums.reservedOpen(), unit));
              reserved.put(unit.id(), parts);
            });
    result.put("reservations", reserved);
    List<Object> dropped = new ArrayList<>();
    sums.dropped()
        .forEach(
            damage -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("file", damage.file());
              one.put("offset", damage.offset());
              one.put("firstEntry", damage.firstIndex());
              one.put("nextEntry", damage.nextIndex());
              one.put("bytes", damage.bytes());
              one.put("message", damage.what());
              dropped.add(one);
            });
    result.put("dropped", dropped);
    result.put("usageDatabase", tables.state());
    List<String> faults = new ArrayList<>(sums.faults());
    faults.addAll(tables.differences());
    result.put("faults", faults);
    result.put("faultCount", sums.faultCount() + tables.differences().size());
    return result;
  }

  private static BigInteger of(Map<UsageUnit, BigInteger> sums, UsageUnit unit) {
    return sums.getOrDefault(unit, BigInteger.ZERO);
  }
}
