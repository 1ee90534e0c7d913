package homeroom.simulators.lms;

import homeroom.simulators.lms.Row.Account;
import homeroom.simulators.lms.Row.Term;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Accounts, sub-accounts and terms. */
final class AccountsApi {

  private final Store store;

  AccountsApi(Store store) {
    this.store = store;
  }

  Answer show(Ask ask) {
    return Answer.of(json(store.accounts.find(ask.at(1))));
  }

  /** Sub-accounts; with {@code recursive} those below them as well. */
  Answer list(Ask ask) {
    long parent = store.accounts.find(ask.at(1)).id();
    boolean all = ask.parameter("recursive", "false").equals("true");
    return Answer.page(
        ask,
        after ->
            store.accounts.after(
                after,
                account ->
                    !account.deleted()
                        && (all ? below(account, parent) : account.parentId() == parent)),
        AccountsApi::json);
  }

  Answer create(Ask ask) {
    ask.needsAdmin();
    Account parent = store.accounts.find(ask.at(1));
    Params params = ask.params("account");
    String sisId = params.text("sis_account_id", null);
    String name = params.required("name", null);
    if (sisId != null && store.accounts.bySisId(sisId).isPresent()) {
      store.duplicate();
      throw Refusal.invalid("sis_source_id", "taken", "SIS ID is already in use");
    }
    Account account = new Account(store.accounts.nextId(), sisId, name, parent.id(), Row.ACTIVE);
    return Answer.of(json(store.accounts.put(account)));
  }

  Answer update(Ask ask) {
    ask.needsAdmin();
    Account before = store.accounts.find(ask.at(1));
    Params params = ask.params("account");
    long parent =
        params.has("parent_account_id")
            ? store.accounts.find(params.required("parent_account_id", null)).id()
            : before.parentId();
    if (parent != before.parentId() && below(store.accounts.get(parent), before.id())) {
      throw Refusal.invalid("parent_account_id", "invalid", "would make a circle");
    }
    String sisId = params.text("sis_account_id", before.sisId());
    if (sisId != null
        && store.accounts.bySisId(sisId).filter(other -> other.id() != before.id()).isPresent()) {
      throw Refusal.invalid("sis_source_id", "taken", "SIS ID is already in use");
    }
    String name = params.required("name", before.name());
    return Answer.of(
        json(store.accounts.put(new Account(before.id(), sisId, name, parent, before.state()))));
  }

  /** A deleted account loses its SIS id, as in Canvas; one that is in use stays. */
  Answer delete(Ask ask) {
    ask.needsAdmin();
    Account before = store.accounts.find(ask.at(3));
    boolean used =
        store.courses.count(course -> !course.deleted() && course.accountId() == before.id()) > 0
            || store.accounts.count(sub -> !sub.deleted() && sub.parentId() == before.id()) > 0;
    if (used || before.id() == Store.ROOT) {
      throw Refusal.conflict(
          "You can't delete an account that has active courses or sub-accounts.");
    }
    return Answer.of(
        json(
            store.accounts.put(
                new Account(before.id(), null, before.name(), before.parentId(), Row.DELETED))));
  }

  Answer showTerm(Ask ask) {
    store.accounts.find(ask.at(1));
    return Answer.of(json(store.terms.find(ask.at(3))));
  }

  Answer listTerms(Ask ask) {
    store.accounts.find(ask.at(1));
    Answer page =
        Answer.page(
            ask, after -> store.terms.after(after, term -> !term.deleted()), AccountsApi::json);
    JsonObject wrapped = new JsonObject().put("enrollment_terms", (JsonArray) page.json());
    return new Answer(200, wrapped, page.link());
  }

  Answer createTerm(Ask ask) {
    ask.needsAdmin();
    if (store.accounts.find(ask.at(1)).id() != Store.ROOT) {
      throw Refusal.because("Terms only belong to root_accounts.");
    }
    Params params = ask.params("enrollment_term");
    String sisId = params.text("sis_term_id", null);
    if (sisId != null && store.terms.bySisId(sisId).isPresent()) {
      store.duplicate();
      throw Refusal.invalid("sis_source_id", "taken", "SIS ID is already in use");
    }
    return Answer.of(
        json(
            store.terms.put(
                term(params, new Term(store.terms.nextId(), sisId, "", null, null, Row.ACTIVE)))));
  }

  Answer updateTerm(Ask ask) {
    ask.needsAdmin();
    Term before = store.terms.find(ask.at(3));
    Params params = ask.params("enrollment_term");
    String sisId = params.text("sis_term_id", before.sisId());
    if (sisId != null
        && store.terms.bySisId(sisId).filter(other -> other.id() != before.id()).isPresent()) {
      throw Refusal.invalid("sis_source_id", "taken", "SIS ID is already in use");
    }
    return Answer.of(json(store.terms.put(term(params, before))));
  }

  private static Term term(Params params, Term before) {
    return new Term(
        before.id(),
        params.text("sis_term_id", before.sisId()),
        params.required("name", before.name()),
        params.time("start_at", before.startAt()),
        params.time("end_at", before.endAt()),
        before.state());
  }

  Answer deleteTerm(Ask ask) {
    ask.needsAdmin();
    Term before = store.terms.find(ask.at(3));
    if (store.courses.count(course -> !course.deleted() && course.termId() == before.id()) > 0) {
      throw Refusal.invalid(
          "workflow_state", "invalid", "Cannot delete a term with active courses");
    }
    return Answer.of(
        json(
            store.terms.put(
                new Term(
                    before.id(),
                    null,
                    before.name(),
                    before.startAt(),
                    before.endAt(),
                    Row.DELETED))));
  }

  private boolean below(Account account, long parent) {
    Account at = account;
    while (at.parentId() != 0) {
      if (at.parentId() == parent) {
        return true;
      }
      at = store.accounts.get(at.parentId());
    }
    return false;
  }

  static JsonObject json(Account account) {
    boolean root = account.parentId() == 0;
    return new JsonObject()
        .put("id", account.id())
        .put("name", account.name())
        .put("workflow_state", account.state())
        .put("parent_account_id", root ? null : account.parentId())
        .put("root_account_id", root ? null : Store.ROOT)
        .put("sis_account_id", account.sisId());
  }

  static JsonObject json(Term term) {
    return new JsonObject()
        .put("id", term.id())
        .put("name", term.name())
        .put("start_at", term.startAt())
        .put("end_at", term.endAt())
        .put("workflow_state", term.state())
        .put("sis_term_id", term.sisId());
  }
}
