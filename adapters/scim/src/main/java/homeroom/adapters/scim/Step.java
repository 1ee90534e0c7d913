package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Effect;
import homeroom.api.Value;
import java.util.Map;

/** What is to be done for a delivery, now that it is known what is there. */
sealed interface Step {

  /** Nothing; it ended with the look. */
  record Ended(Outcome outcome) implements Step {}

  /** An account is to be created. */
  record Create(Map<ScimPath, Value> payload) implements Step {

    ObjectNode body() {
      ObjectNode account = JsonNodeFactory.instance.objectNode();
      // Some providers take an account that says nothing about it for one that is not active.
      account.put(Looking.ACTIVE, true);
      PutWriter.fill(account, payload);
      return account;
    }
  }

  /**
   * An account is to be changed.
   *
   * @param changes what is different from it, at least one
   * @param effect how the delivery ends if that works
   */
  record Change(Account account, Map<ScimPath, Value> changes, Effect effect) implements Step {}
}
