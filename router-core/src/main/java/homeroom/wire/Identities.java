package homeroom.wire;

import homeroom.authority.Alias;
import homeroom.authority.Identity;
import homeroom.authority.Reference;
import homeroom.schema.KeyStep;
import homeroom.schema.KeyStepKind;
import homeroom.schema.StoredForward;
import homeroom.schema.StoredIdentity;
import homeroom.schema.StoredOccupied;
import homeroom.schema.StoredReference;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of a record's other keys, as it is stored and told. */
public final class Identities {

  private Identities() {}

  static @Nullable StoredIdentity stored(Identity identity) {
    return identity.equals(Identity.NONE)
        ? null
        : new StoredIdentity(
            identity.movedTo().orElse(null),
            identity.awaits(),
            identity.history().stream().map(Identities::step).toList(),
            new TreeMap<>(identity.voices()),
            new TreeMap<>(identity.knownAs()),
            identity.occupied().stream()
                .map(one -> new StoredOccupied(one.system(), one.by()))
                .toList(),
            identity.forwards().stream()
                .map(one -> new StoredForward(one.delivery(), one.system(), one.to(), one.own()))
                .toList(),
            identity.taken(),
            identity.references().stream()
                .map(
                    one ->
                        new StoredReference(
                            one.field(), one.said(), one.moved() ? one.now() : null))
                .toList());
  }

  static Identity identity(@Nullable StoredIdentity stored) {
    return stored == null
        ? Identity.NONE
        : new Identity(
            Optional.ofNullable(stored.getMovedTo()),
            stored.getAwaits(),
            stored.getHistory().stream().map(Identities::alias).toList(),
            stored.getVoices(),
            stored.getKnownAs(),
            stored.getOccupied().stream()
                .map(one -> new Identity.Occupied(one.getSystem(), one.getBy()))
                .toList(),
            stored.getForwards().stream()
                .map(
                    one ->
                        new Identity.Forward(
                            one.getDelivery(), one.getSystem(), one.getTo(), one.getOwn()))
                .toList(),
            stored.getTaken(),
            stored.getReferences().stream().map(Identities::reference).toList());
  }

  private static Reference reference(StoredReference stored) {
    String now = stored.getNow();
    return new Reference(stored.getField(), stored.getSaid(), now == null ? stored.getSaid() : now);
  }

  static KeyStep step(Alias alias) {
    return new KeyStep(
        KeyStepKind.valueOf(alias.kind().name()),
        alias.from(),
        alias.to(),
        Values.micros(alias.at()),
        alias.by(),
        alias.why().orElse(null),
        alias.id());
  }

  static Alias alias(KeyStep step) {
    return new Alias(
        Alias.Kind.valueOf(step.getKind().name()),
        step.getFrom(),
        step.getTo(),
        Values.instant(step.getAt()),
        step.getBy(),
        Optional.ofNullable(step.getWhy()),
        step.getStepId());
  }
}
