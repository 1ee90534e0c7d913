package homeroom.support.content;

/**
 * How much an archive may ask of whoever unpacks it. Rosters pack to a tenth or a twentieth, and a
 * package of OneRoster has two dozen files.
 *
 * @param entries how many files it may hold
 * @param directory how many bytes its list of files may have
 * @param unpacked how many bytes all of them may have
 * @param ratio how many times its packed size a file may have ...
 * @param ratioFrom ... once it has that many bytes
 */
public record ZipLimits(int entries, long directory, long unpacked, int ratio, long ratioFrom) {

  public static final ZipLimits STANDARD = new ZipLimits(1_000, 1 << 20, 20L << 30, 150, 16 << 20);
}
