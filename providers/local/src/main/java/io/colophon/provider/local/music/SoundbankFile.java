package io.colophon.provider.local.music;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Soundbank;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the sounds of the instruments: the operator's SF2 file, or the JDK's own soundbank, which
 * is computed once and kept in the provider's cache directory rather than in the home directory.
 */
final class SoundbankFile {
  private static final Logger LOG = LoggerFactory.getLogger(SoundbankFile.class);

  private SoundbankFile() {}

  /**
   * @param chosen the operator's file; empty for the JDK's sounds
   * @param cacheDirectory exists and is writable
   * @throws IOException if the operator's file cannot be used, or the cache directory not written
   */
  static Soundbank load(Optional<Path> chosen, Path cacheDirectory) throws IOException {
    if (chosen.isPresent()) {
      return read(chosen.get());
    }
    Path kept = cacheDirectory.resolve("gervill-" + Runtime.version().feature() + ".sf2");
    if (Files.exists(kept)) {
      try {
        return read(kept);
      } catch (IOException e) {
        LOG.warn("The kept soundbank {} is damaged and is made again", kept, e);
      }
    }
    Path made = Files.createTempFile(cacheDirectory, "gervill-", ".sf2");
    try {
      Gervill.writeBuiltInSoundbank(made);
      Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(made);
    }
    return read(kept);
  }

  private static Soundbank read(Path file) throws IOException {
    try {
      return MidiSystem.getSoundbank(file.toFile());
    } catch (InvalidMidiDataException e) {
      throw new IOException(file + " is not an SF2 soundbank", e);
    }
  }
}
