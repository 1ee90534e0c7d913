package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.api.PushSource;
import homeroom.api.RecordKey;
import homeroom.ingest.Rereading;
import homeroom.planning.Dependence;
import homeroom.schema.BatchReport;
import homeroom.wire.QuarantineNotes.Note;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the interface asks of the running hub. Implemented by whoever wires the hub together.
 * Thread-safe; {@code poll} and {@code receive} are called from virtual threads and may block.
 */
public interface HubControl {

  /** How the hub is; quick. */
  HubStatus status();

  /** Which systems may decide what each consumer is told; quick. */
  List<Dependence> dependences();

  /** How old what it is told may be, of each consumer that says so; quick. */
  Map<String, Duration> needs();

  /**
   * Asks a source now and waits until what it gave is in the log.
   *
   * @return what became of it; empty when there was nothing new
   * @throws UnknownSystem if no source that can be asked has that name
   * @throws AdapterFailure if the source could not be asked, or what it gave cannot be used
   */
  Optional<BatchReport> poll(String system) throws UnknownSystem, AdapterFailure;

  /**
   * Takes in what a system posted; returns when every item of it is safely in the log.
   *
   * @throws UnknownSystem if no source that posts has that name
   * @throws AdapterFailure if the sender did not prove who it is, the body makes no sense, or the
   *     log cannot be written
   */
  void receive(String system, PushSource.Request request) throws UnknownSystem, AdapterFailure;

  /**
   * Lets deliveries to a system begin anew that do not know any more up to where they were made;
   * each that nobody knows the end of ends as refused, and stays owed. May block for long.
   *
   * @return how many had no end
   * @throws UnknownSystem if nothing is delivered to that system
   * @throws AdapterFailure if they know where they are, or the log cannot be written
   */
  int beginDeliveriesAnew(String system) throws UnknownSystem, AdapterFailure;

  /**
   * Asks the router to decide a field that waits for a person; returns when that is safely in the
   * log. A conflict that is over by then stays as it is.
   *
   * @throws AdapterFailure if the value does not fit the field, or the log cannot be written
   */
  void decide(Verdict verdict) throws AdapterFailure;

  /**
   * Asks the router to change a record's key; returns when that is safely in the log. What became
   * of it is in the history of the keys.
   *
   * @throws AdapterFailure if the log cannot be written
   */
  void change(KeyChange change) throws AdapterFailure;

  /**
   * Reads a kept batch of a source, or some of its rows, again; returns when what it came to is in
   * the log.
   *
   * @throws UnknownSystem if no source has that name
   * @throws AdapterFailure if it cannot be read again, or something newer stands against it
   */
  BatchReport again(Rereading asked) throws UnknownSystem, AdapterFailure;

  /**
   * Lets through what is held of a batch of a source; returns when it is in the log.
   *
   * @param held the name of the set of changes
   * @throws UnknownSystem if no source has that name
   * @throws AdapterFailure if it would do something else by now, or it is too late
   */
  BatchReport approve(String system, String held, String person)
      throws UnknownSystem, AdapterFailure;

  /**
   * Says that what is held of a batch of a source shall not come in.
   *
   * @param held the name of the set of changes
   * @throws UnknownSystem if no source has that name
   * @throws AdapterFailure if nothing of that name is held
   */
  BatchReport drop(String system, String held, String person) throws UnknownSystem, AdapterFailure;

  /**
   * Sends an event that the router could not use to it again.
   *
   * @return whether it was sent; otherwise the source spoke of the record since
   * @throws UnknownSystem if no source has that name
   * @throws AdapterFailure if it cannot be sent again
   */
  boolean resend(Rereading asked, Rereading.Entry entry) throws UnknownSystem, AdapterFailure;

  /**
   * Writes down what a person says of entries of the quarantine.
   *
   * @throws AdapterFailure if the log cannot be written
   */
  void note(List<Note> notes) throws AdapterFailure;

  /**
   * What a person says of a record's key.
   *
   * @param to the key under which it goes on; empty to split
   */
  record KeyChange(
      Kind kind, RecordKey record, Optional<RecordKey> to, String person, Optional<String> why) {

    /** What is to be done. */
    public enum Kind {
      RENAME,
      MERGE,
      SPLIT
    }
  }

  /**
   * What a person decided.
   *
   * @param conflict its id
   * @param person who
   */
  record Verdict(RecordKey record, String field, String conflict, Word word, String person) {}

  /** The person's word. */
  sealed interface Word {

    /** What this system says. */
    record Take(String system) implements Word {}

    /** This value, as people write it; nothing clears the field. */
    record Value(Optional<String> text) implements Word {}

    /** What the rule says when nobody decides. */
    record ByRule() implements Word {}
  }

  /** No system of that name does what is asked. */
  final class UnknownSystem extends Exception {
    public UnknownSystem(String system) {
      super("no system " + system + " in the configuration does this");
    }
  }
}
