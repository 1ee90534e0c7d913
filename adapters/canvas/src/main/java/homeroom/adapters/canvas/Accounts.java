package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Value;
import homeroom.support.http.Address;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Sub-accounts: a district's schools. */
record Accounts(Canvas canvas) implements SisKind {

  private static final String GROUP = "account";
  private static final Field SIS_ID = Field.plain(GROUP, "sis_account_id");

  /** Canvas shows the parent by its own id only; the SIS id is put beside it here. */
  private static final Field PARENT =
      new Field("account.parent", "parent_account_id", "/parent_sis_id", Field.Kind.ACCOUNT);

  static final List<Field> FIELDS = List.of(SIS_ID, Field.plain(GROUP, "name"), PARENT);

  @Override
  public String target() {
    return "accounts";
  }

  @Override
  public List<Field> fields() {
    return FIELDS;
  }

  @Override
  public Field sisId() {
    return SIS_ID;
  }

  @Override
  public Address one(String id) {
    return Canvas.at("accounts").id(id);
  }

  @Override
  public JsonNode create(Delivery delivery, Map<Field, Value> values)
      throws AdapterFailure, Refused {
    Map<Field, Value> own = new LinkedHashMap<>(values);
    own.remove(PARENT);
    Address parent =
        Payload.text(delivery, PARENT.name())
            .map(sisId -> one(SIS_ID.parameter() + ":" + sisId))
            .orElseGet(canvas::account);
    return canvas.create(
        parent.then("sub_accounts"), Canvas.group(GROUP, Payload.parameters(own, GROUP)));
  }

  @Override
  public void update(String id, Map<Field, Value> values) throws AdapterFailure, Refused {
    ObjectNode parameters = Payload.parameters(values, GROUP);
    if (values.containsKey(PARENT) && values.get(PARENT).isNull()) {
      parameters.set(PARENT.parameter(), root().path("id"));
    }
    canvas.put(one(id), Canvas.group(GROUP, parameters));
  }

  @Override
  public Map<Field, Value> differing(Map<Field, Value> wanted, JsonNode held)
      throws AdapterFailure {
    Optional<JsonNode> parent = canvas.find(one(held.path("parent_account_id").asText()));
    return Payload.differing(wanted, withParent(held, parent.map(SIS_ID::value)));
  }

  private JsonNode root() throws AdapterFailure {
    return canvas.find(canvas.account()).orElseGet(Canvas::object);
  }

  private static JsonNode withParent(JsonNode held, Optional<Value> sisId) {
    ObjectNode account = held.deepCopy();
    sisId
        .filter(value -> !value.isNull())
        .ifPresent(value -> account.put("parent_sis_id", value.toString()));
    return account;
  }

  @Override
  public void delete(String id) throws AdapterFailure, Refused {
    canvas.delete(canvas.account().then("sub_accounts").id(id));
  }

  /** All are read before the first is given: a parent may come behind its children. */
  @Override
  public Stream<Shown> all() throws AdapterFailure {
    Address list = canvas.account().then("sub_accounts").with("recursive", "true");
    List<JsonNode> accounts;
    try (Stream<JsonNode> pages = canvas.all(list)) {
      accounts = pages.toList();
    }
    Map<String, Value> sisIds = new HashMap<>();
    accounts.forEach(account -> sisIds.put(account.path("id").asText(), SIS_ID.value(account)));
    return accounts.stream()
        .map(
            account ->
                withParent(
                    account,
                    Optional.ofNullable(sisIds.get(account.path("parent_account_id").asText()))))
        .map(held -> new Shown(held, true));
  }
}
