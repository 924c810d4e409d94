package io.colophon.gateway.pipeline;

/**
 * The model name as the caller wrote it: an alias or a concrete name. What is sent upstream is a
 * {@link io.colophon.provider.spi.TargetModel}, what answered a {@link
 * io.colophon.provider.spi.ServedModel}.
 *
 * @param name {@code default} where the caller named none
 */
public record RequestedModel(String name) {
  public static final RequestedModel DEFAULT = new RequestedModel("default");
}
