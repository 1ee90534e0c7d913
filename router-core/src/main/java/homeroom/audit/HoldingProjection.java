package homeroom.audit;

import homeroom.schema.Movement;
import homeroom.schema.Sent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Follows one record through its movements, in the log's order, to how each system stands with it.
 * Pure: the same movements in the same order give the same holdings, however they are cut into
 * portions.
 *
 * <p>First comes what the movement says of its own system (a receipt ended a delivery), then what
 * it made due, because a receipt may free the next delivery to the same system.
 */
final class HoldingProjection {

  /** The record goes on under another key, and so does what systems have of it. */
  private static final Set<String> GIVEN_UP = Set.of("RECORD_RENAMED", "RECORD_MERGED");

  private final UnaryOperator<String> naming;

  /**
   * @param naming turns {@code entity/key} of a parent into how it is stored
   */
  HoldingProjection(UnaryOperator<String> naming) {
    this.naming = naming;
  }

  /**
   * Takes one movement into account.
   *
   * @param bySystem the record's holdings; changed in place
   */
  void apply(Movement movement, Map<String, Holding> bySystem) {
    Step step = new Step(movement, bySystem);
    String code = Optional.ofNullable(movement.getCode()).orElse("");
    if (code.startsWith("OWN_ID_")) {
      // It is what the system told that waits, and nothing that it is to be told.
      return;
    }
    if (code.equals("REPLAY_NOTHING_OWED")) {
      step.nothingOwed();
    }
    if (GIVEN_UP.contains(code)) {
      List.copyOf(bySystem.values()).forEach(step::moved);
    }
    switch (movement.getOutcome()) {
      case DELIVERED -> step.delivered();
      case HANDED_OVER -> step.ended(HoldingState.HANDED_OVER);
      // What cannot be mapped is refused by the hub in the system's place.
      case REFUSED, QUARANTINED -> step.ended(HoldingState.REFUSED);
      case SENT, RELEASED ->
          step.due(
              movement.getSystem(), Optional.ofNullable(movement.getDeliveryId()), List.of(), true);
      case WAITING -> step.due(movement.getSystem(), Optional.empty(), List.of(), false);
      case ACCEPTED, UNAUTHORISED, CONFLICT, INITIAL_MISMATCH, CONFIGURED ->
          List.copyOf(bySystem.values()).forEach(step::perhapsOwed);
      case UNCHANGED, ECHO, DUPLICATE, STALE, CONVERGED -> {
        // It makes nothing due.
      }
    }
    for (Sent sent : movement.getSent()) {
      Optional<String> delivery = Optional.ofNullable(sent.getDeliveryId());
      List<String> waits = sent.getWaitsFor().stream().map(it -> Waits.stored(it, naming)).toList();
      step.due(sent.getSystem(), delivery, waits, delivery.isPresent());
    }
    step.before(movement.getSystem()).ifPresent(step::nothingBehind);
  }

  /** One movement and the holdings it changes. */
  private record Step(Movement movement, Map<String, Holding> bySystem) {

    private Instant at() {
      return Micros.toInstant(movement.getAt());
    }

    Optional<Holding> before(String system) {
      return Optional.ofNullable(bySystem.get(system));
    }

    void due(String system, Optional<String> delivery, List<String> waitsFor, boolean sent) {
      HoldingState state = sent ? HoldingState.SENT : HoldingState.WAITING;
      Optional<Holding> before = before(system);
      put(
          new Holding(
              system,
              movement.getEntity(),
              state,
              delivery,
              movement.getVersion(),
              since(before, state),
              before.flatMap(it -> it.due().or(it::owed)).or(() -> Optional.of(at())),
              before.filter(it -> it.due().isPresent()).flatMap(Holding::owed),
              waitsFor,
              Optional.empty(),
              Optional.empty(),
              before.flatMap(Holding::effect),
              before.flatMap(Holding::created),
              before.flatMap(Holding::first)));
    }

    /**
     * What changed while a delivery is under way leaves behind it, if the system is told of it at
     * all.
     */
    void perhapsOwed(Holding held) {
      if (held.state() == HoldingState.SENT && held.owed().isEmpty()) {
        put(held.withOwed(Optional.of(at())));
      }
    }

    /** A delivery ended, and what was owed behind it has left or is nothing. */
    void nothingBehind(Holding held) {
      if (held.state() != HoldingState.SENT && held.owed().isPresent()) {
        put(held.withOwed(Optional.empty()));
      }
    }

    /**
     * A receipt for a delivery that a newer one has replaced proves that the record got there, but
     * does not put the system in step.
     */
    void delivered() {
      Optional<Holding> before = before(movement.getSystem());
      if (before.filter(this::replaced).isPresent()) {
        put(arrived(before.get(), before));
      } else {
        put(arrived(settled(before, HoldingState.IN_STEP), before));
      }
    }

    void ended(HoldingState state) {
      Optional<Holding> before = before(movement.getSystem());
      if (before.filter(this::replaced).isEmpty()) {
        put(settled(before, state));
      }
    }

    private boolean replaced(Holding holding) {
      boolean open = holding.state() == HoldingState.SENT;
      boolean another =
          holding.delivery().isPresent()
              && movement.getDeliveryId() != null
              && !holding.delivery().get().equals(movement.getDeliveryId());
      return open && another && movement.getVersion() < holding.version();
    }

    private Holding settled(Optional<Holding> before, HoldingState state) {
      boolean refused = state == HoldingState.REFUSED;
      return new Holding(
          movement.getSystem(),
          movement.getEntity(),
          state,
          Optional.ofNullable(movement.getDeliveryId()),
          movement.getVersion(),
          since(before, state),
          refused ? before.flatMap(Holding::due).or(() -> Optional.of(at())) : Optional.empty(),
          before.flatMap(Holding::owed),
          List.of(),
          refused ? Optional.ofNullable(movement.getCode()) : Optional.empty(),
          refused ? Optional.ofNullable(movement.getDetail()) : Optional.empty(),
          before.flatMap(Holding::effect),
          before.flatMap(Holding::created),
          before.flatMap(Holding::first));
    }

    private Holding arrived(Holding holding, Optional<Holding> before) {
      Optional<String> effect = Optional.ofNullable(movement.getEffect());
      boolean created = effect.filter("CREATED"::equals).isPresent();
      boolean there = effect.filter(e -> !e.equals("DELETED")).isPresent();
      return new Holding(
          holding.system(),
          holding.entity(),
          holding.state(),
          holding.delivery(),
          holding.version(),
          holding.since(),
          holding.due(),
          holding.owed(),
          holding.waitsFor(),
          holding.code(),
          holding.detail(),
          effect.or(() -> before.flatMap(Holding::effect)),
          before.flatMap(Holding::created).or(() -> created ? Optional.of(at()) : Optional.empty()),
          before.flatMap(Holding::first).or(() -> there ? Optional.of(at()) : Optional.empty()));
    }

    /**
     * Of what a replay voided, not all is owed again; and what could not be mapped once may have
     * become what the system has.
     */
    void nothingOwed() {
      before(movement.getSystem())
          .filter(it -> Set.of(HoldingState.WAITING, HoldingState.REFUSED).contains(it.state()))
          .ifPresent(it -> put(settled(Optional.of(it), HoldingState.IN_STEP)));
    }

    /** Nothing is due under this key any more. */
    void moved(Holding held) {
      put(
          new Holding(
              held.system(),
              held.entity(),
              HoldingState.IN_STEP,
              held.delivery(),
              held.version(),
              at(),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.of("MOVED"),
              held.created(),
              held.first()));
    }

    /** A state that is entered again has lasted since it was entered first. */
    private Instant since(Optional<Holding> before, HoldingState state) {
      return before.filter(held -> held.state() == state).map(Holding::since).orElseGet(this::at);
    }

    private void put(Holding holding) {
      bySystem.put(holding.system(), holding);
    }
  }
}
