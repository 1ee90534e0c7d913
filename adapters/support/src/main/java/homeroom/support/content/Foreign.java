package homeroom.support.content;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;

/** What a file can be that is no source of records. */
public enum Foreign {
  PDF("a PDF document", Use.REPORT),
  DOCUMENT("a document of a word processor", Use.REPORT),
  PRESENTATION("a presentation", Use.REPORT),
  WEB_PAGE("a web page, such as a dashboard or a sign-in page", Use.REPORT),
  IMAGE("a picture", Use.REPORT),
  SPREADSHEET("a spreadsheet", Use.SHEET),
  OFFICE("a file of an office program", Use.SHEET),
  GZIP("packed with gzip", Use.PACKED),
  ARCHIVE("an archive of another kind", Use.PACKED),
  ZIP("a ZIP archive", Use.PACKED),
  XML("XML", Use.OTHER),
  JSON("JSON", Use.OTHER);

  /** What it is made for, and so what to ask for instead. */
  private enum Use {
    REPORT(
        "FILE_IS_REPORT",
        "made for people to read",
        "Ask the vendor for the data itself, as a CSV export; a report cannot be taken in. A web"
            + " page often means that the download was not signed in."),
    SHEET(
        "FILE_IS_OTHER",
        "made for people to work with",
        "Ask the vendor for a CSV export; spreadsheets change numbers that begin with 0, and"
            + " dates."),
    PACKED(
        "FILE_IS_OTHER",
        "not what is read here",
        "Have it exported the way that the source is configured for, neither packed otherwise nor"
            + " packed again."),
    OTHER(
        "FILE_IS_OTHER",
        "not what is read here",
        "Ask the vendor for the CSV export, or look whether an error message was saved instead of"
            + " it.");

    private final String code;
    private final String why;
    private final String remedy;

    Use(String code, String why, String remedy) {
      this.code = code;
      this.why = why;
      this.remedy = remedy;
    }
  }

  private final String what;
  private final Use use;

  Foreign(String what, Use use) {
    this.what = what;
    this.use = use;
  }

  /**
   * Why the file is refused, for the hub.
   *
   * @param name of the file, for people
   */
  public Failure failure(String name) {
    return Failure.of(
        Kind.CONTENT,
        use.code,
        "Reading " + name + ": it is " + what + ", " + use.why + ".",
        use.remedy);
  }
}
