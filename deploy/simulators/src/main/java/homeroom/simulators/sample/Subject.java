package homeroom.simulators.sample;

/** What is taught. */
enum Subject {
  HOMEROOM("HOM", "Homeroom"),
  ENGLISH("ELA", "English"),
  MATH("MTH", "Mathematics"),
  SCIENCE("SCI", "Science"),
  SOCIAL("SST", "Social Studies"),
  SPORT("PED", "Physical Education"),
  ART("ART", "Art"),
  MUSIC("MUS", "Music"),
  BAND("BND", "Band"),
  SPANISH("SPA", "Spanish"),
  FRENCH("FRE", "French"),
  CODING("CSC", "Computer Science"),
  DRAMA("DRA", "Drama");

  final String code;
  final String title;

  Subject(String code, String title) {
    this.code = code;
    this.title = title;
  }
}
