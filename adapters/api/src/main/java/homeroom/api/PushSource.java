package homeroom.api;

import java.util.Map;

/**
 * Understands what a system posts to the hub by itself.
 *
 * <p>The hub answers the system with success only after every item is safely in the log. The same
 * notification may therefore come twice, and notifications may come out of order; the adapter gives
 * each row the system's own event id so that the hub can tell.
 */
public non-sealed interface PushSource extends Source {

  /**
   * Reads one notification.
   *
   * @param request what was posted
   * @throws AdapterFailure of kind {@code CREDENTIAL} if the sender did not prove who it is, {@code
   *     CONTENT} if the body makes no sense, {@code TRANSIENT} if a look-up it needs did not work
   */
  Batch receive(Request request) throws AdapterFailure;

  /**
   * One HTTP request.
   *
   * @param headers by lower-case name
   * @param body as it came
   */
  record Request(Map<String, String> headers, byte[] body) {
    public Request {
      headers = Map.copyOf(headers);
      body = body.clone();
    }
  }
}
