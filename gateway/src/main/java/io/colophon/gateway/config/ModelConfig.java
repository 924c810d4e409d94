package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Interval;
import io.colophon.provider.spi.Modality;
import java.util.Optional;

/** Facts about a model that no provider reports. */
public record ModelConfig(
    @About("What it puts out.") Modality modality,
    @About("Name that is sent to the provider; absent: the key.") Optional<String> targetModel,
    @About("Size, for compute and energy; absent: unknown.") ParametersConfig parameters,
    @About(
            "Model card that tells what is publicly known, such as llama-3.1-70b;"
                + " absent: by the name that is sent to the provider.")
        Optional<String> card,
    @About("Accelerator that it runs on, such as h800 or a name under hardware; absent: unknown.")
        Optional<String> hardware,
    @About("How it is served.") ServingConfig serving,
    @About("How it is built, if it writes tokens; absent: as its card says.")
        Optional<TransformerConfig> transformer,
    @About("How it is built and run, if it makes pictures or films; absent: as its card says.")
        Optional<DiffusionConfig> diffusion,
    @About("FLOP for a second of sound, such as 0.4T, if it makes sound; absent: as its card says.")
        Optional<Interval> flopPerSoundSecond,
    @About("What a server with it sustains, as measured; absent: as its card says.")
        Optional<ThroughputConfig> throughput,
    @Range(min = "1")
        @About("Most tokens of input and output together, such as 128k; absent: unknown.")
        Optional<Long> context,
    @About("Number under which the model is filed with its regulator; absent: not filed.")
        Optional<String> filing) {}
