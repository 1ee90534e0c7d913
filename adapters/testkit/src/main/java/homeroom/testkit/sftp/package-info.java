/** A real SFTP server on this machine, on which things go wrong when a test says so. */
@NullMarked
package homeroom.testkit.sftp;

import org.jspecify.annotations.NullMarked;
