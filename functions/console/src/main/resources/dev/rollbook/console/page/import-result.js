// SPEC C4: what an import came to: messages, counts, failed rows, files; what is held; the way back.

import {html, nothing} from 'lit';
import {api, features} from './api.js';
import './report-rows.js';
import {go, Page, save} from './page.js';
import {number, t, word} from './words.js';

const COUNTS = [
  'rows', 'created', 'updated', 'unchanged', 'renamed', 'reactivated', 'skipped', 'deactivated', 'failed', 'duplicates', 'blank',
  'beyondLimit', 'warnings',
];

export class ImportResult extends Page {
  static properties = {...Page.properties, shown: {attribute: false}, approved: {type: Boolean}};

  constructor() {
    super();
    /** @type {import('./api.js').Import|null} */
    this.shown = null;
    /** Whether what is held was approved just now. */
    this.approved = false;
  }

  /** @param {(id: string) => Promise<any>} work @param {string} question @param {string} decision */
  async decide(work, question, decision) {
    const id = this.shown?.importId ?? '';
    if (window.confirm(question)) {
      const decided = await this.attempt(() => work(id));
      // Also where it was refused: somebody else may have decided meanwhile.
      this.dispatchEvent(new CustomEvent('import-changed', {bubbles: true, detail: decided ? decision : ''}));
    }
  }

  /** @param {boolean} dryRun */
  async undo(dryRun) {
    const shown = this.shown;
    if (!shown || (!dryRun && !window.confirm(t('result.undoSure', {name: shown.name})))) {
      return;
    }
    const undoing = await this.attempt(() => api.undo(shown.importId, dryRun));
    if (undoing) {
      go('imports', undoing.importId);
    }
  }

  /** @param {string} what @param {string} name */
  download(what, name) {
    const shown = /** @type {import('./api.js').Import} */ (this.shown);
    return this.attempt(() => save(api.file(shown.importId, what), `${shown.name} ${name}`));
  }

  render() {
    const shown = /** @type {import('./api.js').Import} */ (this.shown);
    return html`
      ${this.showProblem()}
      ${shown.failure
        ? html`<div class="problem" role="alert"><p><strong>${t('result.failed')}</strong> ${shown.failure.message} <small>(${shown.failure.code})</small></p></div>`
        : nothing}
      ${shown.messages.length && !shown.dryRun
        ? html`<h2>${t('result.title')}</h2><ul class="messages">${shown.messages.map((message) => html`<li>${message}</li>`)}</ul>`
        : nothing}
      ${this.held(shown)}
      ${shown.counts.failed > 0 || shown.counts.warnings > 0 ? html`<report-rows .importId=${shown.importId} .failed=${shown.counts.failed > 0} .columns=${shown.reading?.columns ?? []}></report-rows>` : nothing}
      ${this.files(shown)} ${this.counts(shown)} ${this.back(shown)}`;
  }

  /** @param {import('./api.js').Import} shown */
  counts(shown) {
    const counts = html`
      <dl class="facts">
        ${COUNTS.filter((name) => shown.counts[name] !== undefined).map(
          (name) => html`<div><dt>${t('count.' + name)}</dt><dd>${number(shown.counts[name])}</dd></div>`,
        )}
      </dl>`;
    // Above them a trial's plan has those that matter.
    return shown.dryRun
      ? html`<details><summary>${t('result.counts')}</summary>${counts}</details>`
      : html`<h2>${t('result.counts')}</h2>${counts}`;
  }

  /** @param {import('./api.js').Import} shown */
  held(shown) {
    const {state, planned, done, reasons} = shown.deactivation;
    // What a trial would do stands in its plan.
    if (state === 'NOT_REQUESTED' || shown.dryRun) {
      return nothing;
    }
    const why = reasons.length ? html`<ul>${reasons.map((reason) => html`<li>${word('reason', reason)}</li>`)}</ul>` : nothing;
    if (state !== 'HELD') {
      return html`<h2>${t('held.title')}</h2><p>${word('held', state)} ${t('held.numbers', {planned, done})}</p>${why}`;
    }
    return html`
      <section class="held">
        <h2>${t('held.title')}</h2>
        <p class="problem">${t('held.lead', {n: planned})}</p>
        ${why}
        <report-rows .importId=${shown.importId} .what=${'deactivations'} .heading=${t('held.people')}></report-rows>
        ${this.approved ? html`<p role="status" aria-busy="true">${t('held.approving')}</p>` : this.decisions(planned)}
      </section>`;
  }

  /** @param {number} n how many people they are about */
  decisions(n) {
    return html`
      <div class="actions">
        <button class="danger" ?disabled=${this.busy} @click=${() => this.decide(api.approve, t('held.approveSure', {n}), 'approved')}>
          ${t('held.approve', {n})}
        </button>
        <button class="secondary" ?disabled=${this.busy} @click=${() => this.decide(api.discard, t('held.discardSure'), 'discarded')}>
          ${t('held.discard')}
        </button>
      </div>`;
  }

  /** @param {import('./api.js').Import} shown */
  files(shown) {
    if (!shown.startedAt) {
      return nothing;
    }
    /** @param {string} what @param {string} label @param {string} name */
    const file = (what, label, name) =>
      html`<button class="secondary outline" ?disabled=${this.busy} @click=${() => this.download(what, name)}>${label}</button>`;
    return html`
      <h2>${t('files.title')}</h2>
      <div class="actions">
        ${shown.counts.failed > 0 && features.hasPath('/imports/{id}/failed')
          ? html`${file('failed?format=xlsx', t('files.failed', {format: 'XLSX'}), 'failed.xlsx')} ${file('failed?format=csv', t('files.failed', {format: 'CSV'}), 'failed.csv')}`
          : nothing}
        ${file('report', t('files.report'), 'report.csv')} ${file('changes', t('files.changes'), 'changes.csv')}
        ${shown.deactivation.planned > 0 ? file('deactivations', t('files.deactivations'), 'deactivations.csv') : nothing}
      </div>`;
  }

  /** @param {import('./api.js').Import} shown */
  back(shown) {
    const wrote = shown.status !== 'FAILED' && shown.status !== 'EXPIRED' && !shown.dryRun && shown.startedAt;
    if (!wrote || !features.hasPath('/imports/{id}/undo')) {
      return nothing;
    }
    return html`
      <h2>${t('result.undo')}</h2>
      <p>${t('result.undoLead')}</p>
      <div class="actions">
        <button class="secondary" ?disabled=${this.busy} @click=${() => this.undo(true)}>${t('result.undoPlan')}</button>
        <button class="danger" ?disabled=${this.busy} @click=${() => this.undo(false)}>${t('result.undoDo')}</button>
      </div>`;
  }
}
customElements.define('import-result', ImportResult);
