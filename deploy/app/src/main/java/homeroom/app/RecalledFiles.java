package homeroom.app;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.ingest.Recalled;
import homeroom.ingest.SourceIngest;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.reconcile.KeptFiles;
import homeroom.schema.CollectionReport;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The batches that the hub's sources have kept. */
record RecalledFiles(List<RunningSource> sources) implements KeptFiles {

  @Override
  public Batch read(String source, String batch, Reader reader) throws AdapterFailure {
    Recalled recalled = ingest(source).recall(batch, new Told(reader));
    Set<String> complete =
        recalled.then().getCollections().stream()
            .filter(it -> Boolean.TRUE.equals(it.getComplete()))
            .map(CollectionReport::getCollection)
            .collect(Collectors.toSet());
    return new Batch(complete, held(recalled), recalled.overtaken());
  }

  private static Held held(Recalled recalled) {
    if (recalled.heldBack()) {
      return Held.ALL;
    }
    return recalled.deletionsHeldBack() ? Held.DELETIONS : Held.NOTHING;
  }

  private SourceIngest ingest(String source) throws AdapterFailure {
    return sources.stream()
        .filter(it -> it.system().equals(source))
        .findFirst()
        .map(RunningSource::ingest)
        .orElseThrow(
            () ->
                new AdapterFailure(
                    Failure.of(
                        Failure.Kind.CONFIGURATION,
                        "RECONCILE_SYSTEM_UNKNOWN",
                        "No source has the name that was given.",
                        "See which systems there are: homeroom status.")));
  }

  private record Told(Reader reader) implements Recalled.Hearer {

    @Override
    public void said(String collection, String place, Assertion assertion, boolean gone) {
      reader.said(collection, place, assertion, gone);
    }

    @Override
    public void unreadable(String collection, String place, String code) {
      reader.unreadable(collection, place, code);
    }
  }
}
