// SPEC C3: how many and who, before anything happens to them; then apply, or go back.

import {html, nothing} from 'lit';
import {api, features} from './api.js';
import './plan-people.js';
import {go, link, Page} from './page.js';
import {number, t, word} from './words.js';

export class PlanView extends Page {
  static properties = {...Page.properties, shown: {attribute: false}, plan: {state: true}};

  constructor() {
    super();
    /** @type {import('./api.js').Import|null} */
    this.shown = null;
    /** Its counts and whether it can be applied. @type {import('./api.js').Plan|null} */
    this.plan = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.attempt(async () => {
      this.plan = await api.plan(this.shown?.importId ?? '', {limit: 1});
    });
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
    if (!this.plan) {
      return this.problem ? this.showProblem() : html`<p aria-busy="true">${t('loading')}</p>`;
    }
    const {counts, deactivation} = shown;
    // Nothing is held of a trial; the reasons say what would be.
    const held = deactivation.reasons.length > 0;
    const {create, update, rename, reactivate} = this.plan.counts;
    /** @type {[string, number, string][]} */
    const kinds = [
      ['deactivate', deactivation.planned, held ? 'heldBack' : 'leaving'],
      ['create', create, 'new'],
      ['update', update, 'changed'],
      ['rename', rename, 'renamed'],
      ['reactivate', reactivate, 'back'],
    ];
    return html`
      ${this.showProblem()}
      <h2>${t(shown.undoes ? 'plan.undoTitle' : 'plan.title')}</h2>
      <p>${t('plan.lead')}</p>
      <dl class="numbers">
        ${kinds.map(([kind, count, name]) => html`<div class="${kind} ${count > 0 ? 'some' : ''}"><dt>${t('plan.' + name)}</dt><dd>${number(count)}</dd></div>`)}
        <div><dt>${t('plan.unchanged')}</dt><dd>${number(counts.unchanged)}</dd></div>
        <div><dt>${t('count.failed')}</dt><dd>${number(counts.failed)}</dd></div>
      </dl>
      ${this.people(kinds.slice(0, 1))}
      ${held
        ? html`<div class="problem" role="note">
            <p>${t('plan.held', {n: deactivation.planned})}</p>
            <ul>${deactivation.reasons.map((reason) => html`<li>${word('reason', reason)}</li>`)}</ul>
          </div>`
        : nothing}
      ${shown.undoes ? this.undoing(shown.undoes) : this.applying(this.plan, held)} ${this.people(kinds.slice(1))}`;
  }

  /** @param {import('./api.js').Plan} plan @param {boolean} held */
  applying({counts, refusal}, held) {
    if (!features.hasPath('/imports/{id}/apply')) {
      return nothing;
    }
    return refusal
      ? html`<p class="problem" role="note">${word('problem', refusal)}</p>
          <div class="actions"><a role="button" href="#/import">${t('plan.importAgain')}</a></div>`
      : html`<div class="actions">
          <button @click=${() => this.apply(false)} ?disabled=${this.busy} aria-busy=${this.busy}>${says(counts, this.shown?.deactivation.planned ?? 0, held)}</button>
          <a role="button" class="secondary outline" href="#/import">${t('plan.goBack')}</a>
        </div>`;
  }

  /** @param {string} undone */
  undoing(undone) {
    return features.hasPath('/imports/{id}/undo')
      ? html`<div class="actions">
          <button class="danger" @click=${this.undo} ?disabled=${this.busy} aria-busy=${this.busy}>${t('result.undoDo')}</button>
          <a role="button" class="secondary outline" href=${link('imports', undone)}>${t('plan.goBack')}</a>
        </div>`
      : nothing;
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
}
customElements.define('plan-view', PlanView);

/**
 * What the button will do: "Apply: 214 new, 3 renamed, 31 leave".
 * @param {Object<string, number>} counts
 * @param {number} leave
 * @param {boolean} held
 */
function says(counts, leave, held) {
  /** @type {[string, number][]} */
  const parts = [
    ['plan.doNew', counts.create],
    ['plan.doChanged', counts.update],
    ['plan.doRenamed', counts.rename],
    ['plan.doBack', counts.reactivate],
    [held ? 'plan.doHold' : 'plan.doLeave', leave],
  ];
  const named = parts.filter(([, n]) => n > 0).map(([key, n]) => t(key, {n}));
  return named.length ? t('plan.apply', {what: named.join(', ')}) : t('plan.applyNothing');
}
