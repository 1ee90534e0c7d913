package homeroom.adapters.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import homeroom.api.AdapterContext;
import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.KeptSource;
import homeroom.api.Operation;
import homeroom.api.RawStore;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the accounts of an identity provider: all of them, or, where that is asked for and the
 * provider shows it, those that changed since the last time. Of an account that is gone only a read
 * of all of them tells.
 */
final class ScimSource implements KeptSource {

  private static final Logger LOG = LoggerFactory.getLogger(ScimSource.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "Users.jsonl";

  /** A change may become visible a little later than the time it carries. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private final ScimApi api;
  private final AccountReader reader;
  private final Reads reads;
  private final AdapterContext context;
  private boolean changesNotOffered;

  /**
   * How the provider is read.
   *
   * @param changes whether only what changed is read in between
   * @param wholeEvery how often all accounts are read at least
   * @param attributes further columns that are always there
   */
  record Reads(boolean changes, Duration wholeEvery, List<String> attributes) {
    Reads {
      attributes = List.copyOf(attributes);
    }
  }

  ScimSource(ScimApi api, Reads reads, AdapterContext context) {
    this.api = api;
    this.reader = new AccountReader(api);
    this.reads = reads;
    this.context = context;
  }

  @Override
  public Batch poll(Cursor from) throws AdapterFailure {
    requireUsers();
    AccountColumns columns = AccountColumns.with(reads.attributes());
    Instant now = context.clock().instant();
    Optional<Mark> mark = Mark.of(from);
    boolean due = mark.isEmpty() || !now.isBefore(mark.get().wholeAt().plus(reads.wholeEvery()));
    if (reads.changes() && !due) {
      Optional<Collected> changed = changed(mark.get());
      if (changed.isPresent()) {
        return changes(from, mark.get(), changed.get(), columns, now);
      }
    }
    Collected all = reader.all();
    if (all.size() == 0) {
      return empty(from);
    }
    RawStore.Kept kept = keep(all);
    return !due && kept.id().equals(mark.get().content())
        ? Batch.unchanged(from, now)
        : batch(kept, Coverage.COMPLETE, new Mark(kept.id(), now, all.modified()), columns, now);
  }

  @Override
  public Batch again(RawStore.Kept kept, String origin) throws AdapterFailure {
    return Batch.ofItems(
        kept.id(),
        origin,
        Map.of(),
        items(kept, AccountColumns.with(reads.attributes())),
        Cursor.START,
        Optional.empty());
  }

  /**
   * What changed since the last time. The last account that was read must be among it, or nothing
   * is proven: some providers answer a filter that they do not know with nobody at all.
   */
  private Optional<Collected> changed(Mark mark) throws AdapterFailure {
    Optional<Instant> last = mark.modified();
    if (last.isEmpty()) {
      return Optional.empty();
    }
    Optional<Collected> changed =
        reader
            .matching("meta.lastModified gt \"" + last.get().minus(OVERLAP) + "\"")
            .filter(found -> found.modified().filter(at -> !at.isBefore(last.get())).isPresent());
    if (changed.isEmpty() && !changesNotOffered) {
      changesNotOffered = true;
      LOG.info("accounts that changed are not shown, all are read system={}", context.system());
    }
    return changed;
  }

  private Batch changes(
      Cursor from, Mark mark, Collected changed, AccountColumns columns, Instant now)
      throws AdapterFailure {
    RawStore.Kept kept = keep(changed);
    return kept.id().equals(mark.content())
        ? Batch.unchanged(from, now)
        : batch(
            kept,
            Coverage.PARTIAL,
            new Mark(kept.id(), mark.wholeAt(), changed.modified()),
            columns,
            now);
  }

  private Batch batch(
      RawStore.Kept kept, Coverage coverage, Mark next, AccountColumns columns, Instant now)
      throws AdapterFailure {
    return Batch.ofItems(
        kept.id(),
        ScimApi.USERS,
        Map.of(ScimApi.USERS, coverage),
        items(kept, columns),
        next.cursor(),
        Optional.of(now));
  }

  private Stream<SourceItem> items(RawStore.Kept kept, AccountColumns columns)
      throws AdapterFailure {
    AtomicInteger number = new AtomicInteger();
    try {
      return Files.lines(kept.file())
          .map(line -> item(line, ScimApi.USERS + ":" + number.incrementAndGet(), columns));
    } catch (IOException cause) {
      throw disk(cause);
    }
  }

  private SourceItem item(String line, String place, AccountColumns columns) {
    try {
      Optional<Account> account = Account.in(JSON.readTree(line));
      return account.isPresent()
          ? row(account.get(), place, columns.of(account.get()))
          : new SourceItem.Rejected(ScimApi.USERS, place, "id", withoutId());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("what was kept was JSON", impossible);
    }
  }

  /** When an account changed counts only where the provider is relied upon to note it. */
  private SourceItem row(Account account, String place, Map<String, Value> columns) {
    return new SourceItem.Row(
        ScimApi.USERS,
        place,
        columns,
        Operation.UPSERT,
        reads.changes() ? Collected.modifiedAt(account.json()) : Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private RawStore.Kept keep(Collected accounts) throws AdapterFailure {
    try (InputStream lines = accounts.lines()) {
      return context.raw().keep(FILE, lines);
    } catch (IOException cause) {
      throw disk(cause);
    }
  }

  /** A provider that has no accounts yet says nothing; one that had some has lost its mind. */
  private static Batch empty(Cursor from) throws AdapterFailure {
    if (from.isStart()) {
      return Batch.nothing(from);
    }
    throw new AdapterFailure(
        Failure.of(
            Kind.CONTENT,
            "SCIM_EMPTY",
            "Reading Users: the provider has no account any more",
            "Look whether the url and the token are still those of the district."));
  }

  private static Failure withoutId() {
    return Failure.of(
        Kind.CONTENT,
        "SCIM_NO_ID",
        "a resource among the accounts has no id",
        "tell the provider's makers; no account is taken for gone meanwhile");
  }

  private static AdapterFailure disk(IOException cause) {
    return new AdapterFailure(
        Failure.of(
            Kind.TRANSIENT,
            "SCIM_IO",
            "Keeping what was read: the disk did not do it.",
            "The hub tries again; if it stays, look for a full disk or a lost mount."),
        cause);
  }

  private void requireUsers() throws AdapterFailure {
    for (String collection : context.collections()) {
      if (!collection.equals(ScimApi.USERS)) {
        throw new AdapterFailure(
            Failure.of(
                Kind.CONFIGURATION,
                "SCIM_NO_COLLECTION",
                "Reading the provider: there is no collection " + collection,
                "Write of: " + ScimApi.USERS + "."));
      }
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
