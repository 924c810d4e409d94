package io.colophon.labeling.provenance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the store of personal data: a value with its salt, or the note that it was erased.
 *
 * @param commitment what the tree holds
 * @param secret the value; null once erased
 * @param erased when and why; empty before
 */
record PersonalEntry(Hash commitment, @Nullable Secret secret, Optional<Erasure> erased) {
  private static final byte VALUE = 1;
  private static final byte ERASED = 2;

  static PersonalEntry of(Secret secret) {
    return new PersonalEntry(secret.commitment(), secret, Optional.empty());
  }

  PersonalEntry erase(Erasure erasure) {
    return new PersonalEntry(commitment, null, Optional.of(erasure));
  }

  ByteBuffer bytes() {
    if (secret != null) {
      return ByteBuffer.allocate(1 + Hash.BYTES + secret.salt().length + secret.value().length)
          .put(VALUE)
          .put(commitment.bytes())
          .put(secret.salt())
          .put(secret.value())
          .flip();
    }
    Erasure erasure = erased.orElseThrow();
    byte[] reason = erasure.reason().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + Hash.BYTES + Long.BYTES + reason.length)
        .put(ERASED)
        .put(commitment.bytes())
        .putLong(erasure.at().toEpochMilli())
        .put(reason)
        .flip();
  }

  static PersonalEntry read(ByteBuffer entry) throws IOException {
    ByteBuffer bytes = entry.duplicate();
    if (bytes.remaining() < 1 + Hash.BYTES + Long.BYTES) {
      throw new IOException("entry of personal data of " + bytes.remaining() + " bytes");
    }
    byte kind = bytes.get();
    byte[] hash = new byte[Hash.BYTES];
    bytes.get(hash);
    Hash commitment = Hash.of(hash);
    return switch (kind) {
      case VALUE -> {
        if (bytes.remaining() < Secret.SALT_BYTES) {
          throw new IOException("entry of personal data without a whole salt");
        }
        yield new PersonalEntry(commitment, Secret.at(bytes), Optional.empty());
      }
      case ERASED -> {
        Instant at = Instant.ofEpochMilli(bytes.getLong());
        String reason = StandardCharsets.UTF_8.decode(bytes).toString();
        yield new PersonalEntry(commitment, null, Optional.of(new Erasure(at, reason)));
      }
      default -> throw new IOException("entry of personal data of unknown kind " + kind);
    };
  }
}
