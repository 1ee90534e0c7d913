package homeroom.ingest;

import homeroom.api.RowPrint;
import homeroom.api.SourceItem;
import homeroom.planning.Guard.Kind;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.schema.Accepted;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;

/** Counts what a batch would do, and does nothing. */
record Counted(Census census) implements Effects {

  @Override
  public void said(
      SourceItem.Row row, Assertion assertion, Optional<Accepted> before, Accepted now) {
    // What the hub wrote there since is no change that the source made.
    if (before.filter(ConfirmedRows::isUnsaid).isEmpty()) {
      census.change(
          part(row, assertion),
          before.isEmpty() ? Kind.CREATES : Kind.UPDATES,
          assertion.record().toString(),
          HexFormat.of().formatHex(now.getDigest().bytes()));
    }
  }

  @Override
  public void understood(RowPrint row, String collection, Collection<String> keys) {
    // Nothing of it is taken in yet.
  }

  @Override
  public void toldGone(SourceItem.Row row, Assertion assertion) {
    census.toldDeletion();
    census.change(part(row, assertion), Kind.DELETES, assertion.record().toString(), "told");
  }

  private static Part part(SourceItem.Row row, Assertion assertion) {
    return new Part(row.collection(), assertion.record().entity());
  }

  @Override
  public void noted(String key, Accepted now) {
    // Nobody need know.
  }

  @Override
  public void missing(Part part, String key) {
    census.change(part, Kind.DELETES, key, "missing");
  }

  @Override
  public void rejected(Rejection rejection) {
    census.rejected(rejection.collection(), rejection.place(), rejection.failure().code());
  }

  @Override
  public void unreadable(Rejection rejection) {
    census.doubtful(rejection.collection());
    rejected(rejection);
  }
}
