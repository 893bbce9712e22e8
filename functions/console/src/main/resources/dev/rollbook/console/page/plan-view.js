// SPEC C3: how many and who, before anything happens to them; then apply, or go back.

import {html, nothing} from 'lit';
import {api, features} from './api.js';
import './plan-people.js';
import {go, link, Page} from './page.js';
import {number, t, word} from './words.js';

export class PlanView extends Page {
  static properties = {...Page.properties, shown: {attribute: false}};

  constructor() {
    super();
    /** @type {import('./api.js').Import|null} */
    this.shown = null;
  }

  /** @param {boolean} force also by other rules than it was made by @returns {Promise<void>} */
  async apply(force) {
    const shown = this.shown;
    const applied = shown && (await this.attempt(() => api.apply(shown.importId, force)));
    if (applied) {
      go('imports', applied.importId);
    } else if (/** @type {any} */ (this.problem)?.code === 'RULES_CHANGED' && window.confirm(t('plan.applySure'))) {
      await this.apply(true);
    }
  }

  /** A trial of an undo showed what it would do; this does it. */
  async undo() {
    const undone = this.shown?.undoes;
    const undoing = undone && (await this.attempt(() => api.undo(undone, false)));
    if (undoing) {
      go('imports', undoing.importId);
    }
  }

  render() {
    const shown = /** @type {import('./api.js').Import} */ (this.shown);
    const {counts, deactivation} = shown;
    // Nothing is held of a trial; the reasons say what would be.
    const held = deactivation.reasons.length > 0;
    const leave = deactivation.planned;
    const changed = counts.updated - counts.unchanged;
    /** @type {[string, number, string][]} */
    const kinds = [
      ['deactivate', leave, held ? 'heldBack' : 'leaving'],
      ['create', counts.created, 'new'],
      ['update', changed, 'changed'],
      ['rename', counts.renamed ?? 0, 'renamed'],
      ['reactivate', counts.reactivated, 'back'],
    ];
    return html`
      ${this.showProblem()}
      <h2>${t(shown.undoes ? 'plan.undoTitle' : 'plan.title')}</h2>
      <p>${t('plan.lead')}</p>
      <dl class="numbers">
        ${kinds.map(([kind, count, name]) => html`<div class=${kind}><dt>${t('plan.' + name)}</dt><dd>${number(count)}</dd></div>`)}
        <div><dt>${t('plan.unchanged')}</dt><dd>${number(counts.unchanged)}</dd></div>
        <div><dt>${t('count.failed')}</dt><dd>${number(counts.failed)}</dd></div>
      </dl>
      ${this.people(kinds.slice(0, 1))}
      ${held
        ? html`<div class="problem" role="note">
            <p>${t('plan.held', {n: leave})}</p>
            <ul>${deactivation.reasons.map((reason) => html`<li>${word('reason', reason)}</li>`)}</ul>
          </div>`
        : nothing}
      ${features.hasPath('/imports/{id}/apply') && !shown.undoes
        ? html`<div class="actions">
            <button @click=${() => this.apply(false)} ?disabled=${this.busy} aria-busy=${this.busy}>${this.says(counts, changed, leave, held)}</button>
            <a role="button" class="secondary outline" href="#/import">${t('plan.goBack')}</a>
          </div>`
        : nothing}
      ${shown.undoes && features.hasPath('/imports/{id}/undo')
        ? html`<div class="actions">
            <button class="danger" @click=${this.undo} ?disabled=${this.busy} aria-busy=${this.busy}>${t('result.undoDo')}</button>
            <a role="button" class="secondary outline" href=${link('imports', shown.undoes)}>${t('plan.goBack')}</a>
          </div>`
        : nothing}
      ${this.people(kinds.slice(1))}`;
  }

  /** Who they are; those who leave are open to see. @param {[string, number, string][]} kinds */
  people(kinds) {
    const importId = this.shown?.importId ?? '';
    return kinds
      .filter(([, count]) => count > 0)
      .map(
        ([kind, count, name]) =>
          html`<plan-people .importId=${importId} .kind=${kind} .heading=${t('plan.' + name)} .count=${count} ?open=${kind === 'deactivate'}></plan-people>`,
      );
  }

  /**
   * What the button will do: "Apply: 214 new, 31 leave".
   * @param {Object<string, number>} counts
   * @param {number} changed
   * @param {number} leave
   * @param {boolean} held
   */
  says(counts, changed, leave, held) {
    /** @type {[string, number][]} */
    const parts = [
      ['plan.doNew', counts.created],
      ['plan.doChanged', changed],
      ['plan.doBack', counts.reactivated],
      [held ? 'plan.doHold' : 'plan.doLeave', leave],
    ];
    const named = parts.filter(([, n]) => n > 0).map(([key, n]) => t(key, {n}));
    return named.length ? t('plan.apply', {what: named.join(', ')}) : t('plan.applyNothing');
  }
}
customElements.define('plan-view', PlanView);
