package io.colophon.metering.compute;

/** How a model is built, as far as its operations depend on it. */
public sealed interface Network
    permits Decoder, Encoder, DiffusionNetwork, Recognizer, SoundNetwork, FittedVideo {}
