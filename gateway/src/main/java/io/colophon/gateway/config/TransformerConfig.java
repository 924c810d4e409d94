package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.metering.compute.Decoder;
import io.colophon.metering.compute.GroupedAttention;
import io.colophon.provider.spi.Default;
import java.util.Optional;

/** How a model that writes tokens is built, for what looking back at a long context costs. */
public record TransformerConfig(
    @Range(min = "1") @About("Layers.") int layers,
    @Range(min = "1") @About("Width of the model; instead of heads and head-size.")
        Optional<Integer> width,
    @Range(min = "1") @About("Heads of queries.") Optional<Integer> heads,
    @Range(min = "1") @About("Heads of keys and values; absent: as heads.")
        Optional<Integer> kvHeads,
    @Range(min = "1") @About("Elements of one head.") Optional<Integer> headSize,
    @Default("0") @Range(min = "0") @About("Experts of one mixture layer; 0: dense.") int experts,
    @Default("0") @Range(min = "0") @About("Experts used for one token; 0: dense.")
        int expertsPerToken) {

  /** Refuses what {@link #decoder} could not be made from. */
  public TransformerConfig {
    if (width.isPresent() == (heads.isPresent() && headSize.isPresent())) {
      throw new IllegalArgumentException("expected either width, or heads and head-size");
    }
    make(layers, width, heads, kvHeads, headSize, experts, expertsPerToken);
  }

  /** In the form that metering knows. */
  public Decoder decoder() {
    return make(layers, width, heads, kvHeads, headSize, experts, expertsPerToken);
  }

  private static Decoder make(
      int layers,
      Optional<Integer> width,
      Optional<Integer> heads,
      Optional<Integer> kvHeads,
      Optional<Integer> headSize,
      int experts,
      int expertsPerToken) {
    GroupedAttention attention =
        width.isPresent()
            ? GroupedAttention.ofWidth(layers, width.get())
            : new GroupedAttention(
                layers, heads.orElseThrow(), kvHeads.orElse(heads.get()), headSize.orElseThrow());
    return new Decoder(attention, experts, expertsPerToken);
  }
}
