package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Translation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speech: {@code generateContent} with {@code speechConfig}. What comes is 16-bit PCM in little
 * endian, mono, as {@code audio/L16;codec=pcm;rate=24000} (documentation of speech generation);
 * callers get it as it is, or in a WAV file.
 */
final class SpeechBody {
  private static final Pattern RATE = Pattern.compile("rate=(\\d{4,6})");
  private static final int USUAL_RATE = 24_000;
  private static final int HEADER = 44;
  private static final Set<String> RAW = Set.of("audio/pcm", "audio/l16");
  private static final String WAV = "audio/wav";

  private SpeechBody() {}

  static byte[] write(GenerationRequest.Audio request, List<Translation> translations) {
    ObjectNode body = Json.object();
    Contents.write(request.prompt().messages(), body);
    Object safety = request.prompt().extensions().get("safety_settings");
    if (safety != null) {
      body.set("safetySettings", Json.tree(safety));
    }
    ObjectNode config = body.putObject("generationConfig");
    config.putArray("responseModalities").add("AUDIO");
    ObjectNode speech = Json.object();
    request
        .voice()
        .ifPresent(
            voice ->
                speech
                    .putObject("voiceConfig")
                    .putObject("prebuiltVoiceConfig")
                    .put("voiceName", voice));
    request.language().ifPresent(language -> speech.put("languageCode", language));
    if (!speech.isEmpty()) {
      config.set("speechConfig", speech);
    }
    request
        .seed()
        .ifPresent(seed -> config.put("seed", TextBody.seed32(seed, "audio.seed", translations)));
    request
        .format()
        .filter(format -> !RAW.contains(format) && !format.equals(WAV))
        .ifPresent(
            format ->
                translations.add(
                    new Translation(
                        "audio.format", Translation.Change.CLAMPED, format + " -> " + WAV)));
    return Json.write(body);
  }

  /** What is done to the samples that come. */
  static UnaryOperator<MediaAttempt.Media> finish(GenerationRequest.Audio request) {
    boolean raw = request.format().filter(RAW::contains).isPresent();
    return media -> {
      Matcher rate = RATE.matcher(media.mimeType());
      boolean samples =
          media.mimeType().regionMatches(true, 0, "audio/l16", 0, 9)
              || media.mimeType().startsWith("audio/pcm");
      if (!samples) {
        return media; // a file of its own kind
      }
      return raw
          ? new MediaAttempt.Media("audio/pcm", media.bytes())
          : new MediaAttempt.Media(
              WAV, wav(media.bytes(), rate.find() ? Integer.parseInt(rate.group(1)) : USUAL_RATE));
    };
  }

  /** A RIFF/WAVE file of 16-bit mono PCM (Microsoft, Multimedia Data Standards Update, 1994). */
  private static ByteBuffer wav(ByteBuffer samples, int rate) {
    int length = samples.remaining();
    ByteBuffer file = ByteBuffer.allocate(HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER - 8 + length);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    file.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(rate * 2);
    file.putShort((short) 2).putShort((short) 16);
    file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length);
    return file.put(samples.duplicate()).flip();
  }
}
