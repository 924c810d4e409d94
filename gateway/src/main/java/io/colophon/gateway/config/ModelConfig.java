package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Modality;
import java.util.Optional;

/** Facts about a model that no provider reports. */
public record ModelConfig(
    @About("What it puts out.") Modality modality,
    @About("Name that is sent to the provider; absent: the key.") Optional<String> targetModel,
    @About("Size, for compute and energy; absent: unknown.") ParametersConfig parameters,
    @About("Accelerator that it runs on, such as h800; absent: unknown.") Optional<String> hardware,
    @Range(min = "1")
        @About("Most tokens of input and output together, such as 128k; absent: unknown.")
        Optional<Long> context,
    @About("Number under which the model is filed with its regulator; absent: not filed.")
        Optional<String> filing) {}
