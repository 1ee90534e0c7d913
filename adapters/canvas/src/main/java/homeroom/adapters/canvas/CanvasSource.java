package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.Operation;
import homeroom.api.PushSource;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.support.http.Address;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes rows of Canvas's Live Events. An event is a hint: it may come late, twice or out of order,
 * and that of an enrollment holds no SIS ids. So the thing is read back, and the row says what
 * Canvas holds now. Our own writes are not read back, since by then somebody may have written over
 * them and what we would read would pass for ours; they give a row if the event alone is enough.
 * Thread-safe.
 */
final class CanvasSource implements PushSource {

  private static final String GONE = "deleted";

  private final Canvas canvas;
  private final Signature signature;
  private final Optional<String> ownUser;
  private final Set<String> collections;

  /**
   * @param collections those that are wanted; all if none is named
   */
  CanvasSource(
      Canvas canvas, Signature signature, Optional<String> ownUser, Set<String> collections) {
    this.canvas = canvas;
    this.signature = signature;
    this.ownUser = ownUser;
    this.collections = collections;
  }

  @Override
  public Batch receive(Request request) throws AdapterFailure {
    signature.verify(request);
    List<SourceItem> items = new ArrayList<>();
    Map<Address, Optional<JsonNode>> seen = new HashMap<>();
    int place = 0;
    for (LiveEvent event : LiveEvent.parse(request.body())) {
      place++;
      row(event, "event " + place, seen).ifPresent(items::add);
    }
    return Batch.ofItems(
        sha256(request.body()),
        "Live Events",
        coverage(),
        items.stream(),
        Cursor.START,
        Optional.empty());
  }

  private Map<String, Coverage> coverage() {
    return List.of(Columns.USERS, Columns.ENROLLMENTS).stream()
        .filter(this::wanted)
        .collect(Collectors.toMap(name -> name, name -> Coverage.PARTIAL));
  }

  private boolean wanted(String collection) {
    return collections.isEmpty() || collections.contains(collection);
  }

  private Optional<SourceItem> row(
      LiveEvent event, String place, Map<Address, Optional<JsonNode>> seen) throws AdapterFailure {
    if (event.aboutUser() && wanted(Columns.USERS)) {
      return user(event, place, seen);
    }
    boolean enrollment = event.aboutEnrollment() && wanted(Columns.ENROLLMENTS);
    return enrollment && !own(event) ? enrollment(event, place, seen) : Optional.empty();
  }

  private boolean own(LiveEvent event) {
    return ownUser.isPresent()
        && event.writer().filter(ownUser.get()::equalsIgnoreCase).isPresent();
  }

  private Optional<SourceItem> user(
      LiveEvent event, String place, Map<Address, Optional<JsonNode>> seen) throws AdapterFailure {
    Map<String, Value> told = Columns.told(Columns.USERS, event.body());
    boolean gone = event.body().path("workflow_state").asText().equals(GONE);
    if (own(event) || gone) {
      return row(event, place, Columns.USERS, told, gone);
    }
    Optional<JsonNode> held = look(Canvas.at("users"), event.localId("user_id"), seen);
    return held.flatMap(
        user -> {
          Map<String, Value> row = Columns.shown(Columns.USERS, user);
          row.putIfAbsent("workflow_state", told.getOrDefault("workflow_state", Value.NULL));
          return row(event, place, Columns.USERS, row, false);
        });
  }

  private Optional<SourceItem> enrollment(
      LiveEvent event, String place, Map<Address, Optional<JsonNode>> seen) throws AdapterFailure {
    Address enrollments = canvas.account().then("enrollments");
    return look(enrollments, event.localId("enrollment_id"), seen)
        .flatMap(
            held -> {
              boolean gone = held.path("enrollment_state").asText().equals(GONE);
              Map<String, Value> row = Columns.shown(Columns.ENROLLMENTS, held);
              return row(event, place, Columns.ENROLLMENTS, row, gone);
            });
  }

  /** Reads something once for all events of a request. */
  private Optional<JsonNode> look(
      Address place, Optional<String> id, Map<Address, Optional<JsonNode>> seen)
      throws AdapterFailure {
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Address address = place.id(id.get());
    Optional<JsonNode> held = seen.get(address);
    if (held == null) {
      held = find(address);
      seen.put(address, held);
    }
    return held;
  }

  /** Whatever hinders a look-up, the sender did nothing wrong and shall send again. */
  private Optional<JsonNode> find(Address address) throws AdapterFailure {
    try {
      return canvas.find(address);
    } catch (AdapterFailure failed) {
      Failure why = failed.failure();
      throw new AdapterFailure(
          new Failure(
              Failure.Kind.TRANSIENT, why.code(), why.message(), why.remedy(), why.retryAfter()),
          failed);
    }
  }

  /** What has no SIS id is not shared with any other system. */
  private static Optional<SourceItem> row(
      LiveEvent event, String place, String collection, Map<String, Value> columns, boolean gone) {
    boolean ours =
        !columns.getOrDefault("sis_user_id", Value.NULL).isNull()
            && (collection.equals(Columns.USERS)
                || !columns.getOrDefault("sis_section_id", Value.NULL).isNull());
    return ours
        ? Optional.of(
            new SourceItem.Row(
                collection,
                place,
                columns,
                gone ? Operation.DELETE : Operation.UPSERT,
                event.time(),
                event.id(),
                event.writer()))
        : Optional.empty();
  }

  private static String sha256(byte[] body) {
    try {
      return "sha256-"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  @Override
  public void close() {
    canvas.close();
  }
}
