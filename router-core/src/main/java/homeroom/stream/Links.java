package homeroom.stream;

import homeroom.schema.Link;
import homeroom.schema.LinkKind;
import java.util.List;

/** Messages between the tasks of records. */
final class Links {

  private Links() {}

  static Link about(LinkKind kind, String parent, String child, List<String> systems) {
    return Link.newBuilder()
        .setKind(kind)
        .setParent(parent)
        .setChild(child)
        .setSystems(systems)
        .build();
  }

  static Link leaving(LinkKind kind, String asker, String subject, String child, List<String> at) {
    return Link.newBuilder(about(kind, asker, child, at)).setSubject(subject).build();
  }
}
