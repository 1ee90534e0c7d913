package homeroom.planning;

import homeroom.authority.Alias;
import homeroom.authority.RecordState;
import java.util.List;

/** An input about the keys of records: a new key, two records that are one, a system's own id. */
public sealed interface KeyInput extends Input {

  /**
   * The record has another key from now on, or is another record.
   *
   * @param step says which, and who says so
   * @param bySource whether a source says so; a person is heeded in any case
   */
  record Rename(Alias step, boolean bySource) implements KeyInput {
    @Override
    public String id() {
      return step.id();
    }
  }

  /**
   * The key is to be a record's own again.
   *
   * @param step who says so; its {@code to} is empty, because the key itself knows it
   */
  record Split(Alias step) implements KeyInput {
    @Override
    public String id() {
      return step.id();
    }
  }

  /**
   * A record gave up its key for this one.
   *
   * @param moved its state
   * @param path the keys over which that came, the first of them the record's own
   */
  record HandedOver(Alias step, RecordState moved, List<String> path) implements KeyInput {
    public HandedOver {
      path = List.copyOf(path);
    }

    @Override
    public String id() {
      return step.id() + "@" + step.from();
    }
  }

  /**
   * A key that became part of this record is a record's own again.
   *
   * @param path the keys over which that came, oldest first
   */
  record SplitOff(Alias step, List<String> path) implements KeyInput {
    public SplitOff {
      path = List.copyOf(path);
    }

    @Override
    public String id() {
      return step.id();
    }
  }

  /**
   * These consumers have both records; the one of this key is to be taken away there.
   *
   * @param ledgers the consumers, and the keys under which they have it
   * @param cause what led to this
   */
  record Returned(RecordState ledgers, String cause) implements KeyInput {

    @Override
    public String id() {
      return "returned:" + cause;
    }
  }

  /**
   * These consumers do not have another record under a key any more.
   *
   * @param key which key; it need not be the one that is told
   * @param by the record that they had under it
   * @param path the keys over which it has yet to go, the next one last
   */
  record Freed(String key, List<String> systems, String by, List<String> path, String cause)
      implements KeyInput {
    public Freed {
      systems = List.copyOf(systems);
      path = List.copyOf(path);
    }

    @Override
    public String id() {
      return "freed:" + cause;
    }
  }

  /**
   * A system's own id belongs to this record.
   *
   * @param record {@code entity/key}
   */
  record Learned(String record, String cause) implements KeyInput {
    @Override
    public String id() {
      return cause;
    }
  }

  /**
   * A record that this one refers to has this key now.
   *
   * @param parent its key as this record's source says it
   * @param now the key that it has; the same if it has that again
   * @param place where that was said
   */
  record Known(String parent, String now, String place) implements KeyInput {
    @Override
    public String id() {
      return "known:" + parent + "@" + place;
    }
  }

  /**
   * Something about another key that leads here.
   *
   * @param path the keys over which it came, oldest first
   */
  record Passed(List<String> path, Input input) implements KeyInput {
    public Passed {
      path = List.copyOf(path);
    }

    @Override
    public String id() {
      return input.id();
    }
  }
}
