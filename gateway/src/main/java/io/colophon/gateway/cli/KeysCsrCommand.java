package io.colophon.gateway.cli;

import io.colophon.labeling.credentials.CredentialsException;
import io.colophon.labeling.credentials.DistinguishedName;
import io.colophon.labeling.credentials.SecretFile;
import io.colophon.labeling.credentials.SigningAlgorithm;
import io.colophon.labeling.credentials.SigningRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a signing key and the request for its certificate. */
@Command(
    name = "csr",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes a key that signs content (C2PA) and a request for its certificate (PKCS#10), with",
      "the purposes that claim signing needs. The key stays here, readable by its owner alone;",
      "the request goes to a certificate authority."
    },
    footer = {
      "",
      "Example:",
      "  colophon keys csr --subject C=CN --subject 'O=Example Ltd' \\",
      "      --subject 'CN=Example Ltd content signing' --out signing",
      "  # signing.csr goes to the authority, which answers with chain.pem; then",
      "  openssl pkcs12 -export -inkey signing.key -in chain.pem -out signing.p12",
      "  # and in the configuration: signing, keystore, file: signing.p12"
    })
final class KeysCsrCommand implements Callable<Integer> {
  private final Surroundings around;

  @Option(
      names = "--subject",
      paramLabel = "NAME=VALUE",
      required = true,
      description = "part of the subject: C, ST, L, O, OU or CN (required); can be repeated")
  private Map<String, String> subject = new LinkedHashMap<>();

  @Option(
      names = "--algorithm",
      paramLabel = "A",
      defaultValue = "es256",
      description = "es256, es384, es512, ps256, ps384, ps512 or ed25519 (default: es256)")
  private String algorithm = "es256";

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "where to write: PATH.key and PATH.csr; neither may exist")
  private Path out = Path.of("");

  @Option(names = "--json", description = "print JSON, with the names of the files")
  private boolean json;

  KeysCsrCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    DistinguishedName name = name();
    SigningAlgorithm kind =
        SigningAlgorithm.named(algorithm)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--algorithm is '"
                            + Text.printable(algorithm)
                            + "', expected one of "
                            + Arrays.stream(SigningAlgorithm.values())
                                .map(SigningAlgorithm::id)
                                .toList()));
    Path key = beside(".key");
    Path request = beside(".csr");
    write(name, kind, key, request);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("key", key.toString());
    answer.put("request", request.toString());
    answer.put("algorithm", kind.id());
    KeysCommand.print(
        around,
        json,
        answer,
        List.of(List.of("key", key.toString()), List.of("request", request.toString())),
        "keep the key: a certificate is of no use without it");
    return ExitCodes.OK;
  }

  private void write(DistinguishedName name, SigningAlgorithm kind, Path key, Path request)
      throws IOException {
    try {
      if (Files.exists(request)) {
        throw new FileAlreadyExistsException(request.toString());
      }
      SigningRequest made = SigningRequest.make(name, kind, new SecureRandom());
      SecretFile.create(key, made.privateKey());
      Files.writeString(
          request, made.request(), StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException there) {
      throw new CommandFailedException(
          there.getFile() + " is there already, expected a name that is free");
    } catch (CredentialsException refused) {
      throw new CommandFailedException(refused.getMessage());
    }
  }

  private DistinguishedName name() {
    try {
      return new DistinguishedName(subject);
    } catch (IllegalArgumentException refused) {
      throw new UsageException(refused);
    }
  }

  private Path beside(String ending) {
    if (out.getFileName() == null || out.getFileName().toString().isEmpty()) {
      throw new UsageException("--out is '" + out + "', expected the name of a file");
    }
    return out.resolveSibling(out.getFileName() + ending);
  }
}
