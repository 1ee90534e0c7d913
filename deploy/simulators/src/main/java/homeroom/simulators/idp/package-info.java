/**
 * A stand-in for an identity provider: a SCIM 2.0 service provider (RFC 7643, RFC 7644) that keeps
 * its accounts in memory, is as strict as real ones are, and can be made to fail on purpose.
 */
@NullMarked
package homeroom.simulators.idp;

import org.jspecify.annotations.NullMarked;
