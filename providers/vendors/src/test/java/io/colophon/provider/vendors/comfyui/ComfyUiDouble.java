package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.testkit.http.HttpDouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings for a ComfyUI on this machine, and things it says. */
final class ComfyUiDouble {
  /** The graph of ComfyUI's own example for its API, without what does not matter here. */
  static final String GRAPH =
      """
      {"3":{"class_type":"KSampler","inputs":{"cfg":8,"denoise":1,"latent_image":["5",0],
         "model":["4",0],"negative":["7",0],"positive":["6",0],"sampler_name":"euler",
         "scheduler":"normal","seed":8566257,"steps":20}},
       "4":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"m.safetensors"}},
       "5":{"class_type":"EmptyLatentImage","inputs":{"batch_size":1,"height":512,"width":512}},
       "6":{"class_type":"CLIPTextEncode","inputs":{"clip":["4",1],"text":"masterpiece"}},
       "7":{"class_type":"CLIPTextEncode","inputs":{"clip":["4",1],"text":"bad hands"}},
       "8":{"class_type":"VAEDecode","inputs":{"samples":["3",0],"vae":["4",2]}},
       "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"ComfyUI","images":["8",0]}},
       "10":{"class_type":"LoadImage","inputs":{"image":"example.png"}}}
      """;

  static final Map<String, String> INPUTS =
      Map.of(
          "prompt", "6.text",
          "negative-prompt", "7.text",
          "seed", "3.seed",
          "width", "5.width",
          "height", "5.height",
          "steps", "3.steps",
          "guidance", "3.cfg",
          "count", "5.batch_size",
          "source", "10.image",
          "strength", "3.denoise");

  private ComfyUiDouble() {}

  /** A graph in a file. */
  static Path file(Path folder, String name, String graph) {
    try {
      return Files.writeString(folder.resolve(name), graph);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ComfyUiConfig config(
      HttpDouble upstream, boolean progress, Map<String, WorkflowConfig> models) {
    return new ComfyUiConfig(
        URI.create(upstream.uri("/").toString()),
        Optional.empty(),
        progress,
        1,
        Duration.ofMillis(20),
        Timeouts.DEFAULTS,
        ConnectionConfig.DEFAULTS,
        models);
  }

  static WorkflowConfig painter(Path folder) {
    return new WorkflowConfig(
        file(folder, "graph.json", GRAPH),
        List.of(Ability.IMAGE, Ability.IMAGE_TO_IMAGE),
        INPUTS,
        Optional.empty());
  }

  /** A history with one run that went well and took 2,500 ms. */
  static String history(String id, String outputs) {
    return """
    {"%s":{"prompt":[1,"%s",{},{},["9"]],"outputs":%s,"status":{"status_str":"success",\
    "completed":true,"messages":[\
    ["execution_start",{"prompt_id":"%s","timestamp":1732000000000}],\
    ["execution_cached",{"nodes":[],"prompt_id":"%s","timestamp":1732000000003}],\
    ["execution_success",{"prompt_id":"%s","timestamp":1732000002500}]]}}}\
    """
        .formatted(id, id, outputs, id, id, id);
  }

  /** What a saving node says of one picture, beside a preview. */
  static String saved(String name) {
    return """
    {"9":{"images":[{"filename":"%s","subfolder":"a b","type":"output"}]},\
    "11":{"images":[{"filename":"preview.png","subfolder":"","type":"temp"}]}}\
    """
        .formatted(name);
  }
}
