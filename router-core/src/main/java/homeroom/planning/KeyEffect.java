package homeroom.planning;

import homeroom.authority.Alias;
import homeroom.authority.RecordState;
import java.util.List;

/** An effect on other keys than the record's. */
public sealed interface KeyEffect extends Effect {

  /** The record goes on under another key, with this state. */
  record HandOver(String to, Alias step, RecordState moved, List<String> path)
      implements KeyEffect {
    public HandOver {
      path = List.copyOf(path);
    }
  }

  /** The input is another key's. */
  record Pass(String to, List<String> path) implements KeyEffect {
    public Pass {
      path = List.copyOf(path);
    }
  }

  /** The input is to be kept until it can be decided. */
  record Keep() implements KeyEffect {}

  /** What was kept is to be decided now, in its order. */
  record Release() implements KeyEffect {}

  /** A key that was part of another record is a record's own again. */
  record SplitOff(String to, Alias step, List<String> path) implements KeyEffect {
    public SplitOff {
      path = List.copyOf(path);
    }
  }

  /** The object that these consumers have of another key is to be taken away there. */
  record Return(String to, RecordState ledgers) implements KeyEffect {}

  /** These consumers do not have the record under a key any more that was split from it. */
  record Free(String key, List<String> systems, String by, List<String> path) implements KeyEffect {
    public Free {
      systems = List.copyOf(systems);
      path = List.copyOf(path);
    }

    /** Whom to tell now. */
    public String to() {
      return path.isEmpty() ? key : path.getLast();
    }

    /** Over which keys it has yet to go from there. */
    public List<String> rest() {
      return path.isEmpty() ? path : path.subList(0, path.size() - 1);
    }
  }

  /** A system's own id belongs to the record. */
  record Learn(String ownId) implements KeyEffect {}

  /** What is known of the record's keys changed, which those who look it up are to see. */
  record Identified() implements KeyEffect {}
}
