package io.colophon.provider.triton;

import com.google.protobuf.ByteString;
import inference.InferParameter;
import inference.ModelInferRequest;
import inference.ModelMetadataResponse;
import inference.ModelMetadataResponse.TensorMetadata;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request as the tensors that a model has by its own metadata. Parameters for which it has
 * no tensor are left out and reported. Used once.
 */
final class InputWriter {
  private final GenerationRequest request;
  private final TritonModel model;
  private final Map<Slot, String> names;
  private final Map<String, TensorMetadata> inputs = new HashMap<>();
  private final Set<Parameter> sent = EnumSet.noneOf(Parameter.class);
  private final ModelInferRequest.Builder out = ModelInferRequest.newBuilder();

  InputWriter(GenerationRequest request, TritonModel model, ModelMetadataResponse metadata) {
    this.request = request;
    this.model = model;
    this.names = model.names();
    metadata.getInputsList().forEach(tensor -> inputs.put(tensor.getName(), tensor));
  }

  /**
   * Writes it.
   *
   * @param id repeated in the responses
   * @throws ProviderException UNSUPPORTED if the model's tensors cannot take the request
   */
  ModelInferRequest write(String id) {
    out.setModelName(request.prompt().model().name()).setId(id);
    model.version().ifPresent(out::setModelVersion);
    if (model.decoupled()) {
      out.putParameters(
          "triton_enable_empty_final_response",
          InferParameter.newBuilder().setBoolParam(true).build());
    }
    prompt();
    Map<Slot, Object> values = values();
    if (request instanceof GenerationRequest.Text text) {
      values.put(Slot.STREAM, model.decoupled());
      values.put(Slot.EXCLUDE_INPUT, true);
      values.put(Slot.RETURN_FINISH_REASON, true);
      values.put(Slot.RETURN_INPUT_TOKENS, true);
      values.put(Slot.RETURN_OUTPUT_TOKENS, true);
      if (has(Slot.SAMPLING_PARAMETERS)) {
        values.keySet().removeIf(slot -> slot.parameter().isPresent());
        values.put(Slot.SAMPLING_PARAMETERS, SamplingJson.of(text));
        sent.addAll(SamplingJson.CARRIES);
      }
    }
    values.forEach(this::put);
    return out.build();
  }

  /** What of the request was not sent; to be asked for after {@link #write}. */
  List<Translation> dropped() {
    List<Translation> dropped = new ArrayList<>();
    for (Parameter set : Parameter.setOn(request)) {
      if (!sent.contains(set)) {
        dropped.add(translation(set.id(), "the model has no such input"));
      }
    }
    for (String key : request.prompt().extensions().keySet()) {
      dropped.add(translation("extensions." + key, "the target has no such parameter"));
    }
    return dropped;
  }

  private static Translation translation(String parameter, String detail) {
    return new Translation(parameter, Translation.Change.DROPPED, detail);
  }

  private boolean has(Slot slot) {
    return inputs.containsKey(names.get(slot));
  }

  private void prompt() {
    List<String> texts = PromptText.of(request);
    TensorMetadata tensor = inputs.get(names.get(Slot.PROMPT));
    if (tensor == null || !tensor.getDatatype().equals("BYTES")) {
      throw unsupported(
          "has no input "
              + names.get(Slot.PROMPT)
              + " of type BYTES; it has "
              + inputs.keySet().stream().sorted().toList());
    }
    add(tensor, shape(tensor, texts.size()), RawTensor.ofTexts(texts));
  }

  private void put(Slot slot, Object value) {
    TensorMetadata tensor = inputs.get(names.get(slot));
    if (tensor == null) {
      return;
    }
    List<?> items = value instanceof List<?> list ? list : List.of(value);
    ByteString raw = raw(items, tensor.getDatatype());
    if (raw != null) {
      add(tensor, shape(tensor, items.size()), raw);
      slot.parameter().ifPresent(sent::add);
    }
  }

  private static @Nullable ByteString raw(List<?> items, String datatype) {
    if (datatype.equals("BYTES")) {
      return RawTensor.ofTexts(items.stream().map(String::valueOf).toList());
    }
    Object first = items.get(0);
    Optional<ByteString> raw = Optional.empty();
    if (first instanceof Boolean truth) {
      raw = RawTensor.ofWhole(truth ? 1 : 0, datatype);
    } else if (first instanceof Long whole) {
      raw = RawTensor.ofWhole(whole, datatype);
    } else if (first instanceof Double number) {
      raw = RawTensor.ofNumber(number, datatype);
    }
    return raw.orElse(null);
  }

  /** The tensor's shape for so many elements: the first or last open dimension takes them all. */
  private List<Long> shape(TensorMetadata tensor, int elements) {
    List<Long> shape = new ArrayList<>(tensor.getShapeList());
    boolean batch = request instanceof GenerationRequest.Embedding;
    int open = batch ? shape.indexOf(-1L) : shape.lastIndexOf(-1L);
    shape.replaceAll(side -> side < 0 ? 1 : side);
    if (open >= 0) {
      shape.set(open, (long) elements);
    }
    long places = shape.stream().reduce(1L, Math::multiplyExact);
    if (places != elements) {
      throw unsupported(
          "takes "
              + tensor.getShapeList()
              + " as "
              + tensor.getName()
              + ", the request has "
              + elements);
    }
    return shape;
  }

  private void add(TensorMetadata tensor, List<Long> shape, ByteString raw) {
    out.addInputs(
        ModelInferRequest.InferInputTensor.newBuilder()
            .setName(tensor.getName())
            .setDatatype(tensor.getDatatype())
            .addAllShape(shape));
    out.addRawInputContents(raw);
  }

  private ProviderException unsupported(String what) {
    return new ProviderException(
        FailureKind.UNSUPPORTED, "model " + request.prompt().model().name() + " " + what);
  }

  private Map<Slot, Object> values() {
    Map<Slot, Object> values = new EnumMap<>(Slot.class);
    if (request instanceof GenerationRequest.Text in) {
      in.maxTokens().ifPresent(n -> values.put(Slot.MAX_TOKENS, (long) n));
      in.temperature().ifPresent(t -> values.put(Slot.TEMPERATURE, t));
      in.topP().ifPresent(p -> values.put(Slot.TOP_P, p));
      in.seed().ifPresent(seed -> values.put(Slot.TEXT_SEED, seed));
      if (!in.stop().isEmpty()) {
        values.put(Slot.STOP, in.stop());
      }
    } else if (request instanceof GenerationRequest.Image in) {
      in.size()
          .ifPresent(
              size -> {
                values.put(Slot.WIDTH, (long) size.width());
                values.put(Slot.HEIGHT, (long) size.height());
              });
      values.put(Slot.COUNT, (long) in.count());
      in.steps().ifPresent(n -> values.put(Slot.STEPS, (long) n));
      in.guidance().ifPresent(g -> values.put(Slot.GUIDANCE, g));
      in.seed().ifPresent(seed -> values.put(Slot.IMAGE_SEED, seed));
      in.negativePrompt().ifPresent(text -> values.put(Slot.NEGATIVE_PROMPT, text));
    } else if (request instanceof GenerationRequest.Audio in) {
      in.voice().ifPresent(voice -> values.put(Slot.VOICE, voice));
      in.speed().ifPresent(speed -> values.put(Slot.SPEED, speed));
      in.language().ifPresent(language -> values.put(Slot.LANGUAGE, language));
      in.duration().ifPresent(d -> values.put(Slot.DURATION, d.toMillis() / 1000.0));
      in.seed().ifPresent(seed -> values.put(Slot.AUDIO_SEED, seed));
    }
    return values;
  }
}
