package homeroom.audit;

/** As of when the tables say how systems stand with records. */
enum Standing {
  /** Behind all movements that are in the store. */
  NOW("holdings", "refusals"),
  /** Behind the movements that were pruned, before those that are kept. */
  PRUNED("pruned_holdings", "pruned_refusals");

  private final String holdings;
  private final String refusals;

  Standing(String holdings, String refusals) {
    this.holdings = holdings;
    this.refusals = refusals;
  }

  /** The table of what each system holds. */
  String holdings() {
    return holdings;
  }

  /** The table of what each system refuses. */
  String refusals() {
    return refusals;
  }
}
