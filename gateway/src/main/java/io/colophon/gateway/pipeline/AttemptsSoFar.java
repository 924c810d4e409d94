package io.colophon.gateway.pipeline;

import io.colophon.gateway.routing.PassedOver;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one generation so far, and what the latest of them has made known. Guarded by the
 * generation's lock.
 */
final class AttemptsSoFar {
  /** Targets that were passed over, in a receipt. */
  private static final int MOST_PASSED_OVER = 32;

  private final List<AttemptRecord> records = new ArrayList<>(2);
  private @Nullable Target target;
  private Optional<ServedModel> servedModel = Optional.empty();
  private List<Translation> translations = List.of();
  private @Nullable AttemptUse use;

  /** One begins: what is known of the one before is no longer the generation's. */
  void begun(Target at, List<Translation> losses, AttemptUse used) {
    target = at;
    servedModel = Optional.empty();
    translations = losses;
    use = used;
  }

  /** What the plug-in says of a parameter goes before what was known of it. */
  void accepted(GenerationEvent.Accepted event) {
    servedModel = event.model();
    translations = merged(translations, event.translations());
  }

  private static List<Translation> merged(List<Translation> known, List<Translation> said) {
    if (known.isEmpty() || said.isEmpty()) {
      return known.isEmpty() ? said : known;
    }
    Map<String, Translation> byParameter = new LinkedHashMap<>();
    known.forEach(one -> byParameter.put(one.parameter(), one));
    said.forEach(one -> byParameter.put(one.parameter(), one));
    return List.copyOf(byParameter.values());
  }

  void ended(AttemptRecord attempt) {
    records.add(attempt);
  }

  /** What the latest one used is no longer the generation's. */
  void usedByOthers() {
    use = null;
  }

  List<AttemptRecord> records() {
    return List.copyOf(records);
  }

  /** Those that were passed over first, so that the last one is the one that answered. */
  List<AttemptRecord> told(List<PassedOver> over) {
    if (over.isEmpty()) {
      return records();
    }
    List<AttemptRecord> told = new ArrayList<>(over.size() + records.size());
    for (int i = 0; i < Math.min(MOST_PASSED_OVER, over.size()); i++) {
      PassedOver one = over.get(i);
      told.add(new AttemptRecord(one.target(), AttemptRecord.EXCLUDED, 0, one.reason()));
    }
    told.addAll(records);
    return told;
  }

  @Nullable Target target() {
    return target;
  }

  Optional<ServedModel> servedModel() {
    return servedModel;
  }

  List<Translation> translations() {
    return translations;
  }

  @Nullable AttemptUse use() {
    return use;
  }
}
