package io.colophon.provider.testkit.http;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 and WebSocket server that says exactly what it is told, well-formed or not, and
 * remembers what it was asked. For tests: one thread for each connection, on a loopback port.
 *
 * <pre>{@code
 * try (HttpDouble upstream = HttpDouble.start()) {
 *   upstream.on("POST", "/v1/chat", Answer.events("data: {}\n\n", "data: [DONE]\n\n").cutEvery(3));
 *   ...
 *   assertThat(upstream.requests().get(0).header("authorization")).isEqualTo("Bearer key");
 * }
 * }</pre>
 */
public final class HttpDouble implements AutoCloseable {
  private static final String SOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3

  private final ServerSocket listener;
  private final boolean tls;
  private final Map<String, Function<Request, Answer>> answers = new ConcurrentHashMap<>();
  private final Map<String, SocketScript> sockets = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger awaited = new AtomicInteger();
  private final Semaphore closedByPeer = new Semaphore(0);
  private final Semaphore came = new Semaphore(0);

  private HttpDouble(ServerSocket listener, boolean tls) {
    this.listener = listener;
    this.tls = tls;
  }

  /** Listens on a free loopback port. */
  public static HttpDouble start() {
    return start(ServerSocketFactory.getDefault(), false);
  }

  /** Listens with TLS, with the sockets of an {@link javax.net.ssl.SSLContext}. */
  public static HttpDouble startTls(ServerSocketFactory factory) {
    return start(factory, true);
  }

  private static HttpDouble start(ServerSocketFactory factory, boolean tls) {
    try {
      HttpDouble made =
          new HttpDouble(
              factory.createServerSocket(0, 128, InetAddress.getByName("127.0.0.1")), tls);
      made.daemon("http-double", made::acceptAll);
      return made;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** The address of a path, which begins with a slash. */
  public URI uri(String path) {
    return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + port() + path);
  }

  /** The WebSocket address of a path, which begins with a slash. */
  public URI socketUri(String path) {
    return URI.create((tls ? "wss" : "ws") + "://127.0.0.1:" + port() + path);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /**
   * Says what to answer. Several answers are given one after the other, the last of them again and
   * again. A path that ends in {@code *} stands for all that begin so; the longest wins. Method
   * {@code *} stands for all methods. Requests without an answer get 404.
   */
  public HttpDouble on(String method, String path, Answer... inTurn) {
    AtomicInteger next = new AtomicInteger();
    return on(method, path, request -> inTurn[Math.min(next.getAndIncrement(), inTurn.length - 1)]);
  }

  /** Says how to answer; called on the connection's thread. */
  public HttpDouble on(String method, String path, Function<Request, Answer> answer) {
    answers.put(method + " " + path, answer);
    return this;
  }

  /** Takes WebSocket handshakes for a path and plays the script on each. */
  public HttpDouble onSocket(String path, SocketScript script) {
    sockets.put(path, script);
    return this;
  }

  /** All requests so far, in the order in which they came. */
  public List<Request> requests() {
    return new ArrayList<>(requests);
  }

  /** Waits for the next request that was not waited for yet, in their order; at most a minute. */
  public Request awaitRequest() throws InterruptedException {
    if (!came.tryAcquire(60, TimeUnit.SECONDS)) {
      throw new AssertionError("no request came within 60 seconds");
    }
    return requests.get(awaited.getAndIncrement());
  }

  /** How many connections were accepted so far. */
  public int connections() {
    return accepted.get();
  }

  /** Waits until the other side has closed one more connection; false after that time. */
  public boolean awaitClosedByPeer(long millis) throws InterruptedException {
    return closedByPeer.tryAcquire(millis, TimeUnit.MILLISECONDS);
  }

  /** Closes all connections, and keeps listening. */
  public void cutConnections() {
    open.forEach(HttpDouble::closeQuietly);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException unclosable) {
      throw new UncheckedIOException(unclosable);
    } finally {
      cutConnections();
    }
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        accepted.incrementAndGet();
        open.add(socket);
        if (listener.isClosed()) {
          closeQuietly(socket); // it came while close() looked elsewhere
        }
        daemon("http-double-connection", () -> serve(socket));
      } catch (IOException closed) {
        return; // this is how close() ends it
      }
    }
  }

  private void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      RequestReader reader = new RequestReader(in);
      for (Request request = reader.next(); request != null; request = reader.next()) {
        requests.add(request);
        came.release();
        SocketScript script = sockets.get(request.path());
        if (script != null && request.headers().containsKey("sec-websocket-key")) {
          upgrade(request, script, in, socket.getOutputStream());
          return;
        }
        if (!play(answer(request), in, socket.getOutputStream())) {
          return;
        }
      }
      closedByPeer.release();
    } catch (IOException gone) {
      closedByPeer.release();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private Answer answer(Request request) {
    @Nullable Function<Request, Answer> found = null;
    int length = -1;
    for (Map.Entry<String, Function<Request, Answer>> entry : answers.entrySet()) {
      String[] key = entry.getKey().split(" ", 2);
      boolean prefix = key[1].endsWith("*");
      String path = prefix ? key[1].substring(0, key[1].length() - 1) : key[1];
      boolean fits = prefix ? request.path().startsWith(path) : request.path().equals(path);
      int rank = path.length() * 4 + (prefix ? 0 : 2) + (key[0].equals("*") ? 0 : 1);
      if (fits && (key[0].equals("*") || key[0].equals(request.method())) && rank > length) {
        found = entry.getValue();
        length = rank;
      }
    }
    return found == null
        ? Answer.json(404, "{\"error\":\"nothing at " + request.path() + "\"}")
        : found.apply(request);
  }

  /** Whether the connection can take another request. */
  private static boolean play(Answer answer, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    if (!answer.isRaw()) {
      out.write(answer.head());
    }
    for (Answer.Step step : answer.steps()) {
      if (step instanceof Answer.Step.Write write) {
        byte[] bytes = write.bytes();
        if (answer.isChunked()) {
          out.write(
              (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
          out.write(bytes);
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
          out.write(bytes);
        }
        out.flush();
      } else if (step instanceof Answer.Step.Await await) {
        out.flush();
        await.latch().await();
      } else if (step instanceof Answer.Step.Stall) {
        out.flush();
        if (in.read() >= 0) {
          throw new IOException("a request came while the answer to another was stalled");
        }
        throw new IOException("the other side has gone");
      } else {
        out.flush();
        return false;
      }
    }
    if (answer.isChunked()) {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    out.flush();
    return true;
  }

  private void upgrade(Request request, SocketScript script, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    out.write(
        ("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
                + "sec-websocket-accept: "
                + accept(request.header("sec-websocket-key"))
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    script.run(request, new SocketSession(new DataInputStream(in), out));
  }

  private static String accept(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest((key + SOCKET_GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException unclosable) {
      throw new UncheckedIOException(unclosable);
    }
  }
}
