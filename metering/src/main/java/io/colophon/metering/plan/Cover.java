package io.colophon.metering.plan;

/**
 * A part of a charge and where it is covered from.
 *
 * @param source the kind of source
 * @param name which one: of the allowance or the credit; empty for {@link Source#BILLED}
 * @param quantity base units of the item; negative where a correction gives back
 * @param nanos nano-units of the charge's currency; negative where a correction gives back
 */
public record Cover(Source source, String name, long quantity, long nanos) {}
