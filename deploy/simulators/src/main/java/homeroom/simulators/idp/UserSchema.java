package homeroom.simulators.idp;

import static homeroom.simulators.idp.Attribute.complex;
import static homeroom.simulators.idp.Attribute.flag;
import static homeroom.simulators.idp.Attribute.plural;
import static homeroom.simulators.idp.Attribute.string;
import static homeroom.simulators.idp.Attribute.time;

import homeroom.simulators.idp.Attribute.Mutability;
import java.util.List;

/** What an account consists of: the core user and the enterprise extension (RFC 7643 section 4). */
final class UserSchema {

  static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
  static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  static final List<Attribute> CORE_ATTRIBUTES =
      List.of(
          string("id").exact().with(Mutability.READ_ONLY),
          string("externalId").exact(),
          complex("meta", List.of(time("created"), time("lastModified")))
              .with(Mutability.READ_ONLY),
          string("userName").mandatory(),
          name(),
          string("displayName"),
          string("nickName"),
          string("profileUrl"),
          string("title"),
          string("userType"),
          string("preferredLanguage"),
          string("locale"),
          string("timezone"),
          flag("active"),
          string("password").with(Mutability.WRITE_ONLY),
          plural("emails"),
          plural("phoneNumbers"),
          plural("ims"),
          plural("photos"),
          addresses(),
          plural("groups").with(Mutability.READ_ONLY),
          plural("entitlements"),
          plural("roles"),
          plural("x509Certificates"));

  static final List<Attribute> ENTERPRISE_ATTRIBUTES =
      List.of(
          string("employeeNumber"),
          string("costCenter"),
          string("organization"),
          string("division"),
          string("department"),
          complex(
              "manager",
              List.of(
                  string("value"),
                  string("$ref"),
                  string("displayName").with(Mutability.READ_ONLY))));

  /** The extension as one attribute of the account, named by its URN. */
  static final Attribute EXTENSION = complex(ENTERPRISE, ENTERPRISE_ATTRIBUTES);

  private UserSchema() {}

  private static Attribute name() {
    return complex(
            "name",
            List.of(
                string("formatted"),
                string("familyName").mandatory(),
                string("givenName").mandatory(),
                string("middleName"),
                string("honorificPrefix"),
                string("honorificSuffix")))
        .mandatory();
  }

  private static Attribute addresses() {
    return plural(
        "addresses",
        List.of(
            string("formatted"),
            string("streetAddress"),
            string("locality"),
            string("region"),
            string("postalCode"),
            string("country"),
            string("type"),
            flag("primary")));
  }
}
