package io.colophon.metering.compute.card;

import io.colophon.metering.compute.Attention;
import io.colophon.metering.compute.Decoder;
import io.colophon.metering.compute.DiffusionTransformer;
import io.colophon.metering.compute.Encoder;
import io.colophon.metering.compute.FittedVideo;
import io.colophon.metering.compute.GroupedAttention;
import io.colophon.metering.compute.LatentAttention;
import io.colophon.metering.compute.Network;
import io.colophon.metering.compute.Recognizer;
import io.colophon.metering.compute.Sampling;
import io.colophon.metering.compute.SoundNetwork;
import io.colophon.metering.compute.Unet;
import io.colophon.metering.environment.DataFile;
import io.colophon.metering.figure.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads how a model is built: the one of the known forms that the row has. */
final class NetworkReader {
  private static final int USUAL_PATCH = 16;

  private NetworkReader() {}

  /** Null when the row says nothing of it. */
  static @Nullable Network network(JsonNode row) {
    if (row.has("decoder")) {
      return decoder(row.get("decoder"));
    }
    if (row.has("encoder")) {
      JsonNode encoder = row.get("encoder");
      return new Encoder(whole(encoder, "layers"), whole(encoder, "width"));
    }
    if (row.has("unet")) {
      JsonNode unet = row.get("unet");
      return new Unet(
          interval(unet, "tflop").times(1e12),
          unet.required("pixels").asDouble(),
          sampling(row.required("sampling")));
    }
    if (row.has("dit")) {
      return transformer(row.get("dit"), sampling(row.required("sampling")));
    }
    if (row.has("asr")) {
      return recognizer(row.get("asr"));
    }
    if (row.has("sound")) {
      return sound(row.get("sound"));
    }
    return row.has("fittedVideo") ? new FittedVideo(row.get("fittedVideo").asString()) : null;
  }

  private static Decoder decoder(JsonNode row) {
    Attention attention =
        row.has("latent")
            ? new LatentAttention(
                whole(row, "layers"),
                whole(row, "heads"),
                whole(row, "latent"),
                whole(row, "rope"),
                whole(row, "nope"),
                whole(row, "value"))
            : new GroupedAttention(
                whole(row, "layers"),
                whole(row, "heads"),
                whole(row, "kvHeads"),
                whole(row, "headSize"),
                row.path("windowedLayers").asInt(0),
                row.path("window").asInt(0));
    return new Decoder(
        attention, row.path("experts").asInt(0), row.path("expertsPerToken").asInt(0));
  }

  private static DiffusionTransformer transformer(JsonNode row, Sampling sampling) {
    int layers = whole(row, "layers");
    int width = whole(row, "width");
    Interval parameters = DataFile.interval(row, "parameters");
    return new DiffusionTransformer(
        parameters == null
            ? DiffusionTransformer.blockParameters(layers, width)
            : parameters.times(1e9),
        layers,
        width,
        whole(row, "textTokens"),
        row.path("pixelsPerToken").asInt(USUAL_PATCH),
        row.path("framesPerLatent").asInt(1),
        sampling);
  }

  private static Sampling sampling(JsonNode row) {
    Interval overhead = DataFile.interval(row, "overhead");
    return new Sampling(
        interval(row, "steps"),
        interval(row, "passes"),
        row.required("guided").asBoolean(),
        overhead == null ? Sampling.USUAL_OVERHEAD : overhead,
        whole(row, "width"),
        whole(row, "height"),
        Math.round(row.path("seconds").asDouble(0) * 1000),
        row.path("framesPerSecond").asInt(0));
  }

  private static Recognizer recognizer(JsonNode row) {
    return new Recognizer(
        row.required("windowSeconds").asDouble(),
        whole(row, "framesPerWindow"),
        part(row.required("encoder")),
        part(row.required("decoder")),
        interval(row, "tokensPerSecond"));
  }

  private static Recognizer.Part part(JsonNode row) {
    return new Recognizer.Part(
        interval(row, "parameters").times(1e9), whole(row, "layers"), whole(row, "width"));
  }

  private static SoundNetwork sound(JsonNode row) {
    List<SoundNetwork.Stage> stages = new ArrayList<>();
    for (JsonNode stage : row.required("stages")) {
      stages.add(
          stage.has("gflopPerSecond")
              ? new SoundNetwork.Counted(interval(stage, "gflopPerSecond").times(1e9))
              : new SoundNetwork.Tokens(
                  interval(stage, "parameters").times(1e9),
                  interval(stage, "perSecond"),
                  stage.required("sequential").asBoolean()));
    }
    return new SoundNetwork(stages, Math.round(row.path("usualSeconds").asDouble(0) * 1000));
  }

  private static int whole(JsonNode row, String name) {
    return row.required(name).asInt();
  }

  private static Interval interval(JsonNode row, String name) {
    return Objects.requireNonNull(DataFile.interval(row, name), name);
  }
}
