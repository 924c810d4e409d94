package io.colophon.gateway.cli;

import io.colophon.v1.AudioKind;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.Media;
import io.colophon.v1.Message;
import io.colophon.v1.Part;
import io.colophon.v1.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns what a command line says into a request.
 *
 * @param kind what to put out
 * @param prompt empty for none
 * @param model empty for the route that names no model
 * @param files in their order
 * @param parameters as {@code name=value}
 */
record RequestOptions(
    OutputKind kind, String prompt, String model, List<Path> files, List<String> parameters) {

  GenerateRequest toRequest() throws IOException {
    GenerateRequest.Builder request =
        GenerateRequest.newBuilder().setModel(model).setOutputModality(kind.modality());
    ParameterOptions.apply(kind, parameters, request);
    Message.Builder message = Message.newBuilder().setRole(Role.ROLE_USER);
    if (!prompt.isEmpty()) {
      message.addParts(Part.newBuilder().setText(prompt));
    }
    for (int i = 0; i < files.size(); i++) {
      Media media = MediaSniffer.read(files.get(i));
      switch (kind) {
        case TEXT -> message.addParts(Part.newBuilder().setMedia(media));
        case IMAGE -> {
          if (i == 0) {
            request.getImageBuilder().setSource(media);
          } else {
            request.getImageBuilder().addControls(media);
          }
        }
        case VIDEO -> {
          one();
          request.getVideoBuilder().setFirstFrame(media);
        }
        case SPEECH, MUSIC, AUDIO -> {
          one();
          if (request.getAudio().getKind() != AudioKind.AUDIO_KIND_TRANSCRIPTION) {
            throw new UsageException(
                "--in is for --modality audio --param kind=transcription, or for text, image and"
                    + " video");
          }
          request.getAudioBuilder().setSource(media);
        }
      }
    }
    if (message.getPartsCount() > 0) {
      request.addInputs(message);
    }
    return request.build();
  }

  private void one() {
    if (files.size() > 1) {
      throw new UsageException("--in is given " + files.size() + " times, expected once");
    }
  }
}
