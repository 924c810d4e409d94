package io.colophon.gateway.labels;

import io.colophon.labeling.policy.ContentFacts;
import io.colophon.labeling.policy.Medium;
import io.colophon.labeling.policy.TextShape;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Part;
import java.util.List;
import java.util.Locale;

/** What a request tells of its outputs, as far as labels depend on it. */
final class OutputFacts {
  private OutputFacts() {}

  /** What the outputs are. */
  static Medium medium(GenerationRequest request) {
    if (isText(request)) {
      return Medium.TEXT;
    }
    return switch (request.modality()) {
      case IMAGE -> Medium.IMAGE;
      case AUDIO -> Medium.SOUND;
      case VIDEO -> Medium.FILM;
      default -> Medium.TEXT;
    };
  }

  /** Whether it puts out words rather than a file. */
  static boolean isText(GenerationRequest request) {
    return request.modality() == Modality.TEXT
        || (request instanceof GenerationRequest.Audio audio
            && audio.kind() == GenerationRequest.AudioKind.TRANSCRIPTION);
  }

  /** Whether a medium is made out of media that somebody handed in. */
  static boolean carriesMedia(GenerationRequest request) {
    if (isText(request)) {
      return false;
    }
    if (request instanceof GenerationRequest.Image image
        && (image.source().isPresent() || !image.controls().isEmpty())) {
      return true;
    }
    if (request instanceof GenerationRequest.Audio audio && audio.source().isPresent()) {
      return true;
    }
    if (request instanceof GenerationRequest.Video video && video.firstFrame().isPresent()) {
      return true;
    }
    return request.prompt().messages().stream()
        .flatMap(message -> message.parts().stream())
        .anyMatch(Part.Media.class::isInstance);
  }

  /** What is known before anything was put out. */
  static ContentFacts of(GenerationRequest request) {
    List<Message> messages = request.prompt().messages();
    boolean opening =
        messages.stream().noneMatch(message -> message.role() == Message.Role.ASSISTANT);
    return ContentFacts.NONE.withOpening(opening).withChinese(isChinese(request));
  }

  /** The language of speech is that of its script; a text tells its own when it is there. */
  private static boolean isChinese(GenerationRequest request) {
    if (!(request instanceof GenerationRequest.Audio audio)) {
      return false;
    }
    if (audio.language().isPresent()) {
      return audio.language().get().toLowerCase(Locale.ROOT).startsWith("zh");
    }
    StringBuilder said = new StringBuilder();
    for (Message message : request.prompt().messages()) {
      if (message.role() == Message.Role.USER) {
        for (Part part : message.parts()) {
          if (part instanceof Part.Text text) {
            said.append(text.text()).append('\n');
          }
        }
      }
    }
    return TextShape.isChinese(said);
  }
}
