package io.colophon.gateway.fetch;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Every place of a request where a file can be. */
final class RequestMedia {

  private RequestMedia() {}

  /** Whether any of the request's files is still a link. Quick: most requests have no files. */
  static boolean hasLink(GenerationRequest request) {
    for (Message message : request.prompt().messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Media media && Links.isLink(media)) {
          return true;
        }
      }
    }
    if (request instanceof GenerationRequest.Image image) {
      return isLink(image.source())
          || isLink(image.mask())
          || image.controls().stream().anyMatch(Links::isLink);
    }
    if (request instanceof GenerationRequest.Audio audio) {
      return isLink(audio.source());
    }
    return request instanceof GenerationRequest.Video video && isLink(video.firstFrame());
  }

  private static boolean isLink(Optional<Part.Media> media) {
    return media.isPresent() && Links.isLink(media.get());
  }

  /**
   * The request with other files.
   *
   * @param change from the place, as {@code inputs[0].parts[1].media}, and the file to what shall
   *     stand there
   */
  static GenerationRequest map(
      GenerationRequest request, BiFunction<String, Part.Media, Part.Media> change) {
    Prompt prompt = map(request.prompt(), change);
    if (request instanceof GenerationRequest.Image image) {
      return map(image, prompt, change);
    }
    if (request instanceof GenerationRequest.Audio audio) {
      return new GenerationRequest.Audio(
          prompt,
          audio.kind(),
          audio.voice(),
          audio.format(),
          audio.speed(),
          audio.duration(),
          audio.language(),
          audio.seed(),
          audio.source().map(media -> change.apply("audio.source", media)));
    }
    if (request instanceof GenerationRequest.Video video) {
      return new GenerationRequest.Video(
          prompt,
          video.size(),
          video.duration(),
          video.framesPerSecond(),
          video.format(),
          video.seed(),
          video.firstFrame().map(media -> change.apply("video.first_frame", media)));
    }
    if (request instanceof GenerationRequest.Text text) {
      return new GenerationRequest.Text(
          prompt,
          text.maxTokens(),
          text.temperature(),
          text.topP(),
          text.stop(),
          text.seed(),
          text.jsonSchema(),
          text.tools());
    }
    return new GenerationRequest.Embedding(
        prompt, ((GenerationRequest.Embedding) request).dimensions());
  }

  private static GenerationRequest.Image map(
      GenerationRequest.Image image,
      Prompt prompt,
      BiFunction<String, Part.Media, Part.Media> change) {
    return new GenerationRequest.Image(
        prompt,
        image.size(),
        image.count(),
        image.format(),
        image.steps(),
        image.guidance(),
        image.seed(),
        image.negativePrompt(),
        image.source().map(media -> change.apply("image.source", media)),
        image.mask().map(media -> change.apply("image.mask", media)),
        image.strength(),
        image.controls().stream().map(media -> change.apply("image.controls", media)).toList());
  }

  private static Prompt map(Prompt prompt, BiFunction<String, Part.Media, Part.Media> change) {
    List<Message> messages = new ArrayList<>(prompt.messages().size());
    for (Message message : prompt.messages()) {
      List<Part> parts = new ArrayList<>(message.parts().size());
      for (Part part : message.parts()) {
        parts.add(
            part instanceof Part.Media media
                ? change.apply(
                    "inputs[" + messages.size() + "].parts[" + parts.size() + "].media", media)
                : part);
      }
      messages.add(new Message(message.role(), parts));
    }
    return new Prompt(prompt.model(), messages, prompt.adapters(), prompt.extensions());
  }
}
