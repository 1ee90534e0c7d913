package homeroom.support.files;

import homeroom.api.AdapterFailure;

/** Where a source's files lie. */
interface Place {

  /**
   * Goes there, with one connection that the visit's end closes.
   *
   * @throws AdapterFailure if one cannot get there
   */
  Visit visit() throws AdapterFailure;
}
