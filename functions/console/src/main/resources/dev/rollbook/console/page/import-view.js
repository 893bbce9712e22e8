// An import by its link, whatever it is at: its review, its progress, its plan, its result.

import {html, nothing} from 'lit';
import {api} from './api.js';
import {link, Page} from './page.js';
import './import-progress.js';
import './import-result.js';
import './import-settings.js';
import './plan-view.js';
import './review-view.js';
import {dateTime, t, word} from './words.js';

const ENDED = ['COMPLETED', 'COMPLETED_WITH_ERRORS', 'FAILED', 'CANCELLED', 'EXPIRED'];
const SOON = 700;
const LATER = 4000;

/** @param {import('./api.js').Import} shown */
export const hasEnded = (shown) => ENDED.includes(shown.status);

export class ImportView extends Page {
  static properties = {...Page.properties, importId: {type: String}, shown: {state: true}, approved: {state: true}};

  constructor() {
    super();
    this.importId = '';
    /** @type {import('./api.js').Import|null} */
    this.shown = null;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    this.wait = SOON;
    /** Whether somebody has just approved what is held, which stays so until its turn. */
    this.approved = false;
    this.addEventListener('import-changed', (event) => {
      this.approved = /** @type {CustomEvent} */ (event).detail === 'approved';
      this.look();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('importId')) {
      this.shown = null;
      this.approved = false;
      this.look();
    }
  }

  /** Whose button went with what it did is at the heading, as on a new page. @param {Map<string, any>} changed */
  updated(changed) {
    const before = changed.get('shown');
    if (before && before.status !== this.shown?.status && document.activeElement === document.body) {
      this.querySelector('h1')?.focus();
    }
  }

  /** Asks how it is, and again until it waits for a person or has ended: soon at first, then less often. */
  async look() {
    clearTimeout(this.timer);
    this.wait = SOON;
    await this.ask();
  }

  async ask() {
    const id = this.importId;
    const before = this.shown?.status;
    try {
      const now = await api.import(id);
      if (id !== this.importId || !this.isConnected) {
        return;
      }
      this.shown = now;
      this.problem = null;
    } catch (problem) {
      await this.attempt(() => Promise.reject(problem));
    }
    const status = this.shown?.status;
    this.wait = status === before ? Math.min(this.wait * 1.2, LATER) : SOON;
    const held = this.shown?.deactivation.state === 'HELD';
    this.approved &&= held;
    const waits =
      this.shown && ((hasEnded(this.shown) && !this.approved) || status === 'AWAITING_REVIEW' || this.isMissing());
    if (this.isConnected && !waits && !(this.problem && !this.shown)) {
      this.timer = setTimeout(() => this.ask(), this.wait);
    }
  }

  isMissing() {
    return this.problem !== null && /** @type {any} */ (this.problem).status === 404;
  }

  render() {
    const shown = this.shown;
    if (!shown) {
      return html`<h1 tabindex="-1">${t('imports.one')}</h1>
        ${this.problem ? this.showProblem() : html`<p aria-busy="true">${t('loading')}</p>`}`;
    }
    return html`
      <h1 tabindex="-1"><bdi>${shown.name}</bdi></h1>
      <p class="meta">
        <span class="status ${shown.status.toLowerCase()}">${word('status', shown.status)}</span>
        ${shown.dryRun ? html`<span class="status">${t('imports.dryRun')}</span>` : nothing}
        <span><bdi>${shown.fileName}</bdi></span>
        <time datetime=${shown.createdAt}>${dateTime(shown.createdAt)}</time>
      </p>
      ${shown.applies ? html`<p>${t('imports.applies')} <a href=${link('imports', shown.applies)}>${t('imports.thatOne')}</a></p>` : nothing}
      ${shown.undoes ? html`<p>${t('imports.undoes')} <a href=${link('imports', shown.undoes)}>${t('imports.thatOne')}</a></p>` : nothing}
      ${this.showProblem()} ${this.content(shown)}
      <import-settings .shown=${shown}></import-settings>`;
  }

  /** @param {import('./api.js').Import} shown */
  content(shown) {
    if (shown.status === 'AWAITING_REVIEW') {
      return html`<review-view .shown=${shown}></review-view>`;
    }
    if (!hasEnded(shown)) {
      return html`<import-progress .shown=${shown}></import-progress>`;
    }
    if (shown.dryRun && shown.status.startsWith('COMPLETED')) {
      return html`<plan-view .shown=${shown}></plan-view><import-result .shown=${shown}></import-result>`;
    }
    return html`<import-result .shown=${shown} .approved=${this.approved}></import-result>`;
  }
}
customElements.define('import-view', ImportView);
