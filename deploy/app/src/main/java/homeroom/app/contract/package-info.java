/** Drafts contracts for files; works without a hub. */
@NullMarked
package homeroom.app.contract;

import org.jspecify.annotations.NullMarked;
