package io.colophon.provider.vendors.replicate;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Default;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that is offered, and what its own inputs are called.
 *
 * @param name {@code owner/name} for an official model, {@code owner/name:version} or a bare
 *     version for any other, {@code deployments/owner/name} for a deployment
 * @param abilities what it can do; all of one modality, never empty
 * @param contextTokens most tokens of input and output together; absent: unknown
 * @param inputs from our names, as {@link Inputs} lists them, to the model's; {@code none} says
 *     that the model has no such input. What is not listed has the name in {@link Inputs}
 * @param always inputs that every request gets, such as a switch for a safety filter
 * @param accelerators how many accelerators the model's hardware has; the time that the vendor
 *     states counts for each of them. 0: it has none, and no accelerator time is reported
 */
public record ReplicateModel(
    String name,
    List<Ability> abilities,
    Optional<Integer> contextTokens,
    Optional<Map<String, String>> inputs,
    Optional<Map<String, String>> always,
    @Default("1") int accelerators) {

  /**
   * @throws IllegalArgumentException if an input is none of ours, or a value is out of its range
   */
  public ReplicateModel {
    abilities = List.copyOf(abilities);
    if (accelerators < 0) {
      throw new IllegalArgumentException(
          "model " + name + ": accelerators is " + accelerators + ", expected at least 0");
    }
    for (String input : inputs.orElse(Map.of()).keySet()) {
      if (!Inputs.USUAL.containsKey(input)) {
        throw new IllegalArgumentException(
            "model "
                + name
                + ": inputs has \""
                + input
                + "\", expected one of "
                + Inputs.USUAL.keySet().stream().sorted().toList());
      }
    }
  }

  /** In the terms that are common to vendors. */
  OfferedModel offered() {
    return new OfferedModel(name, abilities, contextTokens);
  }
}
