package io.colophon.provider.vendors.zhipu;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Zhipu's platform can do at most. Its chat knows neither seeds nor JSON schemas. */
final class ZhipuCapabilities {
  static final Set<Parameter> CHAT =
      Set.of(
          Parameter.TEXT_MAX_TOKENS,
          Parameter.TEXT_TEMPERATURE,
          Parameter.TEXT_TOP_P,
          Parameter.TEXT_STOP,
          Parameter.TEXT_TOOLS);

  static final Set<String> CHAT_EXTENSIONS =
      Set.of("tool_choice", "response_format", "thinking", "do_sample", "user_id");

  static final Set<String> IMAGE_EXTENSIONS = Set.of("quality", "user_id");

  static final Set<String> VIDEO_EXTENSIONS = Set.of("quality", "with_audio", "user_id");

  private static final Optional<String> KNOB = Optional.of("watermark_enabled");

  static final List<Capability> ALL =
      List.of(
          text(Ability.TEXT),
          text(Ability.TOOLS),
          text(Ability.IMAGE_UNDERSTANDING),
          new Capability(Ability.IMAGE, Set.of(Parameter.IMAGE_SIZE), false, false, true, KNOB),
          new Capability(
              Ability.VIDEO,
              Set.of(Parameter.VIDEO_SIZE, Parameter.VIDEO_DURATION, Parameter.VIDEO_FPS),
              false,
              true,
              false,
              KNOB),
          new Capability(
              Ability.IMAGE_TO_VIDEO,
              Set.of(
                  Parameter.VIDEO_SIZE,
                  Parameter.VIDEO_DURATION,
                  Parameter.VIDEO_FPS,
                  Parameter.VIDEO_FIRST_FRAME),
              false,
              true,
              false,
              KNOB));

  private ZhipuCapabilities() {}

  private static Capability text(Ability ability) {
    return new Capability(ability, CHAT, true, false, true, Optional.empty());
  }
}
