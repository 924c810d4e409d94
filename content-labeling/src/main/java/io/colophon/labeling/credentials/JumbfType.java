package io.colophon.labeling.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a JUMBF superbox holds, told by the 16 bytes at the start of its description box (ISO/IEC
 * 19566-5:2023 and C2PA 2.2, 11.1).
 */
public enum JumbfType {
  /** The manifest store. */
  STORE("c2pa"),
  /** A standard manifest. */
  MANIFEST("c2ma"),
  /** A standard manifest too, as later versions may write it (C2PA 2.4, 11.2.2). */
  MANIFEST_2("c2md"),
  /** An update manifest: says more about a file without new bytes. */
  UPDATE_MANIFEST("c2um"),
  /** A manifest whose boxes are compressed. */
  COMPRESSED_MANIFEST("c2cm"),
  /** The assertions of one manifest. */
  ASSERTION_STORE("c2as"),
  /** A claim. */
  CLAIM("c2cl"),
  /** The signature over a claim. */
  SIGNATURE("c2cs"),
  /** W3C credentials of the first versions. */
  CREDENTIAL_STORE("c2vc"),
  /** Data boxes of version 1.4 to 2.1. */
  DATABOX_STORE("c2db"),
  /** One content box {@code cbor}. */
  CBOR("cbor"),
  /** One content box {@code json}. */
  JSON("json"),
  /** A content box {@code uuid}. */
  UUID("uuid"),
  /** A file: content boxes {@code bfdb} and {@code bidb}. */
  EMBEDDED_FILE("40CB0C32BB8A489DA70B2AD6F47F4369");

  /** Label of the store. */
  public static final String STORE_LABEL = "c2pa";

  /** Label of the assertion store. */
  public static final String ASSERTIONS_LABEL = "c2pa.assertions";

  /** Label of a claim of version 2. */
  public static final String CLAIM_LABEL = "c2pa.claim.v2";

  /** Label of the signature box. */
  public static final String SIGNATURE_LABEL = "c2pa.signature";

  /** Bytes in a type. */
  public static final int BYTES = 16;

  /** In a description box: others may refer to the superbox by its label, and it has one. */
  public static final int REQUESTABLE_WITH_LABEL = 0x03;

  private static final String TAIL = "00110010800000AA00389B71";
  private static final int FOUR_LETTERS = 4;

  private final String hex;

  JumbfType(String type) {
    hex =
        type.length() == FOUR_LETTERS
            ? HexFormat.of().withUpperCase().formatHex(type.getBytes(StandardCharsets.US_ASCII))
                + TAIL
            : type;
  }

  /** The 16 bytes. */
  public byte[] uuid() {
    return HexFormat.of().parseHex(hex);
  }

  /** The type of these 16 bytes; empty when C2PA knows no such type. */
  public static Optional<JumbfType> of(byte[] uuid) {
    return Arrays.stream(values()).filter(type -> Arrays.equals(type.uuid(), uuid)).findFirst();
  }
}
