package io.colophon.gateway.cli;

import io.colophon.v1.Modality;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code --modality} takes: the four modalities, and the sorts of audio by name. */
enum OutputKind {
  TEXT(Modality.MODALITY_TEXT),
  IMAGE(Modality.MODALITY_IMAGE),
  SPEECH(Modality.MODALITY_AUDIO),
  MUSIC(Modality.MODALITY_AUDIO),
  AUDIO(Modality.MODALITY_AUDIO),
  VIDEO(Modality.MODALITY_VIDEO);

  private final Modality modality;

  OutputKind(Modality modality) {
    this.modality = modality;
  }

  Modality modality() {
    return modality;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static OutputKind parse(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.id().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "--modality is '"
                        + text
                        + "', expected one of "
                        + Arrays.stream(values())
                            .map(OutputKind::id)
                            .collect(Collectors.joining(", "))));
  }
}
