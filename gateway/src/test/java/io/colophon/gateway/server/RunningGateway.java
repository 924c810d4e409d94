package io.colophon.gateway.server;

import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.storage.Database;
import io.colophon.provider.spi.ProviderFactory;
import io.colophon.provider.testkit.FakeUpstream;
import io.colophon.provider.testkit.InMemoryFactory;
import io.colophon.v1.AdminServiceGrpc;
import io.colophon.v1.ExportUsageRequest;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.GetLiveUsageRequest;
import io.colophon.v1.LiveUsage;
import io.colophon.v1.ProvenanceServiceGrpc;
import io.colophon.v1.UsageEntry;
import io.colophon.v1.UsageServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A gateway in this process with a channel to each of its gRPC doors. Providers of type {@code
 * in-memory} answer by themselves, those of type {@code scripted} do what the test says.
 */
public final class RunningGateway implements AutoCloseable {
  /** What every configuration of a test begins with. */
  public static final String HEAD =
      """
      version: 1
      embedded: false
      labeling:
        - { jurisdictions: [cn, eu], producer: studio, system-name: Test }
      """;

  private static final int SMALL_WINDOW = 65_535;

  private final Path configFile;
  private final Gateway gateway;
  private final ScriptedFactory scripted;
  private final ManagedChannel channel;
  private final ManagedChannel admin;

  private RunningGateway(Path configFile, Gateway gateway, ScriptedFactory scripted) {
    this.configFile = configFile;
    this.gateway = gateway;
    this.scripted = scripted;
    this.channel = channelTo(gateway.addresses().grpc());
    this.admin = channelTo(gateway.addresses().adminGrpc());
  }

  /**
   * Starts one.
   *
   * @param folder holds configuration and data; data that lie there are taken up again
   * @param config follows {@link #HEAD}
   */
  public static RunningGateway start(Path folder, String config) throws IOException {
    return start(folder, config, database -> database);
  }

  /**
   * As above, with more plug-ins.
   *
   * @param ofJobs stands between the jobs and their database
   */
  public static RunningGateway start(
      Path folder, String config, UnaryOperator<Database> ofJobs, ProviderFactory<?>... more)
      throws IOException {
    return startFile(folder, HEAD + config, ofJobs, more);
  }

  private static RunningGateway startFile(
      Path folder, String config, UnaryOperator<Database> ofJobs, ProviderFactory<?>... more)
      throws IOException {
    Path file = folder.resolve("colophon.yaml");
    Files.writeString(file, config);
    ScriptedFactory scripted = new ScriptedFactory();
    List<ProviderFactory<?>> factories = new ArrayList<>(List.of(more));
    factories.add(new InMemoryFactory());
    factories.add(scripted);
    Gateway gateway =
        Gateway.start(
            GatewayOptions.embedded(data(folder)).withConfig(file),
            ProviderRegistry.of(factories),
            ofJobs);
    return new RunningGateway(file, gateway, scripted);
  }

  /**
   * Starts one with a configuration of its own, labelling rules included.
   *
   * @param config the whole of it
   */
  public static RunningGateway startWith(Path folder, String config) throws IOException {
    return startFile(folder, config, database -> database);
  }

  /** Where a gateway of that folder keeps its data. */
  public static Path data(Path folder) {
    return folder.resolve("data");
  }

  /** What lies in the spool of a gateway of that folder; it is emptied soon after an answer. */
  public static List<Path> spooled(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        data(folder).resolve("spool"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // deleted since it was listed
            }
            throw failure;
          }
        });
    return found;
  }

  private static ManagedChannel channelTo(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .usePlaintext()
        .flowControlWindow(SMALL_WINDOW)
        .build();
  }

  public Gateway gateway() {
    return gateway;
  }

  public ManagedChannel channel() {
    return channel;
  }

  /** The upstream behind the scripted provider of that name, as last configured. */
  public FakeUpstream upstream(String provider) {
    return scripted.provider(provider).upstream();
  }

  /** The scripted provider of that name, as last configured. */
  public ScriptedFactory.TappedProvider provider(String provider) {
    return scripted.provider(provider);
  }

  public GenerationServiceGrpc.GenerationServiceBlockingStub generation() {
    return GenerationServiceGrpc.newBlockingStub(channel);
  }

  public ProvenanceServiceGrpc.ProvenanceServiceBlockingStub provenance() {
    return ProvenanceServiceGrpc.newBlockingStub(channel);
  }

  public AdminServiceGrpc.AdminServiceBlockingStub admin() {
    return AdminServiceGrpc.newBlockingStub(admin);
  }

  /** What the usage ledger holds of the unkeyed tenant, in its order. */
  public List<UsageEntry> ledger() {
    List<UsageEntry> entries = new ArrayList<>();
    UsageServiceGrpc.newBlockingStub(channel)
        .exportUsage(ExportUsageRequest.getDefaultInstance())
        .forEachRemaining(entries::add);
    return entries;
  }

  /** How many entries ledger and provenance log hold. */
  public Recorded recorded() {
    LiveUsage usage = admin().getLiveUsage(GetLiveUsageRequest.getDefaultInstance());
    return new Recorded(usage.getLedgerEntries(), usage.getProvenanceRecords());
  }

  /** Entries in the ledger and in the provenance log. */
  public record Recorded(long ledger, long provenance) {}

  /** Writes a new configuration and loads it. */
  public void reload(String config) throws IOException {
    Files.writeString(configFile, HEAD + config);
    gateway.reload();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    admin.shutdownNow();
    gateway.close();
  }
}
