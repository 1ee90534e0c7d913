package homeroom.stream;

import homeroom.planning.KeyEffect;
import homeroom.schema.KeyNote;
import homeroom.wire.KeyNotes;
import homeroom.wire.WireFormat;
import java.util.function.BiConsumer;

/** Carries out what a decision means for other keys. For one task. */
final class KeyMail {

  /** What a key's own task has to do. */
  interface Site {
    /** Publishes what is known of the record. */
    void publish();

    /** Decides what was kept. */
    void decide(byte[] message);
  }

  private final KeptStore kept;
  private final BiConsumer<String, KeyNote> links;

  /**
   * @param links writes a note to the task of a key
   */
  KeyMail(KeptStore kept, BiConsumer<String, KeyNote> links) {
    this.kept = kept;
    this.links = links;
  }

  /**
   * @param key whose decision it was
   * @param message the message that was decided
   * @param cause its id
   */
  void carryOut(String key, KeyEffect effect, byte[] message, String cause, Site site) {
    switch (effect) {
      case KeyEffect.HandOver over ->
          links.accept(over.to(), KeyNotes.handover(over.step(), over.moved(), over.path()));
      case KeyEffect.Pass pass ->
          links.accept(pass.to(), KeyNotes.pass(pass.path(), inner(message), cause));
      case KeyEffect.SplitOff split ->
          links.accept(split.to(), KeyNotes.splitOff(split.step(), split.path()));
      case KeyEffect.Return back ->
          links.accept(back.to(), KeyNotes.giveBack(back.ledgers(), cause));
      case KeyEffect.Free free -> links.accept(free.to(), KeyNotes.free(free, cause));
      case KeyEffect.Learn learn -> links.accept(learn.ownId(), KeyNotes.learn(key, cause));
      case KeyEffect.Keep k -> kept.keep(key, message);
      case KeyEffect.Release r -> kept.take(key).forEach(site::decide);
      case KeyEffect.Identified i -> site.publish();
    }
  }

  /** What was passed on once is passed on as it was. */
  private static byte[] inner(byte[] message) {
    return WireFormat.typeOf(message).equals("KeyNote")
        ? KeyNotes.passed(WireFormat.decode(message, KeyNote.class))
        : message;
  }
}
