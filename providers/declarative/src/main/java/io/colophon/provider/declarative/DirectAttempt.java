package io.colophon.provider.declarative;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpReader;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ServedModel;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** One call whose answer is the output, whole or as a stream. */
record DirectAttempt(Vendor vendor, Operation operation, Filling filling, Delivery delivery)
    implements Attempt {
  private static final int MOST_ANSWER_BYTES = 256 * 1024 * 1024;

  @Override
  public void begin(Output out) {
    RequestRule request = operation.request();
    if (operation.stream().isPresent()) {
      StreamRule stream = operation.stream().get();
      vendor.call(
          out,
          request.plus(stream.fields()),
          filling.scope(),
          call -> out.open(call, new StreamReply(this, stream, out).reader()));
    } else if (operation.answer().bytes().isPresent()) {
      HttpReader reader = new BytesReply(this, out);
      vendor.call(out, request, filling.scope(), call -> out.open(call, reader));
    } else {
      vendor.call(
          out,
          request,
          filling.scope(),
          call -> out.call(call, MOST_ANSWER_BYTES, answer -> answered(out, answer)));
    }
  }

  private void answered(Output out, HttpAnswer answer) {
    JsonNode body = answer.json();
    Optional<ProviderException> wrong = vendor.adapter().failures().within(body);
    if (wrong.isPresent()) {
      throw wrong.get();
    }
    if (!body.isObject() && !body.isArray()) {
      throw new ProviderException(FailureKind.MALFORMED_ANSWER, "the answer is no JSON object");
    }
    out.emit(accepted(body, operation.answer().model()));
    delivery.deliver(out, body, operation.answer().usage().read(body, answer.head()));
  }

  GenerationEvent.Accepted accepted(JsonNode body, Optional<JsonPointer> model) {
    return new GenerationEvent.Accepted(
        model
            .flatMap(at -> Places.text(body, at))
            .filter(one -> !one.isBlank())
            .map(ServedModel::new),
        filling.translations());
  }
}
