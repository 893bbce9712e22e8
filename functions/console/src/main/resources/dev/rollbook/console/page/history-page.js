// SPEC C5: what was imported, newest first, found by its name.

import {html, nothing} from 'lit';
import {api} from './api.js';
import {link, Page, scrolling} from './page.js';
import {dateTime, number, t, word} from './words.js';

export class HistoryPage extends Page {
  static properties = {...Page.properties, items: {state: true}, cursor: {state: true}, name: {state: true}};

  constructor() {
    super();
    /** @type {import('./api.js').Import[]|null} */
    this.items = null;
    /** @type {string|null} */
    this.cursor = null;
    this.name = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.search();
  }

  async search() {
    this.cursor = null;
    await this.load([]);
  }

  more() {
    return this.load(this.items ?? []);
  }

  /** @param {import('./api.js').Import[]} before */
  async load(before) {
    const page = await this.attempt(() => api.imports({name: this.name, limit: 30, cursor: this.cursor}));
    if (page) {
      this.items = [...before, ...page.items];
      this.cursor = page.cursor;
    }
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault();
    this.name = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('name')).trim();
    this.search();
  }

  render() {
    return html`
      <h1 tabindex="-1">${t('place.imports')}</h1>
      <search>
        <form class="search" @submit=${this.submit}>
          <label>${t('imports.search')} <input name="name" type="search"></label>
          <button class="secondary">${t('search')}</button>
        </form>
      </search>
      ${this.showProblem()} ${this.items ? this.table(this.items) : this.problem ? nothing : html`<p aria-busy="true">${t('loading')}</p>`}`;
  }

  /** @param {import('./api.js').Import[]} items */
  table(items) {
    if (items.length === 0) {
      return html`<p>${t('imports.none')}</p>`;
    }
    return html`
      ${scrolling(
        t('place.imports'),
        html`<table>
          <thead>
            <tr>
              <th scope="col">${t('imports.name')}</th><th scope="col">${t('imports.when')}</th><th scope="col">${t('imports.status')}</th>
              <th scope="col">${t('count.created')}</th><th scope="col">${t('count.updated')}</th><th scope="col">${t('count.deactivated')}</th>
              <th scope="col">${t('count.failed')}</th>
            </tr>
          </thead>
          <tbody>
            ${items.map(
              (one) => html`<tr>
                <th scope="row" class="cell"><a href=${link('imports', one.importId)}><bdi>${one.name}</bdi></a></th>
                <td><time datetime=${one.createdAt}>${dateTime(one.createdAt)}</time></td>
                <td>
                  ${word('status', one.status)} ${one.dryRun ? html`<small>(${t('imports.dryRun')})</small>` : nothing}
                  ${one.deactivation.state === 'HELD' ? html`<strong>${t('imports.held')}</strong>` : nothing}
                </td>
                <td>${number(one.counts.created)}</td>
                <td>${number(one.counts.updated)}</td>
                <td>${number(one.counts.deactivated)}</td>
                <td>${number(one.counts.failed)}</td>
              </tr>`,
            )}
          </tbody>
        </table>`,
      )}
      ${this.cursor ? html`<button class="secondary" ?disabled=${this.busy} @click=${this.more}>${t('more')}</button>` : nothing}`;
  }
}
customElements.define('history-page', HistoryPage);
