package io.colophon.gateway.cli;

import io.colophon.labeling.provenance.Checkpoint;
import io.colophon.labeling.provenance.ConsistencyProof;
import io.colophon.labeling.provenance.Hash;
import io.colophon.labeling.provenance.InclusionProof;
import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.ProvenanceReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes proofs that others can check without us: RFC 9162, sections 2.1.3 and 2.1.4. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Proves that a record is in the log, or that a later log begins with an earlier.",
      "Prints JSON: hashes in hexadecimal, the signed checkpoint (C2SP tlog-checkpoint) and the",
      "key that verifies it."
    },
    footer = {
      "",
      "Examples:",
      "  colophon audit prove 3 --data demo-out/data",
      "  colophon audit prove --from 2 --to 5"
    })
final class AuditProveCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(paramLabel = "INDEX", arity = "0..1", description = "the record to prove, from 0")
  private Optional<Long> index = Optional.empty();

  @Option(
      names = "--tree-size",
      paramLabel = "N",
      description = "size of the tree to prove it in (default: that of the newest checkpoint)")
  private Optional<Long> treeSize = Optional.empty();

  @Option(names = "--from", paramLabel = "N", description = "size of the earlier tree")
  private Optional<Long> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "M",
      description = "size of the later tree (default: that of the newest checkpoint)")
  private Optional<Long> to = Optional.empty();

  @Mixin private final DataOption data = new DataOption();

  AuditProveCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    if (index.isPresent() == from.isPresent()) {
      throw new UsageException("expected either INDEX or --from N [--to M]");
    }
    try (ProvenanceReader log = AuditCommand.open(data)) {
      around
          .out()
          .println(Json.of(index.isPresent() ? inclusion(log, index.get()) : consistency(log)));
      around.out().flush();
    }
    return ExitCodes.OK;
  }

  /** A checkpoint signed after the log was opened covers records that are not in it here. */
  private static Optional<Checkpoint> checkpoint(ProvenanceReader log) throws IOException {
    return log.latestCheckpoint().filter(checkpoint -> checkpoint.size() <= log.size());
  }

  private Map<String, Object> inclusion(ProvenanceReader log, long wanted) throws IOException {
    LogEntry entry =
        log.entry(wanted)
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "no record " + wanted + ": the log holds " + log.size() + ", from 0"));
    Optional<Checkpoint> signed = checkpoint(log);
    long size =
        treeSize.orElse(
            signed.map(Checkpoint::size).filter(covered -> covered > wanted).orElse(log.size()));
    try {
      InclusionProof proof = log.inclusionProof(wanted, size);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("kind", "inclusion");
      json.put("index", proof.index());
      json.put("treeSize", proof.treeSize());
      json.put("leafHash", proof.leaf().toHex());
      json.put("path", hex(proof.path()));
      json.put("rootHash", log.rootHash(size).toHex());
      json.put("record", entry.record().toJson());
      addCheckpoint(json, log, signed, size);
      return json;
    } catch (IllegalArgumentException outside) {
      throw new UsageException(outside);
    }
  }

  private Map<String, Object> consistency(ProvenanceReader log) throws IOException {
    Optional<Checkpoint> signed = checkpoint(log);
    long earlier = from.orElseThrow();
    long later = to.orElse(signed.map(Checkpoint::size).orElse(log.size()));
    try {
      ConsistencyProof proof = log.consistencyProof(earlier, later);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("kind", "consistency");
      json.put("fromSize", proof.from());
      json.put("toSize", proof.to());
      json.put("path", hex(proof.path()));
      json.put("fromRoot", log.rootHash(earlier).toHex());
      json.put("toRoot", log.rootHash(later).toHex());
      addCheckpoint(json, log, signed, later);
      return json;
    } catch (IllegalArgumentException outside) {
      throw new UsageException(outside);
    }
  }

  private static void addCheckpoint(
      Map<String, Object> json, ProvenanceReader log, Optional<Checkpoint> signed, long size)
      throws IOException {
    Optional<Checkpoint> covering = signed.filter(checkpoint -> checkpoint.size() == size);
    if (covering.isPresent()) {
      json.put("checkpoint", covering.get().note());
    } else {
      json.put("unsigned", "the newest checkpoint is of another size than " + size);
    }
    json.put("verifierKey", log.verifierKey().text());
  }

  private static List<String> hex(List<Hash> path) {
    return path.stream().map(Hash::toHex).toList();
  }
}
