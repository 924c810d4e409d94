package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.WebSocket;
import io.colophon.provider.http.WebSocketReader;
import io.colophon.provider.spi.GenerationEvent;
import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Hears how far a graph is. What it hears is only news: the result is read from the history. Binary
 * messages are preview pictures and are ignored. On the event loop only.
 */
final class Listener implements WebSocketReader {
  private final Output out;
  private final int nodes;
  private final Runnable opened;
  private final Runnable moved;
  private final Set<String> done = new HashSet<>();
  private String run = "";
  private String current = "";
  private boolean running;
  private double told;

  /**
   * @param nodes how many nodes the graph has
   * @param opened is called when the server listens
   * @param moved is called when the graph has ended, well or not
   */
  Listener(Output out, int nodes, Runnable opened, Runnable moved) {
    this.out = out;
    this.nodes = nodes;
    this.opened = opened;
    this.moved = moved;
  }

  /** Says which run is ours, as soon as it is known and before anything is told of it. */
  void of(String id) {
    run = id;
  }

  /** Whether our graph was heard to run, and not to end. */
  boolean isRunning() {
    return running;
  }

  @Override
  public void opened(WebSocket socket) {
    opened.run();
  }

  @Override
  public void text(String text) {
    JsonNode message = Json.read(text);
    JsonNode data = message.path("data");
    if (run.isEmpty() || !data.path("prompt_id").stringValue("").equals(run)) {
      return;
    }
    switch (message.path("type").stringValue("")) {
      case "execution_start" -> running = true;
      case "execution_cached" ->
          data.path("nodes").values().forEach(node -> done.add(node.stringValue("")));
      case "executing" -> executing(data.path("node").stringValue(""));
      case "progress" -> {
        double most = data.path("max").asDouble(0);
        tell(most > 0 ? data.path("value").asDouble(0) / most : 0);
      }
      case "execution_success", "execution_error", "execution_interrupted" -> ended();
      default -> {} // executed, progress_state, and what is newer than this code
    }
  }

  // No node is the sign of the end that all versions give.
  private void executing(String node) {
    if (!current.isEmpty()) {
      done.add(current);
    }
    current = node;
    if (node.isEmpty()) {
      ended();
    } else {
      running = true;
      tell(0);
    }
  }

  private void ended() {
    running = false;
    moved.run();
  }

  private void tell(double ofNode) {
    double fraction = Math.min(0.99, (done.size() + Math.min(1, ofNode)) / nodes);
    if (fraction > told) {
      told = fraction;
      out.emit(new GenerationEvent.Progress(fraction));
    }
  }

  @Override
  public void binary(ByteBuf preview) {}

  @Override
  public void closed(int code, String reason) {
    // The graph goes on, and is asked after.
  }
}
