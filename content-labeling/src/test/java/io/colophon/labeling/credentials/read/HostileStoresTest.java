package io.colophon.labeling.credentials.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.colophon.labeling.container.Range;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import io.colophon.labeling.credentials.read.ManifestReport.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores made to hurt: a verdict comes, soon, and in little memory. */
class HostileStoresTest {
  private static final TestSigner SIGNER = TestSigner.of(SignatureAlgorithm.ES256);

  /** The limit is 200 ms; a machine that does other things too gets five times as long. */
  private static final long MAX_MILLIS = 2000;

  private static final long MAX_BYTES = 200L << 20;

  @TempDir static Path folder;

  private static Path file;

  @BeforeAll
  static void file() throws IOException {
    file = Files.write(folder.resolve("file"), new byte[1000]);
    // Classes are loaded before anybody measures.
    validate(new Forge(SIGNER, 1).store(new byte[32], 10));
  }

  record Hostile(String name, byte[] store) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hostile> stores() {
    return Stream.of(
        new Hostile("nothing", new byte[0]),
        new Hostile("boxes in boxes", nested(1000)),
        new Hostile("100,000 boxes", many("free", 100_000)),
        new Hostile("50,000 manifests", many("jumb", 50_000)),
        new Hostile("claim that claims 2^31 bytes", claim(new byte[] {0x5A, 0x7F, -1, -1, -1})),
        new Hostile("claim that claims 2^60 items", claim(bytes(0x9B, 0x10, 0, 0, 0, 0, 0, 0, 0))),
        new Hostile("claim of a million lists", claim(filled(1 << 20, 0x81))),
        new Hostile("claim of ten million zeros", claim(list(10_000_000))),
        new Hostile("claim of a million tags", claim(filled(1 << 20, 0xC1))),
        new Hostile("20,000 references", references(20_000)),
        new Hostile("ingredients in a circle", circle()),
        new Hostile("certificate of nothing", chain(List.of(new byte[0]))),
        new Hostile("certificate of noise", chain(List.of(noise(5000)))),
        new Hostile("certificate of a megabyte", chain(List.of(new byte[1 << 20]))),
        new Hostile("certificate nested deeply", chain(List.of(der(20_000)))),
        new Hostile("5,000 certificates", chain(Collections.nCopies(5000, new byte[9]))),
        new Hostile("time stamp nested deeply", stamped(der(20_000))),
        new Hostile("time stamp of noise", stamped(noise(5000))),
        new Hostile("time stamp of nothing", stamped(new byte[0])),
        new Hostile("binding that leaves out everything", exclusions(0, 1000)),
        new Hostile("binding that leaves out 2^62 bytes", exclusions(1L << 62, 1L << 62)),
        new Hostile("binding with 30,000 exclusions", manyExclusions(30_000)));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void validate_hostileStore_isAVerdictInTimeAndMemory(Hostile it) throws IOException {
    com.sun.management.ThreadMXBean memory =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    long start = memory.getCurrentThreadCpuTime();
    ManifestReport report = validate(it.store());
    long millis = (memory.getCurrentThreadCpuTime() - start) / 1_000_000;
    assertThat(report.state()).isEqualTo(State.INVALID);
    assertThat(report.failures()).isNotEmpty();
    assertThat(millis).isLessThan(MAX_MILLIS);
    assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(MAX_BYTES);
  }

  @Test
  void validate_placeBeyondTheFile_isAVerdict() throws IOException {
    StorePlace place = StorePlace.of(new Range(900, 500), new Range(900, 500));
    try (Source source = Source.open(file)) {
      assertThat(validator().validate(source, place).failures()).containsExactly("general.error");
    }
  }

  @Test
  void validate_randomDamage_isAlwaysAVerdict() {
    byte[] right = new Forge(SIGNER, 1).store(new byte[32], 10);
    Random random = new Random(20261122);
    for (int i = 0; i < 500; i++) {
      byte[] store = right.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        store[random.nextInt(store.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(8) == 0 ? random.nextInt(store.length) : store.length;
      assertThatCode(() -> validate(Arrays.copyOf(store, length))).doesNotThrowAnyException();
    }
  }

  private static ManifestReport validate(byte[] store) throws IOException {
    try (Source source = Source.open(file)) {
      return validator().validate(source, store, List.of(new Range(0, 10)));
    }
  }

  private static ManifestValidator validator() {
    return new ManifestValidator(SIGNER.anchors(), Clock.systemUTC());
  }

  private static byte[] nested(int depth) {
    byte[] box = Boxes.box("cbor");
    for (int i = 0; i < depth; i++) {
      box = Boxes.superbox("c2pa", "c2pa", box);
    }
    return box;
  }

  private static byte[] many(String type, int count) {
    List<byte[]> boxes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boxes.add(type.equals("jumb") ? Boxes.superbox("c2ma", "m" + i) : Boxes.box(type));
    }
    return Boxes.superbox("c2pa", "c2pa", boxes);
  }

  private static byte[] claim(byte[] cbor) {
    Forge forge = new Forge(SIGNER, 1);
    forge.signedClaim = right -> cbor;
    return forge.store(new byte[32], 10);
  }

  private static byte[] references(int count) {
    Forge forge = new Forge(SIGNER, 1);
    forge.references =
        right -> {
          List<Object> list = new ArrayList<>(right);
          for (int i = 0; i < count; i++) {
            list.add(Map.of("url", "self#jumbf=c2pa.assertions/a" + i, "hash", new byte[32]));
          }
          return list;
        };
    return forge.store(new byte[32], 10);
  }

  private static byte[] circle() {
    Forge first = new Forge(SIGNER, 2);
    Forge second = new Forge(SIGNER, 3);
    second.ingredient("c2pa.ingredient.v3", "parentOf", new byte[9], first.label);
    first.ingredient("c2pa.ingredient.v3", "parentOf", new byte[9], second.label);
    first.type = "c2um";
    second.type = "c2um";
    first.bound = false;
    second.bound = false;
    first.ingredients.clear();
    first.ingredients.add(second.manifest());
    return first.store(new byte[32], 10);
  }

  private static byte[] chain(List<byte[]> certificates) {
    Forge forge = new Forge(SIGNER, 1);
    forge.cose =
        parts -> {
          List<Object> changed = new ArrayList<>(parts);
          changed.set(0, CborBytes.of(Map.of(1, -7, 33, certificates)));
          return new CborBytes.Tag(18, changed);
        };
    return forge.store(new byte[32], 10);
  }

  private static byte[] stamped(byte[] token) {
    Forge forge = new Forge(SIGNER, 1);
    forge.unprotected =
        signed -> Map.of("sigTst2", Map.of("tstTokens", List.of(Map.of("val", token))));
    return forge.store(new byte[32], 10);
  }

  private static byte[] exclusions(long start, long length) {
    Forge forge = new Forge(SIGNER, 1);
    forge.hash =
        map -> {
          map.put("exclusions", List.of(Map.of("start", start, "length", length)));
          return map;
        };
    return forge.store(new byte[32], 10);
  }

  private static byte[] manyExclusions(int count) {
    Forge forge = new Forge(SIGNER, 1);
    forge.hash =
        map -> {
          map.put("exclusions", Collections.nCopies(count, Map.of("start", 1, "length", 1)));
          return map;
        };
    return forge.store(new byte[32], 10);
  }

  private static byte[] der(int depth) {
    byte[] der = new byte[depth * 4];
    for (int i = 0; i < depth; i++) {
      int left = der.length - i * 4 - 4;
      der[i * 4] = 0x30;
      der[i * 4 + 1] = (byte) 0x82;
      der[i * 4 + 2] = (byte) (left >> 8);
      der[i * 4 + 3] = (byte) left;
    }
    return der;
  }

  private static byte[] list(int zeros) {
    byte[] list = new byte[zeros + 5];
    list[0] = (byte) 0x9A;
    list[1] = (byte) (zeros >> 24);
    list[2] = (byte) (zeros >> 16);
    list[3] = (byte) (zeros >> 8);
    list[4] = (byte) zeros;
    return list;
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    return noise;
  }
}
