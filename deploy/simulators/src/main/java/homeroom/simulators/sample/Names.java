package homeroom.simulators.sample;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Invents people. Names come from many languages and keep their accents, apostrophes and hyphens;
 * user names are made of them in plain ASCII and are unique.
 */
final class Names {

  private static final List<String> GIVEN =
      List.of(
          "Aaliyah",
          "Abigail",
          "Adaeze",
          "Ahmed",
          "Aiko",
          "Alejandro",
          "Amélie",
          "Amina",
          "Anders",
          "Andrés",
          "Anh",
          "Anneliese",
          "Arjun",
          "Ava",
          "Ayesha",
          "Beatriz",
          "Benjamin",
          "Björn",
          "Camila",
          "Carlos",
          "Charlotte",
          "Chidi",
          "Chloé",
          "Dariusz",
          "David",
          "Deepika",
          "Diego",
          "D'Andre",
          "Ebony",
          "Elena",
          "Elijah",
          "Emeka",
          "Emma",
          "Esperanza",
          "Ethan",
          "Fatima",
          "Felix",
          "Fiona",
          "François",
          "Gabriela",
          "Giulia",
          "Grace",
          "Håkon",
          "Hannah",
          "Hassan",
          "Henry",
          "Hiroshi",
          "Ingrid",
          "Isabella",
          "Ivan",
          "Jack",
          "Jamal",
          "Jasmine",
          "Jia-Hui",
          "Jin-Woo",
          "João",
          "José",
          "Josephine",
          "Kai",
          "Kateryna",
          "Kavya",
          "Keisha",
          "Kenji",
          "Khadija",
          "Lars",
          "Latoya",
          "Léa",
          "Leilani",
          "Liam",
          "Linh",
          "Lucía",
          "Łukasz",
          "Maeve",
          "Malik",
          "Marcus",
          "María",
          "Mary-Kate",
          "Mateo",
          "Mei",
          "Mia",
          "Mohammed",
          "Naomi",
          "Ngozi",
          "Niamh",
          "Nikolai",
          "Nizhoni",
          "Noah",
          "Olivia",
          "Omar",
          "Óscar",
          "Priya",
          "Quynh",
          "Rachel",
          "Ravi",
          "Renée",
          "Rosa",
          "Rubén",
          "Saoirse",
          "Samuel",
          "Sanjay",
          "Sione",
          "Sofía",
          "Søren",
          "Tariq",
          "Thảo",
          "Theodore",
          "Tomás",
          "Uchenna",
          "Valentina",
          "Vikram",
          "William",
          "Wren",
          "Xavier",
          "Ximena",
          "Yara",
          "Yusuf",
          "Zainab",
          "Zoë");

  private static final List<String> FAMILY =
      List.of(
          "Abdi",
          "Abebe",
          "Adeyemi",
          "Aguilar",
          "Ali",
          "Álvarez",
          "Anderson",
          "Begay",
          "Bianchi",
          "Brown",
          "Çelik",
          "Campbell",
          "Castillo",
          "Chaudhry",
          "Chen",
          "Cohen",
          "Cruz",
          "D'Angelo",
          "Davis",
          "de la Cruz",
          "Delgado",
          "Dubois",
          "Eriksson",
          "Evans",
          "Fernández",
          "Fischer",
          "Flores",
          "García",
          "García-López",
          "Garza",
          "González",
          "Gupta",
          "Haddad",
          "Hall",
          "Hansen",
          "Harris",
          "Hassan",
          "Hernández",
          "Hoàng",
          "Howard",
          "Ibrahim",
          "Ivanova",
          "Jackson",
          "Jiménez",
          "Johnson",
          "Jones",
          "Kamau",
          "Kaur",
          "Keawe",
          "Kelly",
          "Khan",
          "Kim",
          "Kowalczyk",
          "Lê",
          "Lee",
          "Lewis",
          "Lindström",
          "López",
          "MacDonald",
          "Martin",
          "Martínez",
          "Mbeki",
          "McCarthy",
          "Mendoza",
          "Miller",
          "Mohamud",
          "Moore",
          "Morales",
          "Müller",
          "Murphy",
          "Nakamura",
          "Nguyễn",
          "Novák",
          "Núñez",
          "O'Brien",
          "O'Connor",
          "O'Neill",
          "Okafor",
          "Okonkwo",
          "Ortiz",
          "Osei-Bonsu",
          "Özdemir",
          "Park",
          "Patel",
          "Peña",
          "Pereira",
          "Pérez",
          "Petrov",
          "Phạm",
          "Popescu",
          "Ramírez",
          "Reed",
          "Rivera",
          "Robinson",
          "Rossi",
          "Ruiz",
          "Said",
          "Sánchez",
          "Schmidt",
          "Sharma",
          "Singh",
          "Smith",
          "Sørensen",
          "St. Clair",
          "Suárez",
          "Suzuki",
          "Takahashi",
          "Taylor",
          "Thompson",
          "Torres",
          "Trần",
          "Tsosie",
          "Van Dyke",
          "Vásquez",
          "Walker",
          "Wang",
          "Washington",
          "Weiß",
          "White",
          "Williams",
          "Wilson-Reyes",
          "Wójcik",
          "Wright",
          "Yamamoto",
          "Yang",
          "Young",
          "Zając",
          "Zhang");

  /** Letters that do not come apart into a plain one and a mark. */
  private static final Map<String, String> PLAIN =
      Map.of("ł", "l", "ø", "o", "đ", "d", "ß", "ss", "æ", "ae", "ı", "i");

  private final Random random;
  private final Map<String, Integer> used = new HashMap<>();

  Names(Random random) {
    this.random = random;
  }

  /** One person's names. */
  record Person(String given, String middle, String family, String username) {

    String email() {
      return username + "@cedar.example";
    }
  }

  Person next() {
    String given = any(GIVEN);
    String family = any(FAMILY);
    String middle = random.nextInt(3) == 0 ? any(GIVEN) : "";
    return new Person(given, middle, family, unique(plain(given) + "." + plain(family)));
  }

  private String unique(String wanted) {
    int count = used.merge(wanted, 1, Integer::sum);
    return count == 1 ? wanted : wanted + count;
  }

  private String any(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> letter : PLAIN.entrySet()) {
      lower = lower.replace(letter.getKey(), letter.getValue());
    }
    return Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("[^a-z]", "");
  }
}
