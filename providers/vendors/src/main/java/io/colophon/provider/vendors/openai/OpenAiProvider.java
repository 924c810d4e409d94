package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.Offers;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.vendors.chat.ChatAttempt;
import io.colophon.provider.vendors.chat.ChatHabits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;

/** One deployment of OpenAI's API, at OpenAI or at a host that speaks it. */
final class OpenAiProvider implements Provider {
  private final OpenAiHost host;
  private final HttpUpstream upstream;
  private final OpenAiConfig.TextApi textApi;
  private final ChatHabits habits;
  private final Offers offers;

  OpenAiProvider(String name, OpenAiConfig config, ProviderContext context) {
    this.host = new OpenAiHost(config);
    this.textApi = config.textApi();
    this.habits =
        new ChatHabits(
            config.preset().tokens().key(),
            true,
            ChatHabits.USUAL_EXTENSIONS,
            OpenAiFailures::inStream);
    this.offers = Offers.of(config.models(), OpenAiCapabilities.ALL);
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            answer -> OpenAiFailures.read(answer, context.clock()));
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Set<String> extensions() {
    return OpenAiCapabilities.ALL_EXTENSIONS;
  }

  @Override
  public Set<String> relays() {
    return Set.of(
        textApi == OpenAiConfig.TextApi.CHAT ? Dialects.OPENAI_CHAT : Dialects.OPENAI_RESPONSES);
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    Optional<ProviderException> refusal = offers.refusal(request);
    if (refusal.isPresent()) {
      return upstream.refuse(refusal.get());
    }
    return upstream.generate(options, attempt(request, options));
  }

  private Attempt attempt(GenerationRequest request, CallOptions options) {
    if (request instanceof GenerationRequest.Text text) {
      return textApi == OpenAiConfig.TextApi.CHAT
          ? new ChatAttempt(host.chat(), habits, text, options)
          : new ResponsesAttempt(host, text, options);
    }
    if (request instanceof GenerationRequest.Embedding embedding) {
      return new EmbeddingAttempt(host, embedding);
    }
    if (request instanceof GenerationRequest.Image image) {
      return new ImageAttempt(host, image);
    }
    if (request instanceof GenerationRequest.Audio audio) {
      if (audio.kind() == GenerationRequest.AudioKind.SPEECH) {
        return new SpeechAttempt(host, audio);
      }
      if (audio.kind() == GenerationRequest.AudioKind.TRANSCRIPTION) {
        return new TranscriptionAttempt(host, audio);
      }
    }
    return out ->
        out.fail(
            FailureKind.UNSUPPORTED,
            request.modality().id() + " of this kind is not offered by this host");
  }

  @Override
  public void close() {
    upstream.close();
  }
}
