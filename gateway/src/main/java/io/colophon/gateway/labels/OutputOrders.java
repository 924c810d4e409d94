package io.colophon.gateway.labels;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.Origin;

/** What the labels of a generation's outputs have to say. */
final class OutputOrders {
  private final Generation generation;
  private final LabelPolicy.Decision decision;

  OutputOrders(Generation generation, LabelPolicy.Decision decision) {
    this.generation = generation;
    this.decision = decision;
  }

  /** The order for one output; every output has an id of its own. */
  LabelOrder forOutput(int index) {
    String id = generation.received().generationId();
    return new LabelOrder(
        decision.jurisdictions(),
        decision.producer(),
        index == 0 ? id : id + "-" + index,
        decision.systemName(),
        LabelStep.SYSTEM_VERSION,
        generation.received().time(),
        OutputFacts.carriesMedia(generation.received().request())
            ? Origin.EDITED
            : Origin.GENERATED);
  }
}
