package homeroom.planning;

import homeroom.authority.SystemDraft;
import homeroom.authority.SystemState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the end of a delivery teaches about what its system holds. */
final class Ledger {

  private Ledger() {}

  /**
   * The delivery ended so; what the system is known to hold follows from that.
   *
   * @param open the delivery, which is open no more
   */
  static void settle(Input.Answered answered, SystemDraft consumer, SystemState.Open open) {
    switch (answered.result()) {
      case CREATED, UPDATED, UNCHANGED, DELETED -> applied(answered, consumer, open);
      case HANDED_OVER -> handedOver(consumer, open);
      case REFUSED -> refused(answered, consumer, open);
      case CHANGED_MEANWHILE -> notWritten(answered, consumer, open);
    }
  }

  /** An earlier try may have arrived all the same, and be what the system shows from now on. */
  private static void notWritten(
      Input.Answered answered, SystemDraft consumer, SystemState.Open open) {
    answered.remoteId().ifPresent(consumer::remoteId);
    consumer.unseen(OptionalLong.of(open.version()));
    consumer.confirmed(0);
    consumer.repair(true);
  }

  /**
   * A version of a history arrived, or did not, while newer ones are on their way. Those bring all
   * fields, so that nothing but the record's presence is to be learned.
   */
  static void earlier(Input.Answered answered, SystemDraft consumer) {
    if (consumer.open().isEmpty()) {
      return;
    }
    switch (answered.result()) {
      case CREATED, UPDATED, UNCHANGED -> {
        consumer.present(true);
        answered.remoteId().ifPresent(consumer::remoteId);
      }
      case DELETED -> consumer.present(false);
      case HANDED_OVER, REFUSED, CHANGED_MEANWHILE -> {
        // The newest one tells.
      }
    }
  }

  /** What it brought is still owed, in whatever payload comes next. */
  private static void refused(
      Input.Answered answered, SystemDraft consumer, SystemState.Open open) {
    consumer.repair(true);
    if (consumer.doubtsAll(open)) {
      // It refused before its word was void, or while it changed all of that itself.
      return;
    }
    long since = consumer.refused().map(SystemState.Refused::since).orElse(open.version());
    consumer.refused(
        Optional.of(
            new SystemState.Refused(
                open.payload(),
                answered.code().orElse("REFUSED"),
                open.version(),
                open.settles(),
                since)));
  }

  private static void handedOver(SystemDraft consumer, SystemState.Open open) {
    boolean other = consumer.refused().filter(SystemState.Refused::deletion).isPresent();
    if (open.delete() || other) {
      // What it refused was of a record that came or went; the next is another one.
      consumer.refused(Optional.empty());
    }
    if (!open.delete()) {
      consumer.expect(open.version(), open.settles());
    }
    // Once the system took a record away itself, showing it means that people put it back.
    boolean behind = open.delete() && !consumer.present();
    long since =
        consumer
            .handed()
            .filter(_ -> !behind)
            .map(SystemState.Handed::since)
            .orElse(open.version());
    consumer.handed(
        Optional.of(
            new SystemState.Handed(
                open.version(),
                consumer.bringing(open),
                open.payload(),
                open.delete(),
                since,
                open.deliveryId(),
                Optional.empty())));
  }

  /**
   * What became of a delivery that was handed over is known now. Of a system that says itself what
   * it holds, only its own word shows that it took something in: the answer may be older than that.
   *
   * @return whether that was not known before
   */
  static boolean later(Input.Answered answered, SystemDraft consumer, SystemState.Handed handed) {
    return switch (answered.result()) {
      case CREATED, UPDATED, UNCHANGED, DELETED -> taken(answered, consumer, handed);
      case REFUSED -> refusedLater(answered, consumer, handed);
      case HANDED_OVER, CHANGED_MEANWHILE -> false;
    };
  }

  private static boolean taken(
      Input.Answered answered, SystemDraft consumer, SystemState.Handed handed) {
    if (consumer.speaks()) {
      return false;
    }
    SystemState.Open open = asOpen(handed);
    if (owesOnlyTheRefused(consumer, handed) && !consumer.doubtsPresence(open)) {
      consumer.repair(false);
    }
    applied(answered, consumer, open);
    consumer.handed(Optional.empty());
    return true;
  }

  /** An epoch that asks for more ends the refusal, or is on its way, or waits. */
  private static boolean owesOnlyTheRefused(SystemDraft consumer, SystemState.Handed handed) {
    return handed.refusal().isPresent()
        && consumer.open().isEmpty()
        && consumer.waitsFor().isEmpty()
        && consumer.refused().filter(it -> it.version() == handed.version()).isPresent();
  }

  private static boolean refusedLater(
      Input.Answered answered, SystemDraft consumer, SystemState.Handed handed) {
    String code = answered.code().orElse("REFUSED");
    if (handed.refusal().filter(code::equals).isPresent()) {
      return false;
    }
    refused(answered, consumer, asOpen(handed));
    consumer.handed(Optional.of(handed.refused(code)));
    return true;
  }

  private static SystemState.Open asOpen(SystemState.Handed handed) {
    return new SystemState.Open(
        handed.deliveryId(),
        handed.version(),
        handed.settles(),
        handed.payload(),
        handed.delete(),
        List.of());
  }

  private static void applied(
      Input.Answered answered, SystemDraft consumer, SystemState.Open open) {
    consumer.refused(Optional.empty());
    if (!open.settles().isEmpty()) {
      // Of what the system did not show yet nobody knows whether its next event came before it.
      consumer.unseen(OptionalLong.of(open.version()));
    }
    answered.remoteId().ifPresent(consumer::remoteId);
    if (consumer.doubtsPresence(open)) {
      // It may have the record or not; what it said counts, and it is told once more.
      consumer.confirmed(0);
    } else if (open.delete()) {
      consumer.forgetFields();
      consumer.present(false);
    } else {
      consumer.present(true);
      consumer.confirmed(open.payload());
    }
    consumer.confirm(open);
  }
}
