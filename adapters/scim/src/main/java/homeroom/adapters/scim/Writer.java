package homeroom.adapters.scim;

import homeroom.api.AdapterFailure;
import homeroom.api.Value;
import homeroom.support.http.Reply;
import java.util.Map;

/** Changes some attributes of an account and leaves the others alone. */
sealed interface Writer permits PatchWriter, PutWriter {

  /**
   * Writes.
   *
   * @param account as it is now
   * @param changes what is different from it
   */
  Reply write(Account account, Map<ScimPath, Value> changes) throws AdapterFailure;
}
