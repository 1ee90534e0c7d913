package homeroom.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.alert.grouping.Alert;
import homeroom.alert.grouping.AlertText;
import homeroom.alert.grouping.Cause;
import homeroom.alert.grouping.Channel;
import java.util.List;
import java.util.Locale;

/** A message as JSON, in the form that the receiver understands. */
record WebhookBody(District district) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  String of(Channel.Webhook.Body form, Alert alert, AlertText text) {
    ObjectNode body =
        switch (form) {
          case STANDARD -> standard(alert, text);
          case SLACK -> slack(text);
          case TEAMS -> teams(text);
        };
    return body.toString();
  }

  private ObjectNode standard(Alert alert, AlertText text) {
    Cause cause = alert.cause();
    ObjectNode body = JSON.objectNode();
    body.put("type", "homeroom.alert").put("timestamp", alert.dueAt().toString());
    ObjectNode data = body.putObject("data");
    data.put("id", alert.id())
        .put("alert", alert.name())
        .put("tenant", district.tenant())
        .put("district", district.title())
        .put("title", text.title())
        .put("on", cause.trigger().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("entity", cause.entity());
    texts(data.putArray("fields"), cause.fields());
    texts(data.putArray("systems"), cause.systems());
    data.put("reason", cause.reason())
        .put("count", alert.count())
        .put("first", alert.first().toString())
        .put("last", alert.last().toString());
    texts(data.putArray("examples"), alert.examples());
    alert.detail().ifPresent(detail -> data.put("detail", detail));
    data.put("command", text.command());
    text.link().ifPresent(link -> data.put("link", link));
    return body;
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private ObjectNode slack(AlertText text) {
    StringBuilder said = new StringBuilder("*" + escaped(heading(text)) + "*");
    text.facts().forEach((name, value) -> said.append("\n").append(name + ": " + escaped(value)));
    said.append("\n`").append(escaped(text.command())).append("`");
    text.link().ifPresent(link -> said.append("\n").append(escaped(link)));
    return JSON.objectNode().put("text", said.toString());
  }

  /** Slack's three characters that mean something. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private ObjectNode teams(AlertText text) {
    ObjectNode card = JSON.objectNode();
    card.put("type", "AdaptiveCard")
        .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
        .put("version", "1.4");
    ArrayNode blocks = card.putArray("body");
    block(blocks, heading(text)).put("weight", "bolder");
    ArrayNode facts = blocks.addObject().put("type", "FactSet").putArray("facts");
    text.facts().forEach((name, value) -> facts.addObject().put("title", name).put("value", value));
    block(blocks, text.command()).put("fontType", "monospace");
    text.link()
        .ifPresent(
            link ->
                card.putArray("actions")
                    .addObject()
                    .put("type", "Action.OpenUrl")
                    .put("title", "Show")
                    .put("url", link));
    ObjectNode body = JSON.objectNode().put("type", "message");
    body.putArray("attachments")
        .addObject()
        .put("contentType", "application/vnd.microsoft.card.adaptive")
        .set("content", card);
    return body;
  }

  private static ObjectNode block(ArrayNode blocks, String text) {
    return blocks.addObject().put("type", "TextBlock").put("text", text).put("wrap", true);
  }

  private String heading(AlertText text) {
    return district.title() + ": " + text.title();
  }
}
