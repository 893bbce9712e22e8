// SPEC C5: what the pages of groups and of properties have in common: a table of all there are, and a form for one of them.

import {html, nothing} from 'lit';
import {Page, scrolling} from './page.js';
import {number, t} from './words.js';

/**
 * What a page says of its list beyond what all have.
 * @typedef {{
 *   place: string, blank: Object<string, any>, columns: string[], all: () => Promise<any[]>, remove: (item: any) => Promise<any>
 * }} Listed
 */

export class ListPage extends Page {
  static properties = {...Page.properties, items: {state: true}, edited: {state: true}};

  /** @param {Listed} listed */
  constructor(listed) {
    super();
    this.listed = listed;
    /** @type {any[]|null} */
    this.items = null;
    /** What is in the form; it has no name where it is to be made. @type {any} */
    this.edited = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  load() {
    return this.attempt(async () => {
      this.items = await this.listed.all();
    });
  }

  /** Who opens or leaves the form by keyboard goes on there. @param {Map<string, any>} changed */
  updated(changed) {
    if (changed.has('edited') && Boolean(changed.get('edited')) !== Boolean(this.edited)) {
      const next = this.querySelector(this.edited ? 'form.card :is(input, select)' : 'button.add');
      /** @type {HTMLElement|null} */ (next)?.focus();
    }
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const stored = await this.attempt(() => this.put(form));
    if (stored) {
      this.edited = null;
      await this.load();
      this.notice = this.said(stored);
    }
  }

  /** @param {any} item */
  async erase(item) {
    if (window.confirm(t(`${this.listed.place}.deleteSure`, {name: item.name}))) {
      await this.attempt(() => this.listed.remove(item));
      const {problem} = this;
      await this.load();
      this.problem = problem ?? this.problem;
    }
  }

  /** Stores what the form says. @param {FormData} _form @returns {Promise<any>} */
  async put(_form) {
    throw new Error('a page stores its own');
  }

  /** What to say once that is stored. @param {any} _stored @returns {string} */
  said(_stored) {
    return t('stored');
  }

  /** The form's fields. @param {any} _item @returns {unknown} */
  fields(_item) {
    return nothing;
  }

  /** A row's cells, but for its buttons. @param {any} _item @returns {unknown} */
  cells(_item) {
    return nothing;
  }

  /** Whether somebody may edit it, or delete it. @param {any} _item */
  may(_item) {
    return {edit: true, erase: true};
  }

  render() {
    const {place, blank} = this.listed;
    return html`
      <h1 tabindex="-1">${t('place.' + place)}</h1>
      <p>${t(place + '.lead')}</p>
      ${this.showProblem()}
      ${this.edited
        ? html`<form class="card" @submit=${this.submit}>
            ${this.fields(this.edited)}
            <div class="actions">
              <button ?disabled=${this.busy} aria-busy=${this.busy}>${t('store')}</button>
              <button type="button" class="secondary outline" @click=${() => (this.edited = null)}>${t('cancel')}</button>
            </div>
          </form>`
        : html`<button class="secondary add" @click=${() => (this.edited = blank)}>${t(place + '.add')}</button>`}
      ${this.items ? this.table(this.items) : this.problem ? nothing : html`<p aria-busy="true">${t('loading')}</p>`}`;
  }

  /** @param {any[]} items */
  table(items) {
    const {place, columns} = this.listed;
    if (items.length === 0) {
      return html`<p>${t('noneYet')}</p>`;
    }
    return scrolling(
      t('place.' + place),
      html`<table>
        <thead>
          <tr>${columns.map((column) => html`<th scope="col">${t(column)}</th>`)}<th scope="col">${t('actions')}</th></tr>
        </thead>
        <tbody>${items.map((item) => html`<tr>${this.cells(item)}<td>${this.buttons(item)}</td></tr>`)}</tbody>
      </table>`,
    );
  }

  /** @param {any} item */
  buttons(item) {
    const {edit, erase} = this.may(item);
    const {name} = item;
    return html`
      ${edit ? html`<button class="link" aria-label=${t('changeOne', {name})} @click=${() => (this.edited = item)}>${t('change')}</button>` : nothing}
      ${erase ? html`<button class="link" aria-label=${t('deleteOne', {name})} @click=${() => this.erase(item)}>${t('delete')}</button>` : nothing}`;
  }
}

/** How far a change of it has come that moves users, while it is going on. @param {any} item */
export const changing = ({changing: now}) =>
  now ? html`<small>${t('changingPart', {done: number(now.done), total: number(now.total)})}</small>` : nothing;
