package io.colophon.labeling;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small labelled files of every format that our own code can write without other programs. */
enum SmallFile {
  PNG {
    @Override
    Path make(Path directory) throws Exception {
      Path input = LabelFixtures.png(directory.resolve("in"), "hills", 48, 40);
      return label(directory, input, "image/png");
    }
  },
  JPEG {
    @Override
    Path make(Path directory) throws Exception {
      return picture(directory, "jpeg");
    }
  },
  WEBP {
    @Override
    Path make(Path directory) throws Exception {
      return picture(directory, "webp");
    }
  },
  WAV {
    @Override
    Path make(Path directory) throws Exception {
      Path input = directory.resolve("in");
      byte[] head = "RIFF\64\0\0\0WAVEfmt \20\0\0\0\1\0\1\0".getBytes(StandardCharsets.ISO_8859_1);
      ByteBuffer wav = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN).put(head);
      wav.putInt(4000).putInt(8000).putShort((short) 2).putShort((short) 16);
      wav.put("data".getBytes(StandardCharsets.ISO_8859_1)).putInt(16);
      Files.write(input, wav.array());
      return label(directory, input, "audio/wav");
    }
  },
  MIDI {
    @Override
    Path make(Path directory) throws Exception {
      Path input = directory.resolve("in");
      byte[] song = {
        'M',
        'T',
        'h',
        'd',
        0,
        0,
        0,
        6,
        0,
        0,
        0,
        1,
        0,
        96,
        'M',
        'T',
        'r',
        'k',
        0,
        0,
        0,
        11,
        0,
        (byte) 0x90,
        60,
        64,
        96,
        60,
        0,
        0,
        (byte) 0xFF,
        0x2F,
        0
      };
      Files.write(input, song);
      return label(directory, input, "audio/midi");
    }
  };

  abstract Path make(Path directory) throws Exception;

  static Path picture(Path directory, String format) throws Exception {
    Path input = directory.resolve("in");
    javax.imageio.ImageIO.write(
        LabelFixtures.picture("hills", 48, 40, java.awt.image.BufferedImage.TYPE_3BYTE_BGR),
        format,
        input.toFile());
    return label(directory, input, "image/" + format);
  }

  static Path label(Path directory, Path input, String mimeType) throws LabelingException {
    Path output = directory.resolve("labelled");
    new Labeler(directory).label(input, mimeType, LabelFixtures.order(Jurisdiction.CN), output);
    return output;
  }
}
