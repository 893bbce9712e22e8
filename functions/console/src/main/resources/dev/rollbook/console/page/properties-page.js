// SPEC C5: the tenant's own properties of a user.

import {html, nothing} from 'lit';
import {api} from './api.js';
import {Page, scrolling} from './page.js';
import {number, t} from './words.js';

export class PropertiesPage extends Page {
  static properties = {...Page.properties, items: {state: true}, edited: {state: true}};

  constructor() {
    super();
    /** @type {any[]|null} */
    this.items = null;
    /** The property in the form; one without name is to be made. @type {any} */
    this.edited = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  load() {
    return this.attempt(async () => {
      this.items = await api.properties();
    });
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const name = this.edited.name || String(form.get('name')).trim();
    const type = form.get('type');
    const options = type === 'dropdown' ? String(form.get('options')).replace(/\n$/, '').split('\n').map((each) => each.trim()) : [];
    const stored = await this.attempt(() => api.putProperty(name, {type, options, autoRemove: form.has('autoRemove')}));
    if (stored) {
      this.edited = null;
      await this.load();
      this.notice = stored.usersWithOtherValues > 0 ? t('properties.others', {n: stored.usersWithOtherValues}) : t('stored');
    }
  }

  /** @param {any} item */
  async erase(item) {
    if (window.confirm(t('properties.deleteSure', {name: item.name}))) {
      await this.attempt(() => api.deleteProperty(item.name));
      const {problem} = this;
      await this.load();
      this.problem = problem;
    }
  }

  render() {
    return html`
      <h1 tabindex="-1">${t('place.properties')}</h1>
      <p>${t('properties.lead')}</p>
      ${this.showProblem()}
      ${this.edited
        ? this.form(this.edited)
        : html`<button class="secondary" @click=${() => (this.edited = {type: 'input', options: []})}>${t('properties.add')}</button>`}
      ${this.items ? this.table(this.items) : this.problem ? nothing : html`<p aria-busy="true">${t('loading')}</p>`}`;
  }

  /** @param {any} item */
  form(item) {
    return html`
      <form class="card" @submit=${this.submit}>
        ${item.name ? html`<h2><bdi>${item.name}</bdi></h2>` : html`<label>${t('properties.name')} <input name="name" required maxlength="100"></label>`}
        <label>
          ${t('properties.type')}
          <select name="type" @change=${(/** @type {Event} */ event) => (this.edited = {...item, type: /** @type {HTMLSelectElement} */ (event.target).value})}>
            ${['input', 'dropdown'].map((each) => html`<option value=${each} ?selected=${each === item.type}>${t('properties.type.' + each)}</option>`)}
          </select>
        </label>
        ${item.type === 'dropdown'
          ? html`<label>${t('properties.options')} <textarea name="options" rows="4" aria-describedby="property-options" .value=${item.options.join('\n')}></textarea></label>
              <small id="property-options">${t('properties.optionsHint')}</small>`
          : nothing}
        <label><input type="checkbox" name="autoRemove" .checked=${Boolean(item.autoRemove)}> ${t('properties.autoRemove')}</label>
        <div class="actions">
          <button ?disabled=${this.busy} aria-busy=${this.busy}>${t('store')}</button>
          <button type="button" class="secondary outline" @click=${() => (this.edited = null)}>${t('cancel')}</button>
        </div>
      </form>`;
  }

  /** @param {any[]} items */
  table(items) {
    if (items.length === 0) {
      return html`<p>${t('properties.none')}</p>`;
    }
    return scrolling(
      t('place.properties'),
      html`<table>
        <thead>
          <tr><th scope="col">${t('properties.name')}</th><th scope="col">${t('properties.type')}</th><th scope="col">${t('properties.options')}</th><th scope="col">${t('actions')}</th></tr>
        </thead>
        <tbody>
          ${items.map(
            (item) => html`<tr>
              <th scope="row" class="cell"><bdi>${item.name}</bdi></th>
              <td>${t('properties.type.' + item.type)}</td>
              <td class="cell">
                <bdi>${item.options.filter(Boolean).join(', ')}</bdi>
                ${item.changing ? html`<small>${t('changingPart', {done: number(item.changing.done), total: number(item.changing.total)})}</small>` : nothing}
              </td>
              <td>
                <button class="link" aria-label=${t('changeOne', {name: item.name})} @click=${() => (this.edited = item)}>${t('change')}</button>
                <button class="link" aria-label=${t('deleteOne', {name: item.name})} @click=${() => this.erase(item)}>${t('delete')}</button>
              </td>
            </tr>`,
          )}
        </tbody>
      </table>`,
    );
  }
}
customElements.define('properties-page', PropertiesPage);
