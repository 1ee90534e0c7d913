package homeroom.bench.ingest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes OneRoster packages of a district: each student has ten seats. Of a hundred records one is
 * another in each issue.
 */
final class Exports {

  static final String USERS = "users.csv";
  static final String ENROLLMENTS = "enrollments.csv";
  static final int SEATS = 10;

  private static final int ONE_IN = 100;

  private Exports() {}

  /**
   * @param students how many
   * @param issue the number of the export
   */
  static void write(Path zip, int students, int issue) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      Writer to = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
      begin(out, to, "manifest.csv");
      to.write("propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n");
      to.write("file.users,bulk\nfile.enrollments,bulk\n");
      begin(out, to, USERS);
      to.write(
          "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,");
      to.write(
          "givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,");
      to.write("password\n");
      for (int i = 0; i < students; i++) {
        to.write(student(i, issue));
      }
      begin(out, to, ENROLLMENTS);
      to.write("sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,");
      to.write("role,primary,beginDate,endDate\n");
      for (int i = 0; i < students * SEATS; i++) {
        to.write(seat(i, issue));
      }
      to.flush();
      out.closeEntry();
    }
  }

  private static void begin(ZipOutputStream out, Writer to, String file) throws IOException {
    to.flush();
    out.putNextEntry(new ZipEntry(file));
  }

  private static String student(int i, int issue) {
    return "stu-%07d,,,true,org-%02d,student,s%d,,Given%d,Family%s,,%d,s%d@cedar.example,,,,%02d,\n"
        .formatted(i, i % 40, i, i % 900, changed(i, issue), 1_000_000 + i, i, 1 + i % 12);
  }

  private static String seat(int i, int issue) {
    return "enr-%08d,,,cls-%06d,org-%02d,stu-%07d,student,false,2026-08-15,2027-06-%02d\n"
        .formatted(i, i % 40_000, i % 40, i / SEATS, 1 + changed(i, issue) % 28);
  }

  /** A number that is another in each issue for one in a hundred, and the same for the others. */
  private static int changed(int i, int issue) {
    return i % ONE_IN == 0 ? i + issue : i;
  }
}
