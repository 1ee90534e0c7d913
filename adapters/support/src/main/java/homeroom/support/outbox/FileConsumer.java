package homeroom.support.outbox;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.LateReceipt;
import homeroom.api.Operation;
import homeroom.api.Outcome;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import homeroom.api.RecordKey;
import homeroom.api.ScheduledHandOver;
import homeroom.support.files.Drop;
import homeroom.support.outbox.Verdicts.Passage;
import homeroom.support.outbox.Verdicts.Settled;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Keeps what a system is told, makes files of it when it is time, and learns from the system's
 * answers, or from the files' being in place, what became of each record.
 */
final class FileConsumer implements ConsumerAdapter, ScheduledHandOver {

  private static final int BATCH = 500;

  /** So many fewer are never a reason to wait, however few there are. */
  private static final long ALLOWANCE = 10;

  private final Plan plan;
  private final FileForm form;
  private final Outbox outbox;
  private final Drop drop;
  private final Optional<Answers> answers;
  private final Map<String, List<String>> targets = new TreeMap<>();
  private final Supplier<OptionalLong> believed;
  private final InstantSource clock;
  private boolean looked;

  /**
   * What files are made.
   *
   * @param delta whether they hold only what changed
   * @param fewerAtMost by how many percent the records may become fewer at once
   */
  record Plan(boolean delta, FileName name, long fewerAtMost) {}

  FileConsumer(
      Plan plan,
      FileForm form,
      Outbox outbox,
      Drop drop,
      Optional<Answers> answers,
      Set<String> targets,
      Supplier<OptionalLong> believed,
      InstantSource clock) {
    this.plan = plan;
    this.form = form;
    this.outbox = outbox;
    this.drop = drop;
    this.answers = answers;
    this.believed = believed;
    this.clock = clock;
    for (String target : targets) {
      this.targets.computeIfAbsent(form.of(target), _ -> new ArrayList<>()).add(target);
    }
    this.targets.values().forEach(all -> all.sort(null));
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) throws AdapterFailure {
    List<Told> told = new ArrayList<>();
    List<Receipt> receipts = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      switch (form.cells(delivery)) {
        case FileForm.Cells.Unfit(var failure) ->
            receipts.add(new Receipt(delivery.id(), new Outcome.Failed(failure)));
        case FileForm.Cells.Ready(var cells) -> {
          former(delivery).ifPresent(told::add);
          told.add(
              new Told(
                  delivery.id(),
                  delivery.record(),
                  delivery.target(),
                  delivery.version(),
                  delivery.operation() == Operation.DELETE,
                  cells));
          receipts.add(
              new Receipt(
                  delivery.id(),
                  new Outcome.HandedOver("the next file of " + form.of(delivery.target()))));
        }
      }
    }
    outbox.keep(told);
    return receipts;
  }

  private static Optional<Told> former(Delivery delivery) {
    return delivery
        .formerKey()
        .filter(key -> !key.equals(delivery.record().key()))
        .map(
            key ->
                new Told(
                    "",
                    new RecordKey(delivery.record().entity(), key),
                    delivery.target(),
                    delivery.version(),
                    true,
                    Map.of()));
  }

  @Override
  public Probe probe() {
    return drop.probe();
  }

  @Override
  public Optional<Instant> lastHandOver() throws AdapterFailure {
    return outbox.lastHandOver();
  }

  @Override
  public void handOver() throws AdapterFailure {
    Instant now = clock.instant();
    OptionalLong all = believed();
    if (all.isEmpty()) {
      // The hub has just started; it is asked again soon.
      return;
    }
    requireAll(all);
    List<Parcels.Order> orders = new ArrayList<>();
    for (var each : targets.entrySet()) {
      Parcels.Order order = new Parcels.Order(each.getKey(), each.getValue(), plan.delta());
      Parcels.Size size = outbox.parcels().size(order);
      if (size.rows() > 0 || (!plan.delta() && size.before() > 0)) {
        requireEnough(order, size);
        orders.add(order);
      }
    }
    for (Parcels.Order order : orders) {
      outbox.parcels().make(order, name(order.form(), now), now, form::write);
    }
    outbox.handedOver(now);
    place();
  }

  private OptionalLong believed() throws AdapterFailure {
    try {
      return believed.get();
    } catch (RuntimeException unreachable) {
      throw new AdapterFailure(
          Failure.of(
              Kind.TRANSIENT,
              "FILE_NOT_YET",
              "Writing files: the query store cannot be asked how many records there must be.",
              "The hub tries again; if it stays, look at the query store."),
          unreachable);
    }
  }

  /** Of a store that was lost, a file would say that all but a few records are gone. */
  private void requireAll(OptionalLong all) throws AdapterFailure {
    long kept = outbox.records();
    if (all.getAsLong() - kept > allowed(all.getAsLong())) {
      throw new AdapterFailure(
          Failure.of(
              Kind.CONFIGURATION,
              "FILE_STORE_INCOMPLETE",
              "Writing files: the hub keeps "
                  + kept
                  + " records for them, and the system should hold "
                  + all.getAsLong()
                  + ". What it kept was lost, or another hub keeps it.",
              "Write to the system from one hub only; then let it be told everything again:"
                  + " homeroom resync SYSTEM --rebuilt."));
    }
  }

  private void requireEnough(Parcels.Order order, Parcels.Size size) throws AdapterFailure {
    if (size.fewer() > allowed(size.before())) {
      throw new AdapterFailure(
          Failure.of(
              Kind.CONTENT,
              "FILE_SHRINKS",
              "Writing "
                  + order.form()
                  + ": it would take away "
                  + size.fewer()
                  + " of "
                  + size.before()
                  + " records.",
              "Look whether that is right. If it is, raise fewer-at-most, and lower it again when"
                  + " the file is in place."));
    }
  }

  private long allowed(long all) {
    return Math.max(ALLOWANCE, all * plan.fewerAtMost() / 100);
  }

  /** Two files never have the same name, if names tell the time at all. */
  private String name(String target, Instant now) throws AdapterFailure {
    Instant time = now;
    String name = plan.name().at(target, time);
    while (plan.name().tellsTime() && outbox.parcels().isTaken(name)) {
      time = time.plusSeconds(1);
      name = plan.name().at(target, time);
    }
    return name;
  }

  private void place() throws AdapterFailure {
    for (Parcel parcel : outbox.parcels().unplaced()) {
      drop.put(parcel.name(), outbox.parcels().bytes(parcel));
      outbox.parcels().placed(parcel, clock.instant());
      settle(parcel);
    }
    if (!looked) {
      // One may have been put in place just before the hub ended.
      for (Parcel parcel : outbox.parcels().awaited()) {
        settle(parcel);
      }
      looked = true;
    }
  }

  /** What no answer speaks of is done once the file is in place. */
  private void settle(Parcel parcel) throws AdapterFailure {
    List<Settled> settled = new ArrayList<>();
    for (Passage passage : outbox.verdicts().open(parcel)) {
      boolean leftOut = passage.gone() && !plan.delta();
      if (answers.isEmpty() || leftOut) {
        settled.add(new Settled(passage, new Verdict.Accepted()));
      }
    }
    outbox.verdicts().settle(settled);
  }

  @Override
  public void look() throws AdapterFailure {
    place();
    if (answers.isPresent()) {
      answers.get().look();
    }
  }

  @Override
  public List<LateReceipt> receipts(int most) throws AdapterFailure {
    return outbox.receipts(most);
  }

  @Override
  public void noted(List<LateReceipt> receipts) throws AdapterFailure {
    outbox.noted(receipts);
  }

  @Override
  public void close() {
    outbox.close();
  }
}
