package io.colophon.provider.declarative;

import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.net.URI;
import java.util.function.Consumer;

/**
 * The vendor of one deployment.
 *
 * @param adapter how it is spoken to
 * @param base its address
 * @param address the same as text, without a slash at its end
 * @param signer proves who we are
 */
record Vendor(Adapter adapter, URI base, String address, AuthRule.Signer signer) {

  /** Makes a call, with the adapter's headers and the credential. */
  void call(Output out, RequestRule rule, Scope scope, Consumer<HttpCall> then) {
    HttpCall call;
    try {
      call = rule.call(address, scope, boundary(out));
    } catch (IllegalArgumentException missing) {
      throw new ProviderException(
          FailureKind.INVALID_REQUEST, "the vendor needs more: " + missing.getMessage());
    }
    adapter.headers().forEach(call::header);
    signer.sign(out, call, then);
  }

  // Known to nobody who could write it into a part of the form.
  private static String boundary(Output out) {
    return "colophon-"
        + Long.toHexString(out.context().ticker().nanos())
        + "-"
        + Integer.toHexString(System.identityHashCode(out));
  }
}
