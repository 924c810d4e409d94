package io.colophon.provider.local.music;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Map;
import javax.sound.midi.MidiUnavailableException;
import javax.sound.midi.Soundbank;
import javax.sound.midi.Synthesizer;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;

/**
 * The JDK's software synthesizer as a source of samples. It lives in the package {@code
 * com.sun.media.sound}, which is open only to a JVM started with {@code --add-exports
 * java.desktop/com.sun.media.sound=ALL-UNNAMED}; a build for a release of Java cannot name it, so
 * it is reached by reflection, here and nowhere else.
 */
final class Gervill {
  private static final String PACKAGE = "com.sun.media.sound.";

  private Gervill() {}

  /** Whether this JVM has it and lets us use it. */
  static boolean isAvailable() {
    try {
      newSynthesizer();
      openStream();
      return true;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }

  /** Opens a synthesizer whose sound is read instead of played. */
  static Voices open(AudioFormat format, Map<String, Object> settings) throws IOException {
    try {
      Synthesizer synthesizer = newSynthesizer();
      Object stream = openStream().invoke(synthesizer, format, settings);
      return new Voices(synthesizer, (AudioInputStream) stream);
    } catch (InvocationTargetException e) {
      throw new IOException("the JDK's synthesizer cannot be opened", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IOException("this JVM does not open the JDK's synthesizer", e);
    }
  }

  /**
   * Computes the JDK's own soundbank, which takes about half a second, and writes it as an SF2
   * file.
   */
  static void writeBuiltInSoundbank(Path file) throws IOException {
    try {
      Class<?> bankType = Class.forName(PACKAGE + "EmergencySoundbank");
      Soundbank bank = (Soundbank) bankType.getMethod("createSoundbank").invoke(null);
      Class.forName(PACKAGE + "SF2Soundbank")
          .getMethod("save", java.io.File.class)
          .invoke(bank, file.toFile());
    } catch (InvocationTargetException e) {
      throw new IOException("the JDK's soundbank cannot be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IOException("this JVM does not open the JDK's synthesizer", e);
    }
  }

  private static Synthesizer newSynthesizer() throws ReflectiveOperationException {
    return (Synthesizer) Class.forName(PACKAGE + "SoftSynthesizer").getConstructor().newInstance();
  }

  private static Method openStream() throws ReflectiveOperationException {
    Class<?> type = Class.forName(PACKAGE + "AudioSynthesizer");
    Method method = type.getMethod("openStream", AudioFormat.class, Map.class);
    if (!type.getModule().isExported(type.getPackageName(), Gervill.class.getModule())) {
      throw new IllegalAccessException(type + " is not exported to " + Gervill.class.getModule());
    }
    return method;
  }

  /** An open synthesizer and the sound that it makes. */
  record Voices(Synthesizer synthesizer, AudioInputStream sound) implements AutoCloseable {
    javax.sound.midi.Receiver receiver() throws IOException {
      try {
        return synthesizer.getReceiver();
      } catch (MidiUnavailableException e) {
        throw new IOException("the JDK's synthesizer takes no notes", e);
      }
    }

    @Override
    public void close() {
      synthesizer.close();
    }
  }
}
