package io.colophon.provider.triton;

import io.colophon.provider.spi.Parameter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model may take as an input tensor. The names are those of Triton's vLLM and TensorRT-LLM
 * models; a model with others says so in its configuration.
 */
enum Slot {
  PROMPT("text_input", null),
  /** All sampling parameters in one JSON object, as the vLLM backend has it. */
  SAMPLING_PARAMETERS("sampling_parameters", null),
  STREAM("stream", null),
  EXCLUDE_INPUT("exclude_input_in_output", null),
  RETURN_FINISH_REASON("return_finish_reason", null),
  RETURN_INPUT_TOKENS("return_num_input_tokens", null),
  RETURN_OUTPUT_TOKENS("return_num_output_tokens", null),
  MAX_TOKENS("max_tokens", Parameter.TEXT_MAX_TOKENS),
  TEMPERATURE("temperature", Parameter.TEXT_TEMPERATURE),
  TOP_P("top_p", Parameter.TEXT_TOP_P),
  STOP("stop_words", Parameter.TEXT_STOP),
  TEXT_SEED("random_seed", Parameter.TEXT_SEED),
  NEGATIVE_PROMPT("negative_prompt", Parameter.IMAGE_NEGATIVE_PROMPT),
  WIDTH("width", Parameter.IMAGE_SIZE),
  HEIGHT("height", Parameter.IMAGE_SIZE),
  COUNT("num_images", Parameter.IMAGE_COUNT),
  STEPS("steps", Parameter.IMAGE_STEPS),
  GUIDANCE("guidance_scale", Parameter.IMAGE_GUIDANCE),
  IMAGE_SEED("seed", Parameter.IMAGE_SEED),
  VOICE("voice", Parameter.AUDIO_VOICE),
  SPEED("speed", Parameter.AUDIO_SPEED),
  LANGUAGE("language", Parameter.AUDIO_LANGUAGE),
  DURATION("duration_seconds", Parameter.AUDIO_DURATION),
  AUDIO_SEED("seed", Parameter.AUDIO_SEED);

  private final String tensor;
  private final @Nullable Parameter parameter;

  Slot(String tensor, @Nullable Parameter parameter) {
    this.tensor = tensor;
    this.parameter = parameter;
  }

  /** The tensor's name where the configuration names no other. */
  String tensor() {
    return tensor;
  }

  /** What of a request it carries; empty for what is ours to set. */
  Optional<Parameter> parameter() {
    return Optional.ofNullable(parameter);
  }

  /** The key in the configuration, for instance {@code negative-prompt}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The slot with that key.
   *
   * @throws IllegalArgumentException if there is none; the message lists what exists
   */
  static Slot of(String key) {
    return Arrays.stream(values())
        .filter(slot -> slot.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "tensors has the key \""
                        + key
                        + "\", expected one of "
                        + Arrays.stream(values())
                            .map(Slot::key)
                            .collect(Collectors.joining(", "))));
  }
}
