package homeroom.audit;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what waits at one system apart by what it waits for. The records under which most are
 * counted are causes of their own; the others of one entity are one cause together, so that it can
 * be read however much waits.
 *
 * <p>Goes through all that waits three times instead of keeping it in memory; what is kept grows
 * with how many different things are waited for.
 */
final class WaitingCauses {

  /** So many records are named, and one more where it would be the only other one of its entity. */
  static final int NAMED = 20;

  private static final Comparator<Awaited> MOST =
      Comparator.comparingLong(Awaited::counted).reversed().thenComparing(Awaited::name);

  private final WaitingRows rows;
  private final int examples;
  private final Attribution attribution = new Attribution();

  WaitingCauses(WaitingRows rows, int examples) {
    this.rows = rows;
    this.examples = examples;
  }

  List<Undelivered.Cause> find() {
    rows.each(alike -> attribution.waiting(alike.waitsFor(), alike.records()));
    attribution.there(rows.there(attribution.doubtful()));
    rows.each(alike -> of(alike).count(alike.records()));
    List<Awaited> records =
        attribution.all().stream()
            .filter(awaited -> awaited.isRecord() && awaited.counted() > 0)
            .sorted(MOST)
            .toList();
    Map<String, Long> unnamed =
        records.stream().skip(NAMED).collect(groupingBy(Awaited::kind, counting()));
    Set<Awaited> named = new HashSet<>();
    for (int place = 0; place < records.size(); place++) {
      Awaited record = records.get(place);
      if (place < NAMED || unnamed.getOrDefault(record.kind(), 0L) == 1) {
        named.add(record);
      }
    }
    Map<String, Gathered> gathered = gather(named);
    List<Undelivered.Cause> causes = new ArrayList<>();
    gathered.forEach((line, all) -> causes.add(cause(line, all, unnamed)));
    return causes;
  }

  private Awaited of(WaitingRows.Alike alike) {
    return attribution.of(alike.waitsFor());
  }

  /** By the name of what they wait for, or by its kind where it is not named. */
  private Map<String, Gathered> gather(Set<Awaited> named) {
    Map<String, Gathered> gathered = new HashMap<>();
    rows.each(
        alike -> {
          Awaited awaited = of(alike);
          String line = named.contains(awaited) ? awaited.name() : awaited.kind();
          gathered.computeIfAbsent(line, _ -> new Gathered()).add(alike);
        });
    return gathered;
  }

  private Undelivered.Cause cause(String line, Gathered gathered, Map<String, Long> unnamed) {
    boolean named = line.indexOf('~') > 0;
    return new Undelivered.Cause(
        HoldingState.WAITING,
        Optional.of(Waits.kind(line)),
        gathered.records,
        gathered.before,
        Micros.toInstant(gathered.oldest),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        named ? Optional.of(rows.parent(line)) : Optional.empty(),
        named ? 1 : unnamed.getOrDefault(line, 0L),
        examples(gathered));
  }

  private List<Undelivered.Example> examples(Gathered gathered) {
    return gathered.first.stream()
        .flatMap(alike -> rows.longest(alike.stored(), examples).stream())
        .sorted(
            Comparator.comparing(Undelivered.Example::due)
                .thenComparing(example -> example.subject().record()))
        .limit(examples)
        .toList();
  }

  /** The records of one cause. */
  private final class Gathered {

    private static final Comparator<WaitingRows.Alike> LONGEST =
        Comparator.comparingLong(WaitingRows.Alike::oldest)
            .thenComparing(WaitingRows.Alike::stored);

    private final List<WaitingRows.Alike> first = new ArrayList<>();
    private long records;
    private long before;
    private long oldest = Long.MAX_VALUE;

    void add(WaitingRows.Alike alike) {
      records += alike.records();
      before += alike.before();
      oldest = Math.min(oldest, alike.oldest());
      first.add(alike);
      if (first.size() > examples) {
        first.sort(LONGEST);
        first.removeLast();
      }
    }
  }
}
