package homeroom.bench.ingest;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import homeroom.api.AdapterContext;
import homeroom.api.AdapterFactory;
import homeroom.api.AdapterFailure;
import homeroom.bench.router.Cluster;
import homeroom.bench.router.Findings;
import homeroom.broker.BrokerFailure;
import homeroom.config.Configuration;
import homeroom.config.ConfigurationFiles;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.SourceSetup;
import homeroom.config.Surroundings;
import homeroom.ingest.FileRawStore;
import homeroom.ingest.IntakePlaces;
import homeroom.ingest.SourceIngest;
import homeroom.log.TransactionWriter;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.CollectionReport;
import homeroom.wire.Topics;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.ToLongFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A full export of a big district: taken in for the first time, beside the broker's own speed, and
 * once more when one record in a hundred has changed, beside the parser alone on the same files.
 */
public final class IngestBench {

  private static final Topics TOPICS = new Topics("ingest");
  private static final String SYSTEM = "sis";
  private static final int RUNS = 3;
  private static final int IN_A_TRANSACTION = 500;
  private static final double MIB = 1 << 20;

  private static final Map<String, String> FILES =
      Map.of(
          "hub.yaml",
          "tenant: ingest\ntitle: Ingest\n",
          "entities/student.yaml",
          """
          entity: student
          title: Student
          key: sourcedId
          authority: sis
          fields:
            givenName: string
            familyName: string
            email: string
            grade: string
            school: string
            studentNumber: string
          """,
          "entities/seat.yaml",
          """
          entity: seat
          title: Seat
          key: sourcedId
          authority: sis
          fields:
            student: { to: student }
            section: string
            begin: date
            end: date
          """,
          "systems/sis.yaml",
          """
          system: sis
          title: SIS
          source:
            adapter: oneroster-csv
            from: { path: "${data}/export.zip", settle: 0s }
            records:
              student:
                of: users.csv
                where: role == 'student'
                key: sourcedId
                fields:
                  givenName: givenName
                  familyName: familyName
                  email: email
                  grade: grades
                  school: orgSourcedIds
                  studentNumber: identifier
              seat:
                of: enrollments.csv
                key: sourcedId
                fields:
                  student: userSourcedId
                  section: classSourcedId
                  begin: beginDate
                  end: endDate
          """);

  private IngestBench() {}

  /** What came of it. */
  public record Outcome(Map<String, Double> figures, Map<String, Boolean> checks) {}

  /**
   * Measures.
   *
   * @param students so many, with ten seats each
   * @param progress told what comes out, as it comes
   */
  public static Outcome run(int students, PrintWriter progress) throws IOException, BrokerFailure {
    Findings findings = new Findings(progress);
    try (Cluster cluster = Cluster.start()) {
      cluster.makeTopics(TOPICS.all(List.of(SYSTEM), List.of()));
      Path data = Files.createDirectories(cluster.place("data"));
      Path export = data.resolve("export.zip");
      try (SourceIngest sis = ingest(cluster, data)) {
        first(findings, cluster, sis, export, students);
        changed(findings, cluster, sis, export, students);
      }
    } catch (AdapterFailure failed) {
      throw new IllegalStateException("taking an export in", failed);
    }
    return new Outcome(findings.figures(), findings.checks());
  }

  private static SourceIngest ingest(Cluster cluster, Path data) {
    List<AdapterFactory> adapters =
        ServiceLoader.load(AdapterFactory.class).stream().map(ServiceLoader.Provider::get).toList();
    Map<String, byte[]> files = new HashMap<>();
    FILES.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
    LoadResult loaded =
        ConfigurationLoader.load(
            ConfigurationFiles.of(files),
            adapters,
            new Surroundings(data, Map.of(), SecretSource.of(data.resolve("secrets"), Map.of())));
    if (!(loaded instanceof LoadResult.Usable(Configuration configuration, var warnings))) {
      throw new IllegalStateException("the bench's configuration: " + loaded.problems());
    }
    SourceSetup setup = configuration.sources().getFirst();
    FileRawStore raw = new FileRawStore(data.resolve("raw"));
    AdapterContext context =
        new AdapterContext(SYSTEM, InstantSource.system(), raw, setup.collections());
    return new SourceIngest(
        TOPICS,
        setup.policy(),
        setup.adapter().source(setup.settings(), context),
        new IntakePlaces(cluster.servers(), raw, data.resolve("accepted")),
        false,
        InstantSource.system());
  }

  private static void first(
      Findings findings, Cluster cluster, SourceIngest sis, Path export, int students)
      throws IOException, AdapterFailure {
    Exports.write(export, students, 0);
    findings.say("%,d students with %d seats each", students, Exports.SEATS);
    long began = System.nanoTime();
    BatchReport report = sis.poll().orElseThrow();
    double seconds = since(began);
    long events = sum(report, CollectionReport::getCreated);
    findings.check(
        "first_is_taken_in", events == (long) students * (1 + Exports.SEATS) && isIn(report));
    findings.figure("first_seconds", seconds, "s for the first import");
    long bytes = cluster.bytes(topic -> topic.equals(TOPICS.events(SYSTEM)));
    double raw = produce(cluster, events, Math.toIntExact(Math.max(1, bytes / events)));
    findings.figure(
        "producer_ratio",
        events / seconds / raw,
        "of the broker's producer alone, %,.0f/s".formatted(raw));
  }

  /** Messages in a second, with as many in a transaction as an import has. */
  private static double produce(Cluster cluster, long messages, int size) {
    byte[] value = new byte[size];
    new java.util.Random(1).nextBytes(value);
    try (TransactionWriter writer = TransactionWriter.named("ingest.bare", cluster.servers())) {
      long began = System.nanoTime();
      for (long written = 0; written < messages; written += IN_A_TRANSACTION) {
        writer.producer().beginTransaction();
        for (long i = 0; i < Math.min(IN_A_TRANSACTION, messages - written); i++) {
          writer.producer().send(new ProducerRecord<>(TOPICS.links(), value));
        }
        writer.producer().commitTransaction();
      }
      return messages / since(began);
    }
  }

  private static void changed(
      Findings findings, Cluster cluster, SourceIngest sis, Path export, int students)
      throws IOException, AdapterFailure {
    List<Double> alone = new ArrayList<>();
    List<Double> taken = new ArrayList<>();
    long read = 0;
    long published = 0;
    for (int issue = 1; issue <= RUNS; issue++) {
      Exports.write(export, students, issue);
      alone.add(parsed(export));
      long before = cluster.bytes(topic -> true);
      long began = System.nanoTime();
      BatchReport report = sis.poll().orElseThrow();
      taken.add(since(began));
      published += cluster.bytes(topic -> true) - before;
      read += bytes(export);
      long events = sum(report, CollectionReport::getChanged);
      findings.check(
          "changes_are_taken_in_" + issue,
          events == (long) students * (1 + Exports.SEATS) / 100 && isIn(report));
    }
    double parser = Findings.median(alone);
    double ours = Findings.median(taken);
    findings.figure("changed_seconds", ours, "s where one record in a hundred changed");
    findings.figure("read_ratio", parser / ours, "of FastCSV alone, %.2f s".formatted(parser));
    findings.figure("published_share", (double) published / read, "bytes for each byte read");
    System.gc();
    findings.figure(
        "heap_mib",
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB,
        "MiB are in use afterwards, with an embedded broker");
  }

  /** Seconds to read all rows of both files. */
  private static double parsed(Path export) throws IOException {
    long began = System.nanoTime();
    long cells = 0;
    try (ZipFile zip = new ZipFile(export.toFile())) {
      for (String file : List.of(Exports.USERS, Exports.ENROLLMENTS)) {
        try (CsvReader<CsvRecord> rows =
            CsvReader.builder()
                .ofCsvRecord(
                    new InputStreamReader(
                        zip.getInputStream(zip.getEntry(file)), StandardCharsets.UTF_8))) {
          for (CsvRecord row : rows) {
            cells += row.getFieldCount();
          }
        }
      }
    }
    if (cells == 0) {
      throw new IllegalStateException("nothing was read");
    }
    return since(began);
  }

  private static long bytes(Path export) throws IOException {
    try (ZipFile zip = new ZipFile(export.toFile())) {
      return zip.stream().mapToLong(ZipEntry::getSize).sum();
    }
  }

  private static boolean isIn(BatchReport report) {
    return report.getStatus() == BatchStatus.ACCEPTED;
  }

  private static long sum(BatchReport report, ToLongFunction<CollectionReport> of) {
    return report.getCollections().stream().mapToLong(of).sum();
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
