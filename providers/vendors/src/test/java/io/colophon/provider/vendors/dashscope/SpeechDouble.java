package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.Json;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.testkit.http.SocketScript;
import io.colophon.provider.testkit.http.SocketSession;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/**
 * The speech interface as documented at help.aliyun.com/zh/model-studio/cosyvoice-websocket-api.
 */
final class SpeechDouble implements SocketScript {
  private final byte[] audio;
  private final List<JsonNode> commands = new CopyOnWriteArrayList<>();
  private final List<String> credentials = new CopyOnWriteArrayList<>();

  SpeechDouble(byte[] audio) {
    this.audio = audio.clone();
  }

  List<JsonNode> commands() {
    return commands;
  }

  List<String> credentials() {
    return credentials;
  }

  static String event(String taskId, String event, String more, String payload) {
    return "{\"header\":{\"task_id\":\""
        + taskId
        + "\",\"event\":\""
        + event
        + "\",\"attributes\":{}"
        + more
        + "},\"payload\":"
        + payload
        + "}";
  }

  @Override
  public void run(Request handshake, SocketSession session) throws IOException {
    credentials.add(handshake.header("authorization"));
    String taskId = "";
    for (var frame = session.receive(); frame != null; frame = session.receive()) {
      if (frame.opcode() != SocketSession.TEXT) {
        return;
      }
      JsonNode command = Json.read(frame.text());
      commands.add(command);
      taskId = command.path("header").path("task_id").asString();
      switch (command.path("header").path("action").asString()) {
        case "run-task" -> session.text(event(taskId, "task-started", "", "{}"));
        case "finish-task" -> {
          speak(session, taskId);
          return;
        }
        default -> {} // text is collected
      }
    }
  }

  private void speak(SocketSession session, String taskId) throws IOException {
    int half = audio.length / 2;
    session.text(
        event(taskId, "result-generated", "", "{\"output\":{\"sentence\":{\"words\":[]}}}"));
    session.binary(java.util.Arrays.copyOf(audio, half));
    session.ping(new byte[] {1});
    session.text(
        event(
            taskId,
            "result-generated",
            "",
            "{\"output\":{\"sentence\":{}},\"usage\":{\"characters\":3}}"));
    session.binary(new byte[0]);
    session.binary(java.util.Arrays.copyOfRange(audio, half, audio.length));
    session.text(
        event(
            taskId,
            "task-finished",
            "",
            "{\"output\":{\"sentence\":{\"words\":[]}},\"usage\":{\"characters\":5}}"));
    while (session.receive() != null) {
      // until the other side has gone
    }
  }
}
