package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Value;
import homeroom.support.http.Call.Verb;
import homeroom.support.http.Reply;
import java.util.Map;

/** Changes some attributes of an account and leaves the others alone. */
sealed interface Writer permits PatchWriter, PutWriter {

  ScimApi api();

  /** The method that it writes with. */
  Verb verb();

  /** What it sends. */
  ObjectNode body(Account account, Map<ScimPath, Value> changes);

  /**
   * Writes.
   *
   * @param account as it is now
   * @param changes what is different from it
   */
  default Reply write(Account account, Map<ScimPath, Value> changes) throws AdapterFailure {
    return api().write(verb(), account, body(account, changes));
  }
}
