/**
 * Anthropic's messages interface, and hosts that speak it. Written from the public API reference
 * (docs.anthropic.com, version header 2023-06-01, as of November 2026). That structured output is
 * asked for as {@code output_config.format} was seen in third parties' documentation only.
 */
@NullMarked
package io.colophon.provider.vendors.anthropic;

import org.jspecify.annotations.NullMarked;
