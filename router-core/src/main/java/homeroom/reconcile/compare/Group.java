package homeroom.reconcile.compare;

import homeroom.api.RemoteRecord;
import homeroom.api.RemoteRecord.Activity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The records that are recognised by the same, most often one, and what was found of them. */
final class Group {

  private static final Comparator<RemoteRecord> ORDER =
      Comparator.comparing(RemoteRecord::remoteId).thenComparing(Group::sorted);

  private List<Expected> expected = List.of();
  private List<RemoteRecord> held = List.of();

  private static String sorted(RemoteRecord remote) {
    return new TreeMap<>(remote.fields()).toString();
  }

  void expect(Expected one) {
    expected = with(expected, one);
  }

  /** What is as it should be need not be kept, nor what sleeps and is not missed. */
  void found(RemoteRecord remote) {
    if (remote.activity() != Activity.INACTIVE) {
      for (Expected one : expected) {
        if (one.isMetBy(remote.fields())) {
          return;
        }
      }
    }
    if (remote.isActive() || !expected.isEmpty()) {
      held = with(held, remote);
    }
  }

  private static <T> List<T> with(List<T> list, T one) {
    if (list.isEmpty()) {
      return List.of(one);
    }
    List<T> more = new ArrayList<>(list);
    more.add(one);
    return more;
  }

  /** In the order of their keys. */
  List<Expected> expected() {
    return expected.stream().sorted(Comparator.comparing(it -> it.record)).toList();
  }

  /** What is not as any of them should be, in an order that does not depend on the system's. */
  List<RemoteRecord> held() {
    return held.stream().sorted(ORDER).toList();
  }
}
