// SPEC C4: how far an import is, how long it will take, and the way out.

import {html} from 'lit';
import {api} from './api.js';
import {Page} from './page.js';
import {duration, t, word} from './words.js';

export class ImportProgress extends Page {
  static properties = {...Page.properties, shown: {attribute: false}};

  constructor() {
    super();
    /** @type {import('./api.js').Import|null} */
    this.shown = null;
  }

  async cancel() {
    const shown = this.shown;
    if (shown && window.confirm(t('progress.cancelSure')) && (await this.attempt(() => api.cancel(shown.importId)))) {
      this.dispatchEvent(new CustomEvent('import-changed', {bubbles: true}));
    }
  }

  render() {
    const progress = this.shown?.progress;
    const phase = word('phase', progress?.phase ?? this.shown?.status ?? '');
    const rows = progress && progress.rowsTotal > 0 ? t('progress.rows', {done: progress.rowsDone, total: progress.rowsTotal}) : '';
    const left = progress?.secondsLeft ? t('progress.left', {time: duration(progress.secondsLeft)}) : '';
    return html`
      ${this.showProblem()}
      <section class="progress">
        <p role="status">${phase}</p>
        <progress max="100" .value=${progress?.percent ?? 0} aria-label=${phase}></progress>
        <p>${[rows, left].filter(Boolean).join(' · ')}</p>
        <button class="secondary" @click=${this.cancel} ?disabled=${this.busy}>${t('progress.cancel')}</button>
      </section>`;
  }
}
customElements.define('import-progress', ImportProgress);
