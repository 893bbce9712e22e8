// The people of one kind in a plan, some at a time, each openable to before and after.

import {html, nothing} from 'lit';
import {api} from './api.js';
import {changesTable} from './changes-table.js';
import {Page, scrolling} from './page.js';
import {number, t} from './words.js';

const AT_ONCE = 50;

export class PlanPeople extends Page {
  static properties = {
    ...Page.properties,
    importId: {type: String},
    kind: {type: String},
    heading: {type: String},
    count: {type: Number},
    open: {type: Boolean},
    items: {state: true},
    cursor: {state: true},
  };

  constructor() {
    super();
    this.importId = '';
    this.kind = '';
    this.heading = '';
    this.count = 0;
    this.open = false;
    /** @type {import('./api.js').PlanItem[]|null} */
    this.items = null;
    /** @type {string|null} */
    this.cursor = null;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.open) {
      this.more();
    }
  }

  async more() {
    const page = await this.attempt(() => api.plan(this.importId, {kind: this.kind, limit: AT_ONCE, cursor: this.cursor}));
    if (page) {
      this.items = [...(this.items ?? []), ...page.items];
      this.cursor = page.cursor;
    }
  }

  /** @param {Event} event */
  toggled(event) {
    if (/** @type {HTMLDetailsElement} */ (event.target).open && this.items === null && !this.busy) {
      this.more();
    }
  }

  render() {
    return html`
      <details class="people" ?open=${this.open} @toggle=${this.toggled}>
        <summary>${this.heading}: ${number(this.count)}</summary>
        ${this.showProblem()} ${this.busy && !this.items ? html`<p aria-busy="true">${t('loading')}</p>` : nothing}
        ${scrolling(this.heading, html`<ul>${(this.items ?? []).map((item) => html`<li>${this.person(item)}</li>`)}</ul>`)}
        ${this.cursor ? html`<button class="secondary" @click=${this.more} ?disabled=${this.busy}>${t('more')}</button>` : nothing}
      </details>`;
  }

  /** @param {import('./api.js').PlanItem} item */
  person(item) {
    const name = html`${item.oldUsername ? html`<bdi>${item.oldUsername}</bdi> → ` : nothing}<bdi>${item.username}</bdi>`;
    if (!item.fields?.length) {
      return name;
    }
    return html`<details @toggle=${(/** @type {Event} */ event) => event.stopPropagation()}>
      <summary>${name}</summary>
      ${changesTable(item.fields, item.username)}
    </details>`;
  }
}
customElements.define('plan-people', PlanPeople);
