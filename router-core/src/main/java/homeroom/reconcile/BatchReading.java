package homeroom.reconcile;

import homeroom.api.AdapterFailure;
import homeroom.api.RecordKey;
import homeroom.planning.Rules;
import homeroom.planning.SourceMapping;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.reconcile.Reconciliation.Report;
import homeroom.reconcile.compare.BatchComparison;
import homeroom.reconcile.compare.BatchComparison.Said;
import homeroom.reconcile.compare.Finding;
import homeroom.reconcile.compare.Golden;
import homeroom.reconcile.compare.Note;
import homeroom.reconcile.compare.Tally;
import homeroom.reconcile.compare.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Reads a kept batch of a source once more, and compares it with the golden records. */
final class BatchReading implements KeptFiles.Reader {

  private static final int AT_ONCE = 500;

  private final Question question;
  private final String batch;
  private final List<SourceMapping> mappings;
  private final Records records;
  private final LongConsumer progress;
  private final Tally tally = new Tally();
  private final BatchComparison comparison;
  private final List<Said> gathered = new ArrayList<>();
  private long read;

  BatchReading(
      Question question,
      String batch,
      List<SourceMapping> mappings,
      Rules rules,
      Records records,
      LongConsumer progress) {
    this.question = question;
    this.batch = batch;
    this.mappings = mappings;
    this.records = records;
    this.progress = progress;
    comparison = new BatchComparison(question.system(), rules, tally);
  }

  Report compare(KeptFiles files) throws AdapterFailure, InterruptedException {
    records.catchUp();
    entities().forEach(tally::of);
    KeptFiles.Batch then = files.read(question.system(), batch, this);
    flush();
    for (String entity : entities()) {
      if (then.complete().containsAll(collections(entity))) {
        new Paging(records, entity).forEach(page -> page.forEach(comparison::holds));
      }
    }
    List<Finding> findings = comparison.end();
    findings.sort(Finding.ORDER);
    return new Report(tally.counts(), known(findings, then), 0, List.of(), true);
  }

  private Set<String> entities() {
    return mappings.stream()
        .map(SourceMapping::entity)
        .filter(this::isAsked)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isAsked(String entity) {
    return question.entity().isEmpty() || question.entity().get().equals(entity);
  }

  private Set<String> collections(String entity) {
    return mappings.stream()
        .filter(mapping -> mapping.entity().equals(entity))
        .map(SourceMapping::collection)
        .collect(Collectors.toSet());
  }

  @Override
  public void said(String collection, String place, Assertion assertion, boolean gone) {
    if (isAsked(assertion.record().entity())) {
      gathered.add(new Said(assertion.record(), assertion.fields(), gone, place));
      if (gathered.size() >= AT_ONCE) {
        flush();
      }
    }
  }

  @Override
  public void unreadable(String collection, String place, String code) {
    boolean mayBe =
        mappings.stream()
            .anyMatch(it -> it.collection().equals(collection) && isAsked(it.entity()));
    if (mayBe) {
      comparison.unreadable(collection, place, code);
    }
  }

  private void flush() {
    Map<RecordKey, Golden> golden = records.find(gathered.stream().map(Said::record).toList());
    gathered.forEach(said -> comparison.said(said, Optional.ofNullable(golden.get(said.record()))));
    read += gathered.size();
    gathered.clear();
    progress.accept(read);
  }

  private List<Finding> known(List<Finding> findings, KeptFiles.Batch then) {
    List<Finding> known = new ArrayList<>();
    for (int from = 0; from < findings.size(); from += AT_ONCE) {
      List<Finding> some = findings.subList(from, Math.min(from + AT_ONCE, findings.size()));
      Map<RecordKey, Records.Known> rejected =
          records.rejected(
              question.system(),
              some.stream()
                  .filter(it -> it.key().isPresent())
                  .map(it -> new RecordKey(it.entity(), it.key().orElseThrow()))
                  .toList());
      some.forEach(finding -> known.add(known(finding, rejected, then)));
    }
    return known;
  }

  private static Finding known(
      Finding finding, Map<RecordKey, Records.Known> rejected, KeptFiles.Batch then) {
    Optional<Records.Known> why =
        finding.key().map(key -> rejected.get(new RecordKey(finding.entity(), key)));
    if (why.isPresent() && finding.verdict() != Verdict.DUPLICATE) {
      return finding.noted(why.get().note(), why.get().because());
    }
    if (isHeld(finding, then.held())) {
      return finding.noted(Note.HELD, Optional.empty());
    }
    return then.overtaken() ? finding : finding.withoutLater();
  }

  private static boolean isHeld(Finding finding, KeptFiles.Held held) {
    boolean undecided = finding.note().isEmpty() || finding.note().get() == Note.LATER;
    return switch (held) {
      case NOTHING -> false;
      case DELETIONS -> undecided && finding.verdict() == Verdict.EXTRA;
      case ALL -> undecided && finding.verdict() != Verdict.DUPLICATE;
    };
  }
}
