package io.colophon.provider.local.speech;

import io.colophon.provider.local.audio.Loudness;
import io.colophon.provider.local.audio.PcmSink;
import io.colophon.provider.local.work.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One language of espeak-ng. Each text is one process, killed when the work is no longer wanted.
 * Its own computing is not seen, so no operations are counted.
 */
final class EspeakVoice implements SpeechEngine {
  private static final int SAMPLE_RATE = 22_050;
  static final int OWN_WORDS_PER_MINUTE = 175;
  private static final double GAIN = 1.3;

  /** A pipe takes this much without waiting for its reader (pipe(7), Linux). */
  private static final int PIPE_BYTES = 64 * 1024;

  private static final long POLL_NANOS = 2_000_000;
  private static final int BLOCK_BYTES = 32 * 1024;

  private final Path program;
  private final String language;

  EspeakVoice(Path program, String language) {
    this.program = program;
    this.language = language;
  }

  @Override
  public int sampleRate() {
    return SAMPLE_RATE;
  }

  @Override
  public void speak(String text, double speed, PcmSink sink, Work work) throws IOException {
    byte[] input = plain(text).getBytes(StandardCharsets.UTF_8);
    if (input.length > PIPE_BYTES) {
      throw new IOException(
          "the text has " + input.length + " bytes, expected at most " + PIPE_BYTES);
    }
    long wordsPerMinute = Math.round(OWN_WORDS_PER_MINUTE * speed);
    Process process =
        Espeak.start(
            List.of(
                program.toString(),
                "--stdin",
                "--stdout",
                "-z",
                "-b",
                "1",
                "-v",
                language,
                "-s",
                Long.toString(wordsPerMinute)));
    try {
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input);
      }
      WavStream wav = new WavStream(SAMPLE_RATE, new Loudness(sink, GAIN, 1));
      copy(process, wav, work);
      wav.end();
    } finally {
      process.destroyForcibly();
    }
  }

  private void copy(Process process, WavStream wav, Work work) throws IOException {
    InputStream stdout = process.getInputStream();
    byte[] block = new byte[BLOCK_BYTES];
    while (true) {
      work.checkpoint();
      // Asked before looking for bytes: what a process leaves behind at its end is still read.
      boolean ended = !process.isAlive();
      int available = stdout.available();
      if (available > 0) {
        int count = stdout.read(block, 0, Math.min(available, block.length));
        wav.write(block, count);
      } else if (ended) {
        break;
      } else {
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
    if (process.exitValue() != 0) {
      throw new IOException(program + " ended with exit code " + process.exitValue());
    }
  }

  /** Control characters and double brackets are commands to espeak-ng, not text. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == '[' || c == ']' ? ' ' : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }
}
