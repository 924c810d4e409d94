package io.colophon.provider.triton;

import com.google.protobuf.ByteString;
import inference.InferTensorContents;
import inference.ModelInferResponse;
import java.util.List;
import java.util.Optional;

/**
 * One tensor of a response, raw or not.
 *
 * @param shape its dimensions
 * @param raw its elements as in raw contents; empty when they stand in {@code contents}
 */
record OutputTensor(
    String datatype, List<Long> shape, Optional<ByteString> raw, InferTensorContents contents) {

  /** The tensor of that name; empty if the response has none. */
  static Optional<OutputTensor> find(ModelInferResponse response, String name) {
    for (int i = 0; i < response.getOutputsCount(); i++) {
      var tensor = response.getOutputs(i);
      if (tensor.getName().equals(name)) {
        if (response.getRawOutputContentsCount() > 0 && response.getRawOutputContentsCount() <= i) {
          throw Failures.malformed("sent fewer raw contents than outputs");
        }
        Optional<ByteString> raw =
            response.getRawOutputContentsCount() == 0
                ? Optional.empty()
                : Optional.of(response.getRawOutputContents(i));
        return Optional.of(
            new OutputTensor(
                tensor.getDatatype(), tensor.getShapeList(), raw, tensor.getContents()));
      }
    }
    return Optional.empty();
  }

  /** Its elements, which must be BYTES. */
  List<ByteString> elements() {
    if (!datatype.equals("BYTES")) {
      throw Failures.malformed("sent a tensor of type " + datatype + ", expected BYTES");
    }
    return raw.map(RawTensor::elements).orElseGet(contents::getBytesContentsList);
  }

  /** Its elements, which must be numbers; each to the nearest float. */
  float[] numbers() {
    if (raw.isPresent()) {
      return RawTensor.numbers(raw.get(), datatype);
    }
    List<? extends Number> values = values();
    float[] numbers = new float[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i).floatValue();
    }
    return numbers;
  }

  private List<? extends Number> values() {
    return switch (datatype) {
      case "INT8", "INT16", "INT32" -> contents.getIntContentsList();
      case "INT64" -> contents.getInt64ContentsList();
      case "UINT8", "UINT16", "UINT32" -> contents.getUintContentsList();
      case "UINT64" -> contents.getUint64ContentsList();
      case "FP32" -> contents.getFp32ContentsList();
      case "FP64" -> contents.getFp64ContentsList();
      default -> throw Failures.malformed("sent a tensor of type " + datatype);
    };
  }

  /** The first number in it. */
  long number() {
    if (raw.isPresent()) {
      return (long) RawTensor.first(raw.get(), datatype);
    }
    if (values().isEmpty()) {
      throw Failures.malformed("sent an empty tensor, expected a number");
    }
    return values().get(0).longValue();
  }
}
