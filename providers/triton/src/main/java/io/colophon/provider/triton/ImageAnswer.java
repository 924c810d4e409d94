package io.colophon.provider.triton;

import com.google.protobuf.ByteString;
import inference.ModelInferResponse;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures: tensors of pixels, made into PNG files, or BYTES that hold whole PNG or JPEG files. Of
 * more pictures than were asked for the first are taken.
 */
final class ImageAnswer implements Answer {
  private final GenerationRequest.Image request;
  private final TritonModel model;
  private final List<OutputTensor> tensors = new ArrayList<>();

  ImageAnswer(GenerationRequest.Image request, TritonModel model) {
    this.request = request;
    this.model = model;
  }

  @Override
  public List<GenerationEvent> response(ModelInferResponse response) {
    OutputTensor.find(response, model.output())
        .ifPresent(
            tensor -> {
              if (tensors.size() >= request.count()) {
                throw Failures.malformed("sent more responses than pictures asked for");
              }
              tensors.add(tensor);
            });
    return List.of();
  }

  @Override
  public boolean isHeavy() {
    return true;
  }

  @Override
  public List<GenerationEvent> end() {
    List<GenerationEvent> events = new ArrayList<>();
    int count = 0;
    long pixels = 0;
    for (OutputTensor tensor : tensors) {
      if (tensor.datatype().equals("BYTES")) {
        for (ByteString file : tensor.elements()) {
          if (count < request.count()) {
            Files.add(events, count++, type(file), file.asReadOnlyByteBuffer());
          }
        }
        continue;
      }
      PixelTensor picture = new PixelTensor(tensor, model.pixels());
      for (int i = 0; i < picture.count() && count < request.count(); i++) {
        PixelSize size = picture.size();
        pixels += size.pixels();
        Files.add(events, count++, "image/png", Files.png(size, picture.rgb(i)));
      }
    }
    if (count == 0) {
      throw Failures.malformed("sent no picture as " + model.output());
    }
    Usage.Builder usage = Usage.from(Quantity.Source.COUNTED_LOCALLY).with(UsageUnit.IMAGES, count);
    if (pixels > 0) {
      usage.with(UsageUnit.PIXELS, pixels);
    }
    events.add(new GenerationEvent.Finished(FinishReason.STOP, usage.build()));
    return events;
  }

  private static String type(ByteString file) {
    if (file.startsWith(Files.PNG_SIGNATURE)) {
      return "image/png";
    }
    if (file.size() > 3 && (file.byteAt(0) & 0xff) == 0xff && (file.byteAt(1) & 0xff) == 0xd8) {
      return "image/jpeg";
    }
    throw Failures.malformed("sent a file that is neither PNG nor JPEG");
  }
}
