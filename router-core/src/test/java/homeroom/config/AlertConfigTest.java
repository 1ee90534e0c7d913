package homeroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.alert.grouping.AlertRule;
import homeroom.alert.grouping.Channel;
import homeroom.alert.grouping.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlertConfigTest {

  private static final String HOOK =
      """
      alerts:
        - name: data-team
          on: [conflicts, refused-deliveries]
          webhook:
            url: https://hooks.example/homeroom
            secret: ${secret:lms-token}
      """;

  private static final String MAIL =
      """
      alerts:
        - name: data-team
          on: rejected-rows
          mail:
            server: mail.example
            user: homeroom
            password: ${secret:lms-token}
            from: homeroom@oak.example
            to: [data@oak.example]
          wait: 5m
          repeat: 12h
          link: https://hub.oak.example
      """;

  private static District district(String alerts) {
    return new District().edit("hub.yaml", "tenant: oak\n", "tenant: oak\n" + alerts);
  }

  private static AlertRule alert(String alerts) {
    List<AlertRule> all = district(alerts).configuration().alerts();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void shouldHaveNoneWhereNoneIsWritten() {
    assertThat(district("").configuration().alerts()).isEmpty();
  }

  @Test
  void shouldReadAWebhookWithWhatHoldsOtherwise() {
    AlertRule rule = alert(HOOK);

    assertThat(rule.name()).isEqualTo("data-team");
    assertThat(rule.on()).containsExactlyInAnyOrder(Trigger.CONFLICTS, Trigger.REFUSED_DELIVERIES);
    assertThat(rule.gather()).isEqualTo(Duration.ofMinutes(1));
    assertThat(rule.quiet()).isEqualTo(Duration.ofHours(24));
    assertThat(rule.link()).isEmpty();
    Channel.Webhook hook = (Channel.Webhook) rule.channel();
    assertThat(hook.url().get()).isEqualTo("https://hooks.example/homeroom");
    assertThat(hook.secret()).isPresent();
    assertThat(hook.body()).isEqualTo(Channel.Webhook.Body.STANDARD);
  }

  @Test
  void shouldReadAMail() {
    AlertRule rule = alert(MAIL);

    assertThat(rule.gather()).isEqualTo(Duration.ofMinutes(5));
    assertThat(rule.quiet()).isEqualTo(Duration.ofHours(12));
    assertThat(rule.link()).contains("https://hub.oak.example");
    Channel.Mail mail = (Channel.Mail) rule.channel();
    assertThat(mail.port()).isEqualTo(587);
    assertThat(mail.tls()).isEqualTo(Channel.Mail.Tls.STARTTLS);
    assertThat(mail.login().map(Channel.Mail.Login::user)).contains("homeroom");
    assertThat(mail.to()).containsExactly("data@oak.example");
  }

  @Test
  void shouldLetAnAddressBeASecretThatIsReadWhenUsed() {
    AlertRule rule = alert(HOOK.replace("https://hooks.example/homeroom", "${secret:lms-token}"));

    assertThat(((Channel.Webhook) rule.channel()).url().get()).isEqualTo("t0ken");
  }

  @Test
  void shouldNeedNoSecretForSlack() {
    AlertRule rule = alert(HOOK.replace("secret: ${secret:lms-token}", "body: slack"));

    assertThat(((Channel.Webhook) rule.channel()).secret()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "name: data-team" | "name: Data Team" | hub.yaml:3:11  alerts[0].name: this is not a name of small letters, digits and hyphens that begins with a letter. Write a name of small letters, digits and hyphens that begins with a letter
          "[conflicts, refused-deliveries]" | "[conflict]" | hub.yaml:4:10  alerts[0].on[0]: conflict is none of conflicts, violations, rejected-rows, failed-batches, refused-deliveries, first-contacts, outages, recoveries. Did you mean conflicts?
          "[conflicts, refused-deliveries]" | "[]" | hub.yaml:3:5  alerts[0].on: this is empty. Name at least one thing
          "https://hooks.example/homeroom" | "hooks.example" | hub.yaml:6:12  alerts[0].webhook.url: this is not an address such as https://hooks.example. Write an address such as https://hooks.example
          "secret: ${secret:lms-token}" | "secret: whsec_abc" | hub.yaml:7:15  alerts[0].webhook.secret: a secret is not written into the configuration. Write ${secret:name}, and the secret itself into a file of that name
          "secret: ${secret:lms-token}" | "body: standard" | hub.yaml:6:7  alerts[0].webhook.secret: missing. Write secret: ${secret:name}, to sign messages
          "secret: ${secret:lms-token}" | "body: matrix" | hub.yaml:7:13  alerts[0].webhook.body: matrix is none of standard, slack, teams. There are slack, standard, teams
          "secret: ${secret:lms-token}" | "sekret: x" | hub.yaml:6:7  alerts[0].webhook.secret: missing. Write secret: ${secret:name}, to sign messages; hub.yaml:7:7  alerts[0].webhook.sekret: unknown key. Did you mean secret?
          """)
  void shouldPointAtAMistakeInAWebhook(String before, String after, String problem) {
    assertThat(district(HOOK.replace(before, after)).problems())
        .containsExactly(problem.split("; "));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "[data@oak.example]"         | "[data]"             | hub.yaml:10:12  alerts[0].mail.to[0]: this is not a mail address such as data-team@cedar.example. Write a mail address such as data-team@cedar.example
          "[data@oak.example]"         | "[]"                 | hub.yaml:6:7  alerts[0].mail.to: this is empty. Write an address
          "user: homeroom"             | "port: 70000"        | hub.yaml:6:7  alerts[0].mail.user: missing. Write both user: and password:, or neither; hub.yaml:7:13  alerts[0].mail.port: this is not a whole number from 1 to 65535. Write a whole number from 1 to 65535
          "user: homeroom"             | "tls: ssl"           | hub.yaml:6:7  alerts[0].mail.user: missing. Write both user: and password:, or neither; hub.yaml:7:12  alerts[0].mail.tls: ssl is none of starttls, implicit, none. There are implicit, none, starttls
          "user: homeroom"             | "tls: starttls"      | hub.yaml:6:7  alerts[0].mail.user: missing. Write both user: and password:, or neither
          "wait: 5m"                   | "wait: 2d"           | hub.yaml:11:11  alerts[0].wait: this is not a duration such as 30s, 5m or 12h, at most 1d. Write a duration such as 30s, 5m or 12h, at most 1d
          "repeat: 12h"                | "repeat: 31d"        | hub.yaml:12:13  alerts[0].repeat: this is not a duration such as 30s, 5m or 12h, at most 30d. Write a duration such as 30s, 5m or 12h, at most 30d
          "link: https://hub.oak.example" | "link: hub"        | hub.yaml:13:11  alerts[0].link: this is not an address such as https://hooks.example. Write an address such as https://hooks.example
          "link: https://hub.oak.example" | "webhook: { url: https://x.example, body: slack }" | hub.yaml:3:5  alerts[0]: an alert goes one way only. Keep webhook: or mail:, and write another alert for the other
          """)
  void shouldPointAtAMistakeInAMail(String before, String after, String problem) {
    assertThat(district(MAIL.replace(before, after)).problems())
        .containsExactly(problem.split("; "));
  }

  @Test
  void shouldSayThatAPasswordWouldGoUnencrypted() {
    assertThat(
            district(MAIL.replace("user: homeroom", "user: homeroom\n      tls: none")).problems())
        .containsExactly(
            "hub.yaml:9:17  warning: alerts[0].mail.password: the password goes over the network"
                + " unencrypted. Use tls: starttls or tls: implicit");
  }

  @Test
  void shouldSayThatNobodyHearsOrTwoAreCalledTheSame() {
    assertThat(district("alerts: { name: a, on: conflicts }").problems())
        .containsExactly(
            "hub.yaml:2:9  alerts: nobody hears of this alert. Write webhook: or mail:");
    assertThat(district(HOOK + HOOK.substring(HOOK.indexOf("  - "))).problems())
        .containsExactly(
            "hub.yaml:8:11  alerts[1].name: another alert has this name. Give each a name of its"
                + " own");
  }
}
