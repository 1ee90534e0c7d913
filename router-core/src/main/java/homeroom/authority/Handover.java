package homeroom.authority;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What a record takes along when it gives up its key, and what it leaves behind. Pure. */
public final class Handover {

  private Handover() {}

  /**
   * The state as it travels to the new key.
   *
   * @param key the key that is given up
   * @param consumers the systems that are told of such records
   */
  public static RecordState leaving(RecordState state, String key, Set<String> consumers) {
    RecordDraft draft = new RecordDraft(state);
    Map<String, String> voices = new HashMap<>();
    Map<String, String> knownAs = new HashMap<>();
    for (SystemState system : state.systems()) {
      String name = system.system();
      draft.system(name).waitsFor(List.of());
      draft.system(name).met(List.of());
      if (speaks(system)) {
        voices.put(name, state.identity().voices().getOrDefault(name, key));
      }
      if (consumers.contains(name) && hasIt(system)) {
        knownAs.put(name, state.identity().knownAs().getOrDefault(name, key));
      }
    }
    return draft
        .freeze()
        .with(
            new Identity(
                Optional.empty(),
                List.of(),
                state.identity().history(),
                voices,
                knownAs,
                List.of(),
                List.of(),
                state.identity().taken(),
                state.identity().references()));
  }

  /**
   * What stays under the old key: what sources say of it, so that the key can become a record's own
   * again. Nothing is delivered of that.
   *
   * @param consumers the systems that are told of such records
   */
  public static RecordState shadow(RecordState state, Set<String> consumers, Alias alias) {
    return new RecordState(
        state.version(),
        state.fields(),
        state.systems().stream()
            .filter(system -> !consumers.contains(system.system()))
            .map(Handover::withoutLedger)
            .toList(),
        new Identity(
            Optional.of(alias.to()),
            List.of(),
            state.identity().and(alias).history(),
            Map.of(),
            Map.of(),
            state.identity().occupied(),
            forwarding(state.identity(), state, alias.to(), true).forwards(),
            List.of(),
            List.of()));
  }

  /** The receipts of what is open go along with a state that travels over a key, or from it. */
  public static Identity forwarding(Identity here, RecordState moved, String to) {
    return forwarding(here, moved, to, false);
  }

  private static Identity forwarding(Identity here, RecordState moved, String to, boolean own) {
    Identity now = here;
    for (SystemState system : moved.systems()) {
      if (system.open().isPresent()) {
        now =
            now.forwarding(
                new Identity.Forward(
                    system.open().get().deliveryId(),
                    system.system(),
                    to,
                    own && here.forward(system.open().get().deliveryId()).isEmpty()));
      }
    }
    return now;
  }

  /**
   * The state under a new key of which nothing was known before. Each consumer that has the record
   * is to be told.
   */
  public static RecordState arrived(RecordState moved, Identity there, Alias alias) {
    RecordDraft draft = new RecordDraft(moved);
    moved.identity().knownAs().keySet().forEach(consumer -> toBeTold(draft.system(consumer)));
    Identity identity =
        there
            .and(moved.identity().history(), alias)
            .taking(moved.identity().taken())
            .references(moved.identity().references());
    for (var voice : moved.identity().voices().entrySet()) {
      identity = identity.voice(voice.getKey(), Optional.of(voice.getValue()));
    }
    for (var known : moved.identity().knownAs().entrySet()) {
      identity = identity.knownAs(known.getKey(), Optional.of(known.getValue()));
    }
    return draft.freeze().with(identity);
  }

  static void toBeTold(SystemDraft consumer) {
    consumer.repair(true);
    consumer.refused(Optional.empty());
  }

  /** A key that was given up and is to have a record again, which came to it from another. */
  public static RecordState reopened(RecordState state, Set<String> consumers) {
    return new RecordState(
        state.version(),
        List.of(),
        state.systems().stream()
            .filter(system -> consumers.contains(system.system()))
            .filter(system -> hasIt(system) || system.open().isPresent())
            .toList(),
        state.identity().movedTo(Optional.empty()));
  }

  /** Gives a consumer's ledger back to a key that goes on to be responsible for its object. */
  public static RecordState givenBack(RecordState state, RecordState returned) {
    RecordDraft draft = new RecordDraft(state);
    Identity identity = state.identity();
    for (SystemState ledger : returned.systems()) {
      identity =
          identity.knownAs(
              ledger.system(),
              Optional.ofNullable(returned.identity().knownAs().get(ledger.system())));
      if (ledger.open().isPresent()) {
        identity = identity.answeredHere(ledger.open().get().deliveryId());
      }
      SystemDraft system = draft.system(ledger.system());
      system.present(ledger.present());
      system.confirmed(ledger.confirmed());
      ledger.remoteId().ifPresent(system::remoteId);
      system.handed(ledger.handed());
      system.open(
          ledger
              .open()
              .map(
                  open ->
                      new SystemState.Open(
                          open.deliveryId(),
                          open.version(),
                          FieldSet.NONE,
                          open.payload(),
                          open.delete(),
                          open.references())));
    }
    return draft.freeze().with(identity);
  }

  /**
   * What of a ledger that is given back finds another one in its place, which belongs to another
   * key.
   *
   * @return by key, the ledgers that go there
   */
  public static Map<String, RecordState> displaced(RecordState state, RecordState returned) {
    Map<String, RecordState> displaced = new TreeMap<>();
    for (SystemState ledger : returned.systems()) {
      Optional<String> key = Optional.ofNullable(state.identity().knownAs().get(ledger.system()));
      Optional<SystemState> own = state.system(ledger.system()).filter(Handover::hasIt);
      if (key.isPresent() && own.isPresent()) {
        RecordState before =
            displaced.getOrDefault(key.get(), new RecordState(0, List.of(), List.of()));
        List<SystemState> more = new ArrayList<>(before.systems());
        more.add(own.get());
        displaced.put(
            key.get(),
            new RecordState(0, List.of(), more, before.identity().knownAs(ledger.system(), key)));
      }
    }
    return displaced;
  }

  /** Whether a system ever said something of the record. */
  public static boolean speaks(SystemState system) {
    return !system.recent().isEmpty();
  }

  /** Whether a system has the record, or will have it if what is on its way arrives. */
  static boolean hasIt(SystemState system) {
    return system.present()
        || system.open().filter(open -> !open.delete()).isPresent()
        || system.handed().filter(handed -> !handed.delete()).isPresent();
  }

  private static SystemState withoutLedger(SystemState it) {
    return new SystemState(
        it.system(),
        it.version(),
        it.known(),
        it.held(),
        false,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        it.sequence(),
        it.recent(),
        OptionalLong.empty(),
        false,
        it.epoch());
  }
}
