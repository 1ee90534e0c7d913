package homeroom.support.outbox;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.RawStore;
import homeroom.support.csv.CsvDialect;
import homeroom.support.csv.CsvFault;
import homeroom.support.csv.CsvRow;
import homeroom.support.csv.CsvTable;
import homeroom.support.files.Inbox;
import homeroom.support.files.Listed;
import homeroom.support.files.Look;
import homeroom.support.outbox.Verdicts.Answer;
import homeroom.support.outbox.Verdicts.Passage;
import homeroom.support.outbox.Verdicts.Settled;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files in which a system says what it took. An answer is known by its name: it holds the
 * name of the file that it answers. What it says counts once, and wholly or not at all. One thread.
 */
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  /** For so long an answer that comes too late still counts. */
  private static final Duration GIVEN_UP = Duration.ofDays(35);

  private final Inbox inbox;
  private final AnswerForm form;
  private final CsvDialect dialect;
  private final Outbox outbox;
  private final Duration every;
  private final Duration within;
  private final InstantSource clock;
  private final Set<Listed> known = new HashSet<>();
  private final Map<Listed, AdapterFailure> unreadable = new LinkedHashMap<>();
  private Instant lookAgain = Instant.EPOCH;

  /**
   * @param every how often is looked
   * @param within in what time a row must be answered for
   */
  Answers(
      Inbox inbox,
      AnswerForm form,
      CsvDialect dialect,
      Outbox outbox,
      Duration every,
      Duration within,
      InstantSource clock) {
    this.inbox = inbox;
    this.form = form;
    this.dialect = dialect;
    this.outbox = outbox;
    this.every = every;
    this.within = within;
    this.clock = clock;
  }

  /** Takes in what came, and says of which rows nothing came in time. */
  void look() throws AdapterFailure {
    Instant now = clock.instant();
    if (!now.isBefore(lookAgain)) {
      List<Parcel> awaited = outbox.parcels().awaited();
      if (awaited.isEmpty()) {
        unreadable.clear();
      } else {
        read(awaited, outbox.parcels().placedSince(now.minus(GIVEN_UP)));
        miss(now);
      }
      lookAgain = now.plus(every);
    }
    Optional<AdapterFailure> first = unreadable.values().stream().findFirst();
    if (first.isPresent()) {
      throw first.get();
    }
  }

  private void read(List<Parcel> awaited, List<Parcel> placed) throws AdapterFailure {
    Troubles troubles = new Troubles();
    try (Look look = inbox.look(all -> unknown(all.files()))) {
      known.retainAll(look.listing().files());
      unreadable.keySet().retainAll(look.listing().files());
      for (Listed file : unknown(look.listing().files())) {
        Optional<Parcel> of = answered(file, placed).filter(awaited::contains);
        if (of.isPresent() && !look.isGrowing(file)) {
          troubles.in(() -> readOrNote(file, look, of.get()));
        }
      }
    }
    troubles.end();
  }

  /** One that cannot be read is not fetched again before it changes. */
  private void readOrNote(Listed file, Look look, Parcel parcel) throws AdapterFailure {
    try {
      read(file, look.keep(file), parcel);
      known.add(file);
    } catch (AdapterFailure unusable) {
      if (unusable.failure().kind() != Kind.CONTENT) {
        throw unusable;
      }
      unreadable.put(file, unusable);
    }
  }

  private List<Listed> unknown(Collection<Listed> files) {
    return files.stream()
        .filter(file -> !known.contains(file) && !unreadable.containsKey(file))
        .toList();
  }

  /** The longest name counts, so that one that begins like another is not taken for it. */
  private static Optional<Parcel> answered(Listed file, List<Parcel> placed) {
    return placed.stream()
        .filter(parcel -> FileName.isNamedIn(file.name(), FileName.stem(parcel.name())))
        .filter(parcel -> !file.name().equals(parcel.name()))
        .max((a, b) -> Integer.compare(a.name().length(), b.name().length()));
  }

  private void read(Listed file, RawStore.Kept kept, Parcel parcel) throws AdapterFailure {
    String id = kept.id() + " " + file.name() + " " + file.modified();
    if (outbox.verdicts().isRead(id)) {
      return;
    }
    List<Passage> open = outbox.verdicts().open(parcel);
    Map<String, List<Passage>> byKey = new HashMap<>();
    for (Passage passage : open) {
      byKey
          .computeIfAbsent(passage.cells().getOrDefault(form.of(), ""), _ -> new ArrayList<>())
          .add(passage);
    }
    Map<Passage, Verdict> verdicts = verdicts(file, kept, byKey);
    if (form.unnamedAccepted()) {
      open.forEach(passage -> verdicts.putIfAbsent(passage, new Verdict.Accepted()));
    }
    List<Settled> settled = new ArrayList<>();
    verdicts.forEach((passage, verdict) -> settled.add(new Settled(passage, verdict)));
    outbox.verdicts().settle(settled, new Answer(id, file.name()));
    LOG.info("answer read file={} rows={}", file.name(), settled.size());
  }

  private Map<Passage, Verdict> verdicts(
      Listed file, RawStore.Kept kept, Map<String, List<Passage>> byKey) throws AdapterFailure {
    Map<Passage, Verdict> verdicts = new LinkedHashMap<>();
    try (CsvTable table = CsvTable.open(Files.newInputStream(kept.file()), dialect)) {
      Columns columns = Columns.of(table.columns(), form, file.name());
      for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
        if (!(row.get() instanceof CsvRow.Cells cells)) {
          throw unreadable(
              file.name(), "line " + row.get().line() + " has another number of cells");
        }
        for (Passage passage :
            byKey.getOrDefault(cells.cells().get(columns.key()).strip(), List.of())) {
          verdicts.merge(
              passage,
              columns.verdict(cells.cells(), passage),
              (one, other) -> one instanceof Verdict.Rejected ? one : other);
        }
      }
    } catch (CsvFault fault) {
      throw unreadable(file.name(), "line " + fault.line() + ": " + fault.getMessage());
    } catch (IOException disk) {
      throw new AdapterFailure(
          Failure.of(
              Kind.TRANSIENT,
              "ANSWER_IO",
              "Reading " + file.name() + ": the disk did not do it.",
              "The hub tries again; if it stays, look at the disk."),
          disk);
    }
    return verdicts;
  }

  private static AdapterFailure unreadable(String name, String why) {
    return new AdapterFailure(
        Failure.of(
            Kind.CONTENT,
            "ANSWER_UNREADABLE",
            "Reading the answer " + name + ": " + why + ". Nothing of it counts.",
            "Have it put there anew, or take it away; correct answers: if its form has changed."));
  }

  /** Where an answer's columns are; below nothing for one that is not declared. */
  private record Columns(AnswerForm form, int key, int status, int code, int reason) {

    static Columns of(List<String> header, AnswerForm form, String name) throws AdapterFailure {
      return new Columns(
          form,
          at(header, form.key(), name),
          at(header, form.status(), name),
          form.code().isPresent() ? at(header, form.code().get(), name) : -1,
          form.reason().isPresent() ? at(header, form.reason().get(), name) : -1);
    }

    private static int at(List<String> header, String column, String name) throws AdapterFailure {
      int at = header.indexOf(column);
      if (at < 0) {
        throw unreadable(name, "it has no column " + column);
      }
      return at;
    }

    Verdict verdict(List<String> cells, Passage passage) {
      String said = cells.get(status).strip().toLowerCase(Locale.ROOT);
      if (form.accepted().contains(said)) {
        return new Verdict.Accepted();
      }
      String why = reason < 0 ? "" : Reason.of(cells.get(reason), passage.cells().values());
      return new Verdict.Rejected(
          "ANSWER_REJECTED",
          "The answer file rejects the row" + (why.isEmpty() ? "." : ": " + why),
          "Mend the record at its source, or the mapping; what changes is in the next file.",
          code < 0 ? Optional.empty() : Optional.of(cells.get(code).strip()));
    }
  }

  private void miss(Instant now) throws AdapterFailure {
    List<Passage> late = outbox.verdicts().openSince(now.minus(within));
    if (!late.isEmpty()) {
      outbox
          .verdicts()
          .overdue(
              late,
              new Verdict.Rejected(
                  "ANSWER_MISSING",
                  "The file that holds the row was put in place, and no answer names the row.",
                  "Ask whether the system took the file in. An answer that comes still counts;"
                      + " homeroom quarantine retry has the row put into the next file.",
                  Optional.empty()));
    }
    outbox.verdicts().giveUp(now.minus(GIVEN_UP));
  }
}
