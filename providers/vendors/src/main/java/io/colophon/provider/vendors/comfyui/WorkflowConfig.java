package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.spi.Ability;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph that is offered as a model.
 *
 * @param file the graph in ComfyUI's API format ("Export (API)" in its editor)
 * @param abilities what the graph does; all of one modality, never empty
 * @param inputs where a request's values go: from our names, as {@link Slots} lists them, to {@code
 *     node.input}, or several of these with commas between. What has no place is reported as
 *     dropped
 * @param output the node whose files are the result; absent: all files that are saved as output
 */
public record WorkflowConfig(
    Path file, List<Ability> abilities, Map<String, String> inputs, Optional<String> output) {
  public WorkflowConfig {
    abilities = List.copyOf(abilities);
    inputs = Map.copyOf(inputs);
  }
}
