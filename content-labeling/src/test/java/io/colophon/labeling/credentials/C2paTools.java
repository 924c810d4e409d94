package io.colophon.labeling.credentials;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Readers of C2PA that others wrote: the reference implementation (c2pa-rs as WebAssembly, also as
 * a signer) and c2pa-ts. One node process answers for all tests of a run, a few milliseconds a
 * file. Thread-safe.
 */
public final class C2paTools {
  private static final Path SCRIPTS = Path.of("src/test/c2pa");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private static @Nullable Process node;
  private static @Nullable Writer questions;
  private static @Nullable BufferedReader answers;

  private C2paTools() {}

  /**
   * What a reader found.
   *
   * @param state {@code None} for a file without a manifest, {@code Invalid}, {@code Valid}, {@code
   *     Trusted}
   * @param active label of the active manifest
   * @param success good news about the active manifest
   * @param informational neither good nor bad
   * @param failure bad news about the active manifest
   * @param deltas failures of ingredients that were not there when they became ingredients
   * @param store the reader's own report as JSON; a null node for c2pa-ts
   */
  public record Reading(
      String state,
      String active,
      List<Entry> success,
      List<Entry> informational,
      List<Entry> failure,
      List<Entry> deltas,
      JsonNode store) {

    /** The codes of failures about the active manifest, in order. */
    public List<String> failures() {
      return failure.stream().map(Entry::code).toList();
    }

    /** Whether any finding about the active manifest has this code. */
    public boolean has(String code) {
      return Stream.of(success, informational, failure)
          .flatMap(List::stream)
          .anyMatch(entry -> entry.code().equals(code));
    }
  }

  /** One status code with the JUMBF address it is about. */
  public record Entry(String code, String url, String explanation) {}

  /** Skips the test where node or its packages are missing; fails with CI=true. */
  public static void require() {
    boolean installed = Files.isDirectory(SCRIPTS.resolve("node_modules/@trustnxt"));
    if (!installed && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("npm ci was not run in " + SCRIPTS);
    }
    Assumptions.assumeTrue(installed, "npm ci was not run in " + SCRIPTS);
  }

  /** The reference implementation, with nobody trusted and its own list of key usages. */
  public static Reading wasm(Path file, String mimeType) {
    return wasm(file, mimeType, "", List.of());
  }

  /** The reference implementation, trusting these certificates and its own list of key usages. */
  public static Reading wasm(Path file, String mimeType, String anchorsPem) {
    return wasm(file, mimeType, anchorsPem, List.of());
  }

  /**
   * The reference implementation.
   *
   * @param anchorsPem certificates to trust, one after the other; empty for none
   * @param ekus object ids of the key usages to accept; empty for the reader's own list
   */
  public static Reading wasm(Path file, String mimeType, String anchorsPem, List<String> ekus) {
    Map<String, Object> trust = new LinkedHashMap<>();
    if (!anchorsPem.isEmpty()) {
      trust.put("trust_anchors", anchorsPem);
    }
    if (!ekus.isEmpty()) {
      trust.put("trust_config", String.join("\n", ekus));
    }
    return reading(
        ask(
            Map.of(
                "ask",
                "wasm",
                "file",
                file.toAbsolutePath().toString(),
                "type",
                mimeType,
                "context",
                Map.of("trust", trust))));
  }

  /** The second opinion: JPEG, PNG, MP3 and HEIF only; knows no trust, so Valid is its best. */
  public static Reading ts(Path file) {
    return reading(ask(Map.of("ask", "ts", "file", file.toAbsolutePath().toString())));
  }

  /**
   * Has the reference implementation sign a copy of a file.
   *
   * @param manifestJson a manifest definition as c2pa-rs takes it
   * @param parent a file that becomes the parent ingredient; null for none
   * @param algorithm {@code es256}, {@code es384}, {@code es512}, {@code ps256}, {@code ps384},
   *     {@code ps512} or {@code ed25519}
   * @param keyPem PKCS#8
   * @param chainPem the signer's certificate first
   */
  public static void sign(
      Path file,
      String mimeType,
      String manifestJson,
      @Nullable Path parent,
      String algorithm,
      String keyPem,
      String chainPem,
      Path out) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("ask", "sign");
    question.put("file", file.toAbsolutePath().toString());
    question.put("type", mimeType);
    question.put("manifest", JSON.readTree(manifestJson));
    if (parent != null) {
      question.put("parent", parent.toAbsolutePath().toString());
    }
    question.put("algorithm", algorithm);
    question.put("keyPem", keyPem);
    question.put("chainPem", chainPem);
    question.put("out", out.toAbsolutePath().toString());
    ask(question);
  }

  /** The same with settings of the reference implementation's own, as JSON. */
  public static void signWith(
      String settingsJson,
      Path file,
      String mimeType,
      String manifestJson,
      String algorithm,
      String keyPem,
      String chainPem,
      Path out) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("ask", "sign");
    question.put("context", JSON.readTree(settingsJson));
    question.put("file", file.toAbsolutePath().toString());
    question.put("type", mimeType);
    question.put("manifest", JSON.readTree(manifestJson));
    question.put("algorithm", algorithm);
    question.put("keyPem", keyPem);
    question.put("chainPem", chainPem);
    question.put("out", out.toAbsolutePath().toString());
    ask(question);
  }

  private static Reading reading(JsonNode answer) {
    List<Entry> deltas = new ArrayList<>();
    answer.path("deltas").forEach(delta -> deltas.addAll(entries(delta.path("failure"))));
    return new Reading(
        answer.path("state").asString(),
        answer.path("active").asString(),
        entries(answer.path("success")),
        entries(answer.path("informational")),
        entries(answer.path("failure")),
        List.copyOf(deltas),
        answer.path("store"));
  }

  private static List<Entry> entries(JsonNode list) {
    List<Entry> entries = new ArrayList<>();
    list.forEach(
        entry ->
            entries.add(
                new Entry(
                    entry.path("code").asString(),
                    entry.path("url").asString(),
                    entry.path("explanation").asString())));
    return List.copyOf(entries);
  }

  private static synchronized JsonNode ask(Map<String, Object> question) {
    try {
      start();
      questions.write(JSON.writeValueAsString(question) + "\n");
      questions.flush();
      BufferedReader from = answers;
      String line =
          CompletableFuture.supplyAsync(() -> line(from)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new IllegalStateException("node ended at " + question);
      }
      JsonNode answer = JSON.readTree(line);
      if (answer.has("error")) {
        throw new IllegalStateException(answer.get("error").asString() + " at " + question);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("no answer to " + question, e);
    }
  }

  private static void start() throws IOException {
    if (node != null && node.isAlive()) {
      return;
    }
    Process process =
        new ProcessBuilder("node", SCRIPTS.resolve("serve.js").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Its input closes with this process, which ends it; a test that is killed leaves nothing.
    node = process;
    questions = process.outputWriter(StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static @Nullable String line(BufferedReader from) {
    try {
      return from.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
