package io.colophon.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Uploads. */
class MultipartTest {
  private static final long LIMIT = 20_000_000;

  private static Route upload() {
    return Route.post(
        "/u",
        BodyRule.multipart(LIMIT),
        NeutralErrors.INSTANCE,
        exchange -> {
          StringBuilder said = new StringBuilder();
          for (Multipart.Field field : exchange.multipart().fields()) {
            CRC32 sum = new CRC32();
            sum.update(field.bytes().duplicate());
            said.append(field.name())
                .append(' ')
                .append(field.fileName())
                .append(' ')
                .append(field.contentType())
                .append(' ')
                .append(field.bytes().remaining())
                .append(' ')
                .append(sum.getValue())
                .append('\n');
          }
          exchange.answer(
              200, "text/plain", java.nio.ByteBuffer.wrap(said.toString().getBytes(UTF_8)));
        });
  }

  private static byte[] form(byte[] file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ("--xyz\r\n"
                + "content-disposition: form-data; name=\"model\"\r\n\r\n"
                + "speech-1\r\n"
                + "--xyz\r\n"
                + "content-disposition: form-data; name=\"file\"; filename=\"../../a.wav\"\r\n"
                + "content-type: audio/WAV; x=y\r\n\r\n")
            .getBytes(UTF_8));
    out.writeBytes(file);
    out.writeBytes("\r\n--xyz--\r\n".getBytes(UTF_8));
    return out.toByteArray();
  }

  private static String head(long length, String type) {
    return "POST /u HTTP/1.1\r\nhost: t\r\ncontent-type: "
        + type
        + "\r\ncontent-length: "
        + length
        + "\r\n\r\n";
  }

  private static void upAndBack(int size) throws Exception {
    byte[] file = new byte[size];
    new Random(7).nextBytes(file);
    CRC32 sum = new CRC32();
    sum.update(file);
    byte[] body = form(file);
    try (ServerUnderTest server = ServerUnderTest.with(upload());
        RawHttp client = server.connect()) {
      for (int i = 0; i < 2; i++) {
        client.send(head(body.length, "multipart/form-data; boundary=xyz")).send(body);
        RawHttp.Answer answer = client.answer();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text())
            .contains("model   8 ")
            .contains("file ../../a.wav audio/wav " + size + " " + sum.getValue() + "\n");
      }
    }
  }

  @Test
  void upload_small_hasItsParts() throws Exception {
    upAndBack(1000);
  }

  @Test
  void upload_large_hasItsParts() throws Exception {
    upAndBack(3_000_000);
  }

  @Test
  void upload_ofAnotherType_is400() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(upload());
        RawHttp client = server.connect()) {
      RawHttp.Answer refused = client.send(head(2, "text/plain") + "{}").answer();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text()).contains("expected multipart/form-data");
    }
  }

  @Test
  void upload_brokenForm_is400AndTheConnectionGoesOn() throws Exception {
    byte[] good = form(new byte[10]);
    try (ServerUnderTest server = ServerUnderTest.with(upload());
        RawHttp client = server.connect()) {
      RawHttp.Answer refused =
          client
              .send(head(26, "multipart/form-data; boundary=xyz") + "no boundary in it at all, ")
              .answer();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text()).contains("MESSAGE_MALFORMED");
      client.send(head(good.length, "multipart/form-data; boundary=xyz")).send(good);
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void upload_overTheLimit_is413() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(upload());
        RawHttp client = server.connect()) {
      client.send(head(LIMIT + 1, "multipart/form-data; boundary=xyz"));
      assertThat(client.answer().status()).isEqualTo(413);
    }
  }
}
