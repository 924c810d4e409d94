package io.colophon.gateway.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers each connection with the next of its answers, byte for byte, and hangs up. */
final class OneShotServer implements AutoCloseable {
  /** An answer after which the connection stays open. */
  static final byte[] SILENCE = {};

  private final ServerSocket listening;
  private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicBoolean hungUpOn = new AtomicBoolean();

  OneShotServer() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(this::serve, "one-shot-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  /** What it was asked, headers included. */
  List<String> requests() {
    return requests;
  }

  /** Whether a caller closed a connection on which nothing was answered. */
  boolean wasHungUpOn() {
    return hungUpOn.get();
  }

  OneShotServer then(byte[] answer) {
    answers.add(answer);
    return this;
  }

  OneShotServer then(String head, byte[] body) {
    byte[] start = head.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return then(whole);
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        answer(socket);
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(Socket socket) {
    Thread thread =
        new Thread(
            () -> {
              try {
                requests.add(head(socket.getInputStream()));
                byte[] answer = answers.take();
                if (answer == SILENCE) {
                  hungUpOn.set(socket.getInputStream().read() < 0);
                }
                socket.getOutputStream().write(answer);
                socket.close();
              } catch (IOException | InterruptedException gone) {
                requests.add("broken off: " + gone);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
