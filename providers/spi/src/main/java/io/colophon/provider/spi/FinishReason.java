package io.colophon.provider.spi;

/** Why a model stopped, in a generation that did not fail. */
public enum FinishReason {
  /** The output is whole, or a stop text was met. */
  STOP,
  /** A length limit cut the output. */
  LENGTH,
  /** The model asks for tools to be run. */
  TOOL_CALLS,
  /** The upstream's policy cut or withheld the output. */
  CONTENT_FILTERED,
  /** A limit of the caller is used up; said by the gateway, never by a provider. */
  LIMIT_REACHED
}
