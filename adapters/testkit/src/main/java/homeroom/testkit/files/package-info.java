/** What tests of adapters that read files need: where raw files are kept, and packages to read. */
@NullMarked
package homeroom.testkit.files;

import org.jspecify.annotations.NullMarked;
