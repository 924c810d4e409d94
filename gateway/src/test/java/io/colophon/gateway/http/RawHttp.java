package io.colophon.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One connection whose bytes the test writes itself; answers are read strictly. */
public final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  public static RawHttp to(int port) throws IOException {
    return to(port, 0);
  }

  /**
   * @param receiveBuffer of the socket; 0 for what the system takes
   */
  public static RawHttp to(int port, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return new RawHttp(socket);
  }

  /**
   * What the server said.
   *
   * @param headers names in lower case
   */
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, UTF_8);
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  public RawHttp send(String bytes) throws IOException {
    return send(bytes.getBytes(UTF_8));
  }

  public RawHttp send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends a whole POST of JSON. */
  public RawHttp post(String path, String json, String... headerLines) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: test\r\n");
    for (String line : headerLines) {
      head.append(line).append("\r\n");
    }
    head.append("content-type: application/json\r\ncontent-length: " + body.length + "\r\n\r\n");
    send(head.toString());
    return send(body);
  }

  /** The next answer, whole. */
  public Answer answer() throws IOException {
    Answer head = head();
    return new Answer(head.status(), head.headers(), body(head));
  }

  /** First line and headers of the next answer. */
  public Answer head() throws IOException {
    String first = line();
    if (!first.startsWith("HTTP/1.1 ")) {
      throw new IOException("no answer begins with \"" + first + "\"");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    String line;
    while (!(line = line()).isEmpty()) {
      int colon = line.indexOf(':');
      String before =
          headers.put(
              line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      if (before != null) {
        throw new IOException("twice: " + line);
      }
    }
    return new Answer(Integer.parseInt(first.substring(9, 12)), headers, new byte[0]);
  }

  private byte[] body(Answer head) throws IOException {
    if (head.status() == 204 || head.status() == 100) {
      return new byte[0];
    }
    if (head.header("transfer-encoding").equals("chunked")) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] chunk;
      while ((chunk = chunk()).length > 0) {
        all.writeBytes(chunk);
      }
      return all.toByteArray();
    }
    return bytes(Integer.parseInt(head.headers().get("content-length")));
  }

  /** The next chunk; empty at the end. */
  public byte[] chunk() throws IOException {
    byte[] chunk = bytes(Integer.parseInt(line(), 16));
    String end = line();
    if (!end.isEmpty()) {
      throw new IOException("after a chunk: " + end);
    }
    return chunk;
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException(bytes.length + " bytes of " + count);
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b;
    while ((b = in.read()) != '\n') {
      if (b < 0) {
        throw new EOFException("the connection ended after \"" + line.toString(ISO_8859_1) + "\"");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }

  /** Whether the server has nothing more to say and says so. */
  public boolean endsNow() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  public void finishSending() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
