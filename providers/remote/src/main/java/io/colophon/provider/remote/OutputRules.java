package io.colophon.provider.remote;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ProviderException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a plug-in's outputs, taken together. Each method throws MALFORMED_ANSWER for
 * what breaks it. Called by one thread at a time.
 */
final class OutputRules {
  private static final Pattern MIME_TYPE = Pattern.compile("[a-z]+/[a-z0-9][a-z0-9.+-]{0,99}");
  private static final int MOST_TOOL_CALLS = 1_024;

  private final GenerationRequest request;
  private final boolean wordsOnly;
  private final Set<String> tools = new HashSet<>();
  private final Set<String> calls = new HashSet<>();
  private long bytesLeft;
  private int outputs;
  private int vectors;
  private @Nullable String openMimeType;

  /**
   * @param mostBytes of text and media together
   */
  OutputRules(GenerationRequest request, long mostBytes) {
    this.request = request;
    this.bytesLeft = mostBytes;
    this.wordsOnly =
        request.modality() == Modality.TEXT
            || request instanceof GenerationRequest.Audio audio
                && audio.kind() == GenerationRequest.AudioKind.TRANSCRIPTION;
    if (request instanceof GenerationRequest.Text text) {
      text.tools().forEach(tool -> tools.add(tool.name()));
    }
  }

  void text(String text) {
    if (text.isEmpty()) {
      throw malformed("sent an empty piece of text");
    }
    if (request instanceof GenerationRequest.Embedding) {
      throw malformed("sent text for a request for vectors");
    }
    count(text.length());
  }

  void media(int index, String mimeType, int size, boolean last) {
    if (wordsOnly) {
      throw malformed("sent media for a request for words");
    }
    if (openMimeType == null) {
      if (!MIME_TYPE.matcher(mimeType).matches()) {
        throw malformed("sent a file of type \"" + Excerpt.of(mimeType) + "\"");
      }
      if (outputs >= mostOutputs()) {
        throw malformed("sent more than the " + mostOutputs() + " outputs asked for");
      }
    } else if (!mimeType.equals(openMimeType)) {
      throw malformed("changed the type of a file on the way");
    }
    if (index != outputs) {
      throw malformed("sent a piece of output " + index + ", expected output " + outputs);
    }
    if (size == 0 && !last) {
      throw malformed("sent an empty piece of a file");
    }
    count(size);
    openMimeType = last ? null : mimeType;
    outputs += last ? 1 : 0;
  }

  private int mostOutputs() {
    return request instanceof GenerationRequest.Image image ? image.count() : 1;
  }

  void toolCall(String id, String name, String arguments) {
    if (!tools.contains(name)) {
      throw malformed("called a tool that the request does not have");
    }
    if (calls.size() >= MOST_TOOL_CALLS || id.isEmpty() || !calls.add(id)) {
      throw malformed("called a tool with an id that is empty, used already, or one too many");
    }
    String object = arguments.strip();
    if (!object.startsWith("{") || !object.endsWith("}")) {
      throw malformed("called a tool with arguments that are no JSON object");
    }
    count(arguments.length());
  }

  void vector(int index, int length) {
    if (!(request instanceof GenerationRequest.Embedding)) {
      throw malformed("sent a vector that nobody asked for");
    }
    int texts = request.prompt().messages().size();
    if (index != vectors || index >= texts) {
      throw malformed(
          "sent the vector of text " + index + ", expected " + vectors + " of " + texts);
    }
    if (length == 0) {
      throw malformed("sent a vector without numbers");
    }
    count(4L * length);
    vectors++;
  }

  void finished(FinishReason reason) {
    if (openMimeType != null) {
      throw malformed("finished within output " + outputs);
    }
    if (!calls.isEmpty() && reason != FinishReason.TOOL_CALLS) {
      throw malformed("called tools and did not finish for tool calls");
    }
    if (request instanceof GenerationRequest.Embedding) {
      if (vectors != request.prompt().messages().size()) {
        throw malformed("finished after " + vectors + " vectors");
      }
    } else if (!wordsOnly && outputs == 0 && reason == FinishReason.STOP) {
      throw malformed("finished without a file");
    }
  }

  private void count(long bytes) {
    bytesLeft -= bytes;
    if (bytesLeft < 0) {
      throw malformed("sent more output than max-output-bytes");
    }
  }

  static ProviderException malformed(String what) {
    return new ProviderException(FailureKind.MALFORMED_ANSWER, "the plug-in " + what);
  }
}
