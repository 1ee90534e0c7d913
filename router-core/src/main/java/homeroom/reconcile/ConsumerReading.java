package homeroom.reconcile;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.RecordKey;
import homeroom.api.RemoteRecord;
import homeroom.api.SnapshotReader;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.reconcile.Reconciliation.Report;
import homeroom.reconcile.compare.Finding;
import homeroom.reconcile.compare.Golden;
import homeroom.reconcile.compare.Tally;
import homeroom.reconcile.compare.TargetComparison;
import homeroom.reconcile.compare.Verdict;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a consumer holds, target by target, and compares it with the golden records. */
final class ConsumerReading {

  private static final int AT_ONCE = 500;
  private static final int TELL_EVERY = 100;

  /** How a record stands at a system to which it was never due. */
  static final long NEVER_TOLD = 0;

  private final Question question;
  private final SnapshotReader reader;
  private final Rules rules;
  private final Records records;
  private final LongConsumer progress;
  private final Tally tally = new Tally();
  private final List<Finding> findings = new ArrayList<>();
  private long read;
  private long nameless;

  /**
   * @param progress is told how many records were read
   */
  ConsumerReading(
      Question question,
      SnapshotReader reader,
      Rules rules,
      Records records,
      LongConsumer progress) {
    this.question = question;
    this.reader = reader;
    this.rules = rules;
    this.records = records;
    this.progress = progress;
  }

  Report compare() throws AdapterFailure, InterruptedException {
    records.catchUp();
    Map<String, List<Subscription>> targets =
        rules.subscriptions().values().stream()
            .flatMap(List::stream)
            .filter(it -> it.system().equals(question.system()))
            .collect(
                Collectors.groupingBy(Subscription::target, TreeMap::new, Collectors.toList()));
    List<String> leftOut = new ArrayList<>();
    boolean compared = false;
    for (Map.Entry<String, List<Subscription>> target : targets.entrySet()) {
      if (target.getValue().stream().noneMatch(it -> isAsked(it.entity()))) {
        continue;
      }
      if (target.getValue().stream().anyMatch(Subscription::everyVersion)) {
        leftOut.add(target.getKey());
      } else {
        compare(target.getKey(), target.getValue());
        compared = true;
      }
    }
    records.catchUp();
    Map<String, Map<Verdict, Long>> counts = new TreeMap<>(tally.counts());
    counts.keySet().removeIf(entity -> !isAsked(entity));
    return new Report(counts, known(), nameless, List.copyOf(leftOut), compared);
  }

  private boolean isAsked(String entity) {
    return question.entity().isEmpty() || question.entity().get().equals(entity);
  }

  private void compare(String target, List<Subscription> subscriptions) throws AdapterFailure {
    TargetComparison comparison = new TargetComparison(target, subscriptions, rules, tally);
    for (Subscription subscription : subscriptions) {
      new Paging(records, subscription.entity()).forEach(page -> expect(page, comparison));
    }
    if (reader.has(target)) {
      read(target, comparison);
    } else if (comparison.expectsAny()) {
      throw gone(target);
    }
    progress.accept(read);
    nameless += comparison.nameless();
    comparison.end(this::golden).stream()
        .filter(finding -> isAsked(finding.entity()))
        .forEach(findings::add);
  }

  /** How they stand is asked before anything is read, so that what comes meanwhile shows. */
  private void expect(List<Golden> page, TargetComparison comparison) {
    progress.accept(read);
    Map<RecordKey, Long> standings =
        records.standings(question.system(), page.stream().map(Golden::record).toList());
    page.forEach(
        golden -> comparison.expect(golden, standings.getOrDefault(golden.record(), NEVER_TOLD)));
  }

  private void read(String target, TargetComparison comparison) throws AdapterFailure {
    try (Stream<RemoteRecord> all = reader.read(target, comparison.names())) {
      all.forEach(
          remote -> {
            comparison.found(remote);
            if (++read % TELL_EVERY == 0) {
              progress.accept(read);
            }
          });
    } catch (UncheckedIOException broken) {
      throw failure(broken);
    }
  }

  private AdapterFailure gone(String target) {
    return new AdapterFailure(
        Failure.of(
            Failure.Kind.CONFIGURATION,
            "RECONCILE_TARGET_GONE",
            question.system() + " has no " + target + " any more, and should hold some.",
            "If it was built anew, say so: homeroom resync " + question.system() + " --rebuilt."));
  }

  private Optional<Golden> golden(RecordKey record) {
    return Optional.ofNullable(records.find(List.of(record)).get(record))
        .map(golden -> golden.record().equals(record) ? golden : golden.leftBehind(record));
  }

  /** A page after the first that cannot be read comes wrapped. */
  private static AdapterFailure failure(UncheckedIOException broken) {
    Throwable cause = broken.getCause().getCause();
    if (cause instanceof AdapterFailure failure) {
      return failure;
    }
    throw broken;
  }

  /** The findings in their order, each with what the hub knows of it already. */
  private List<Finding> known() {
    findings.sort(Finding.ORDER);
    List<Finding> known = new ArrayList<>();
    for (int from = 0; from < findings.size(); from += AT_ONCE) {
      List<Finding> some = findings.subList(from, Math.min(from + AT_ONCE, findings.size()));
      known.addAll(new Standings(records, question.system(), some).noted());
    }
    return known;
  }
}
