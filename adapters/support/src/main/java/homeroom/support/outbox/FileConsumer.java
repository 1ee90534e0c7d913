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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Keeps what a system is told, makes files of it when it is time, and learns from the system's
 * answers, or from the files' being in place, what became of each record.
 */
final class FileConsumer implements ConsumerAdapter, ScheduledHandOver {

  private static final int BATCH = 500;

  private final Plan plan;
  private final FileForm form;
  private final Outbox outbox;
  private final Drop drop;
  private final Optional<Answers> answers;
  private final Map<String, List<String>> targets = new TreeMap<>();
  private final InstantSource clock;
  private final Wholeness wholeness;
  private boolean swept;
  private boolean settled;

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
    this.clock = clock;
    this.wholeness = new Wholeness(outbox, believed, plan.fewerAtMost());
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
        case FileForm.Cells.Unfit _ when isGone(delivery) && outbox.isKept(delivery.record()) ->
            receipts.add(keep(delivery, Map.of(), told));
        case FileForm.Cells.Unfit(var failure) ->
            receipts.add(new Receipt(delivery.id(), new Outcome.Failed(failure)));
        case FileForm.Cells.Ready(var cells) -> receipts.add(keep(delivery, cells, told));
      }
    }
    outbox.keep(told);
    return receipts;
  }

  private static boolean isGone(Delivery delivery) {
    return delivery.operation() == Operation.DELETE;
  }

  private Receipt keep(Delivery delivery, Map<String, String> cells, List<Told> told) {
    former(delivery).ifPresent(told::add);
    told.add(
        new Told(
            delivery.id(),
            delivery.record(),
            delivery.target(),
            delivery.version(),
            isGone(delivery),
            cells));
    return new Receipt(
        delivery.id(), new Outcome.HandedOver("the next file of " + form.of(delivery.target())));
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
    if (!wholeness.isKnown()) {
      // The hub has just started; it is asked again soon.
      return;
    }
    requireSameTargets();
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

  /** What stands under a name that is written no more would be missing in the files. */
  private void requireSameTargets() throws AdapterFailure {
    Set<String> configured = new TreeSet<>();
    targets.values().forEach(configured::addAll);
    List<String> former = outbox.former(configured);
    if (!former.isEmpty()) {
      throw new AdapterFailure(
          Failure.of(
              Kind.CONFIGURATION,
              "FILE_TARGET_CHANGED",
              "Writing files: records are kept for "
                  + String.join(", ", former)
                  + ", which is not written any more.",
              "If it is called otherwise now, let the system be told everything under the new"
                  + " name: homeroom resync SYSTEM --rebuilt."));
    }
  }

  private void requireEnough(Parcels.Order order, Parcels.Size size) throws AdapterFailure {
    if (size.fewer() > wholeness.allowed(size.before())) {
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

  /** Two files never have the same name, if names tell the time at all. */
  private String name(String target, Instant now) throws AdapterFailure {
    FileName names = plan.name();
    String name = names.at(target, now, 1);
    for (int next = 1; names.tellsTime() && outbox.parcels().isTaken(name); next++) {
      name =
          names.tellsSeconds()
              ? names.at(target, now.plusSeconds(next), 1)
              : names.at(target, now, next + 1);
    }
    return name;
  }

  private void place() throws AdapterFailure {
    if (!swept) {
      outbox.parcels().sweep();
      swept = true;
    }
    // One may have been put in place just before the hub ended, or the disk was full then.
    settle();
    for (Parcel parcel : outbox.parcels().unplaced()) {
      drop.put(parcel.name(), outbox.parcels().bytes(parcel));
      settled = false;
      outbox.parcels().placed(parcel, clock.instant());
      settle();
    }
  }

  /** What no answer speaks of is done once the file is in place. */
  private void settle() throws AdapterFailure {
    boolean onlyGone = answers.isPresent();
    boolean some = !onlyGone || !plan.delta();
    if (!settled && some) {
      for (Parcel parcel : outbox.parcels().awaited()) {
        outbox.verdicts().accept(parcel, onlyGone);
      }
    }
    settled = true;
  }

  @Override
  public void look() throws AdapterFailure {
    Troubles troubles = new Troubles();
    troubles.in(wholeness::begin);
    troubles.in(this::place);
    if (answers.isPresent()) {
      troubles.in(answers.get()::look);
    }
    troubles.end();
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
