package homeroom.config;

/** How much a field tells about a person; from the most to the least. */
public enum Privacy {
  /**
   * It names the person: a name, a number, an address. What is said of no field is taken as this.
   */
  DIRECT,
  /** It is about something that may harm: health, discipline, origin, poverty. */
  SENSITIVE,
  /** Together with others it may name the person: a grade, a school, a day. */
  INDIRECT,
  /** It is about no person. */
  NONE
}
