package io.colophon.provider.spi;

/**
 * A LoRA or similar set of weights laid over the model.
 *
 * @param name as the upstream knows it
 * @param weight strength; 1 is the adapter as trained, 0 switches it off
 */
public record Adapter(String name, double weight) {}
