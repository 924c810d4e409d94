package io.colophon.labeling.credentials.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/**
 * Makes signed PNG files for tests, right ones and, on request, wrong ones: every part can be
 * changed before what stands above it is hashed and signed. Written from the specification, with
 * nothing of the code that signs or validates.
 */
final class Forge {
  static final String AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

  private static final int PNG_HEAD = 33;

  final String label;
  final Map<String, Object> claim = new LinkedHashMap<>();
  final Map<String, Object> assertions = new LinkedHashMap<>();
  final List<byte[]> ingredients = new ArrayList<>();
  TestSigner signer;
  String type = "c2ma";
  String claimLabel = "c2pa.claim.v2";
  boolean bound = true;
  Function<Map<String, Object>, Map<String, Object>> hash = map -> map;
  UnaryOperator<List<Object>> references = list -> list;
  UnaryOperator<byte[]> signedClaim = bytes -> bytes;
  Function<List<Object>, Object> cose = parts -> new CborBytes.Tag(18, parts);
  UnaryOperator<List<byte[]>> parts = list -> list;
  UnaryOperator<byte[]> store = bytes -> bytes;
  Function<byte[], Map<String, Object>> unprotected = signature -> new LinkedHashMap<>();

  Forge(TestSigner signer, int number) {
    this.signer = signer;
    this.label = "urn:c2pa:" + new UUID(0x4000L | number, 0x8000000000000000L | number);
    claim.put("instanceID", "xmp:iid:" + new UUID(1, number));
    claim.put("claim_generator_info", Map.of("name", "Forge"));
    claim.put("signature", "self#jumbf=/c2pa/" + label + "/c2pa.signature");
    claim.put("alg", "sha256");
    actions(Map.of("action", "c2pa.created", "digitalSourceType", AI));
  }

  @SafeVarargs
  final Forge actions(Map<String, Object>... actions) {
    assertions.put("c2pa.actions.v2", Map.of("actions", List.of(actions)));
    return this;
  }

  Forge with(String name, Object content) {
    assertions.put(name, content);
    return this;
  }

  /** Adds an ingredient with its manifest, as version 3 has it. */
  Forge ingredient(String name, String relationship, byte[] manifest, String manifestLabel) {
    ingredients.add(manifest);
    Map<String, Object> says = new LinkedHashMap<>();
    says.put("relationship", relationship);
    says.put("dc:title", "parent");
    says.put(
        "validationResults",
        Map.of(
            "activeManifest",
            Map.of("success", List.of(), "informational", List.of(), "failure", List.of())));
    says.put(
        "activeManifest",
        Map.of(
            "url",
            "self#jumbf=/c2pa/" + manifestLabel,
            "alg",
            "sha256",
            "hash",
            sha256(Boxes.hashed(manifest))));
    Map<String, Object> signature = new LinkedHashMap<>();
    signature.put("url", "self#jumbf=/c2pa/" + manifestLabel + "/c2pa.signature");
    signature.put("alg", "sha256");
    signature.put("hash", new byte[32]);
    says.put("claimSignature", signature);
    assertions.put(name, says);
    return this;
  }

  /** A copy of a PNG with the manifest in it, right before its data. */
  Path png(Path plain, Path out) throws IOException {
    byte[] file = Files.readAllBytes(plain);
    byte[] before = java.util.Arrays.copyOf(file, PNG_HEAD);
    byte[] after = java.util.Arrays.copyOfRange(file, PNG_HEAD, file.length);
    int size = store(new byte[32], 0).length;
    // The length of the exclusion takes as many bytes as that of the final store.
    int unit = store(new byte[32], size + 12).length + 12;
    MessageDigest digest = digest();
    digest.update(before);
    byte[] chunk = chunk(store(digest.digest(after), unit));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(before);
    bytes.writeBytes(chunk);
    bytes.writeBytes(after);
    return Files.write(out, bytes.toByteArray());
  }

  /** The manifest alone, to become an ingredient. */
  byte[] manifest() {
    return manifest(new byte[32], 100);
  }

  /** The whole store, bound to a hash. */
  byte[] store(byte[] sha256, int unit) {
    List<byte[]> manifests = new ArrayList<>(ingredients);
    manifests.add(manifest(sha256, unit));
    return store.apply(Boxes.superbox("c2pa", "c2pa", manifests));
  }

  private byte[] manifest(byte[] sha256, int unit) {
    Map<String, byte[]> boxes = new LinkedHashMap<>();
    assertions.forEach((name, content) -> boxes.put(name, assertion(name, content)));
    if (bound) {
      Map<String, Object> says = new LinkedHashMap<>();
      says.put("exclusions", List.of(Map.of("start", PNG_HEAD, "length", unit)));
      says.put("alg", "sha256");
      says.put("hash", sha256);
      says.put("pad", new byte[8]);
      boxes.put("c2pa.hash.data", assertion("c2pa.hash.data", hash.apply(says)));
    }
    List<Object> created = new ArrayList<>();
    boxes.forEach(
        (name, box) ->
            created.add(
                Map.of(
                    "url",
                    "self#jumbf=c2pa.assertions/" + name,
                    "hash",
                    sha256(Boxes.hashed(box)))));
    Map<String, Object> all = new LinkedHashMap<>(claim);
    all.put(
        claimLabel.endsWith("v2") ? "created_assertions" : "assertions", references.apply(created));
    byte[] bytes = CborBytes.of(all);
    return Boxes.superbox(
        type,
        label,
        parts.apply(
            new ArrayList<>(
                List.of(
                    Boxes.superbox("c2as", "c2pa.assertions", List.copyOf(boxes.values())),
                    Boxes.superbox("c2cl", claimLabel, Boxes.box("cbor", signedClaim.apply(bytes))),
                    Boxes.superbox(
                        "c2cs", "c2pa.signature", Boxes.box("cbor", signature(bytes)))))));
  }

  private byte[] signature(byte[] claimBytes) {
    List<Object> chain = new ArrayList<>();
    for (X509Certificate certificate : signer.chain()) {
      try {
        chain.add(certificate.getEncoded());
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException(e);
      }
    }
    Map<Object, Object> header = new LinkedHashMap<>();
    header.put(1, signer.cose());
    header.put(33, chain.size() == 1 ? chain.get(0) : chain);
    byte[] protectedHeader = CborBytes.of(header);
    byte[] signature =
        signer.sign(CborBytes.of(List.of("Signature1", protectedHeader, new byte[0], claimBytes)));
    return CborBytes.of(
        cose.apply(
            new ArrayList<>(
                List.of(
                    protectedHeader,
                    unprotected.apply(
                        CborBytes.of(
                            List.of(
                                "CounterSignature",
                                protectedHeader,
                                new byte[0],
                                CborBytes.of(signature)))),
                    CborBytes.Null.NULL,
                    signature))));
  }

  private static byte[] assertion(String name, Object content) {
    return content instanceof byte[] json
        ? Boxes.superbox("json", name, Boxes.box("json", json))
        : Boxes.superbox("cbor", name, Boxes.box("cbor", CborBytes.of(content)));
  }

  private static byte[] chunk(byte[] data) {
    byte[] type = "caBX".getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(data);
    return ByteBuffer.allocate(data.length + 12)
        .putInt(data.length)
        .put(type)
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  static byte[] sha256(byte[] bytes) {
    return digest().digest(bytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
