package io.colophon.provider.declarative;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Job;
import io.colophon.provider.http.JobState;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A generation that the vendor runs as a job, as the adapter describes it. */
record AdapterJob(Vendor vendor, Operation operation, Filling filling, Delivery delivery)
    implements Job {
  private static final int MOST_ANSWER_BYTES = 256 * 1024 * 1024;

  private JobRule rule() {
    return operation.job().orElseThrow();
  }

  private Scope scope(String handle) {
    return filling.scope().with("job", handle);
  }

  @Override
  public void submit(Output out, Consumer<Ticket> then) {
    vendor.call(
        out,
        operation.request(),
        filling.scope(),
        call ->
            out.call(
                call,
                MOST_ANSWER_BYTES,
                answer -> then.accept(new Ticket(handle(checked(answer)), acceptedAgain()))));
  }

  private JsonNode checked(HttpAnswer answer) {
    JsonNode body = answer.json();
    Optional<ProviderException> wrong = vendor.adapter().failures().within(body);
    if (wrong.isPresent()) {
      throw wrong.get();
    }
    return body;
  }

  private String handle(JsonNode body) {
    return Places.text(body, rule().handle())
        .filter(text -> !text.isBlank() && text.length() <= 1024)
        .orElseThrow(
            () ->
                new ProviderException(
                    FailureKind.MALFORMED_ANSWER, "the vendor took the job without naming it"));
  }

  @Override
  public GenerationEvent.Accepted acceptedAgain() {
    return new GenerationEvent.Accepted(Optional.empty(), filling.translations());
  }

  @Override
  public void poll(Output out, String handle, Consumer<HttpCall> send) {
    vendor.call(out, rule().poll(), scope(handle), send);
  }

  @Override
  public JobState read(HttpAnswer answer) {
    JsonNode body = checked(answer);
    String word = Places.text(body, rule().state()).orElse("");
    JobRule.State state = rule().states().get(word);
    if (state == null) {
      return new JobState.Unknown(word);
    }
    return switch (state) {
      case WAITING -> new JobState.Waiting();
      case RUNNING -> new JobState.Running(progress(body));
      case DONE -> new JobState.Done(body);
      case FILTERED -> new JobState.Filtered(operation.answer().usage().read(body, answer.head()));
      case FAILED -> new JobState.Failed(vendor.adapter().failures().failed(body));
      case CANCELLED ->
          new JobState.Failed(
              new ProviderException(FailureKind.INTERNAL, "the job was cancelled at the vendor"));
    };
  }

  private OptionalDouble progress(JsonNode body) {
    OptionalDouble said =
        rule().progress().map(at -> Places.number(body, at)).orElse(OptionalDouble.empty());
    return said.isPresent()
        ? OptionalDouble.of(said.getAsDouble() / rule().whole())
        : OptionalDouble.empty();
  }

  @Override
  public void deliver(Output out, String handle, JobState.Done done) {
    Optional<RequestRule> fetch = rule().fetch();
    if (fetch.isEmpty()) {
      delivery.deliver(out, done.answer(), operation.answer().usage().read(done.answer(), null));
      return;
    }
    vendor.call(
        out,
        fetch.get(),
        scope(handle),
        call ->
            out.call(
                call,
                MOST_ANSWER_BYTES,
                answer -> {
                  JsonNode body = checked(answer);
                  delivery.deliver(out, body, operation.answer().usage().read(body, answer.head()));
                }));
  }

  @Override
  public void cancel(Output out, String handle) {
    rule().cancel().ifPresent(cancel -> vendor.call(out, cancel, scope(handle), out::farewell));
  }
}
