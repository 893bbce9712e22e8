// SPEC C5: the tenant's own properties of a user.

import {html, nothing} from 'lit';
import {api} from './api.js';
import {changing, ListPage} from './list-page.js';
import {t} from './words.js';

export class PropertiesPage extends ListPage {
  constructor() {
    super({
      place: 'properties',
      blank: {type: 'input', options: []},
      columns: ['properties.name', 'properties.type', 'properties.options'],
      all: api.properties,
      remove: (property) => api.deleteProperty(property.name),
    });
  }

  /** @param {FormData} form */
  put(form) {
    const type = form.get('type');
    return api.putProperty(this.edited.name || String(form.get('name')).trim(), {
      type,
      options: type === 'dropdown' ? optionsOf(String(form.get('options'))) : [],
      autoRemove: form.has('autoRemove'),
    });
  }

  /** @param {any} stored */
  said({usersWithOtherValues: n}) {
    return n > 0 ? t('properties.others', {n}) : t('stored');
  }

  /** @param {any} property */
  fields(property) {
    return html`
      ${property.name
        ? html`<h2><bdi>${property.name}</bdi></h2>`
        : html`<label>${t('properties.name')} <input name="name" required maxlength="100"></label>`}
      <label>
        ${t('properties.type')}
        <select name="type" @change=${(/** @type {Event} */ event) => this.choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
          ${['input', 'dropdown'].map((each) => html`<option value=${each} ?selected=${each === property.type}>${t('properties.type.' + each)}</option>`)}
        </select>
      </label>
      ${property.type === 'dropdown'
        ? html`<label>${t('properties.options')} <textarea name="options" rows="4" aria-describedby="property-options" .value=${property.options.join('\n')}></textarea></label>
            <small id="property-options">${t('properties.optionsHint')}</small>`
        : nothing}
      <label><input type="checkbox" name="autoRemove" .checked=${Boolean(property.autoRemove)}> ${t('properties.autoRemove')}</label>`;
  }

  /** @param {string} type */
  choose(type) {
    this.edited = {...this.edited, type};
  }

  /** @param {any} property */
  cells(property) {
    return html`
      <th scope="row" class="cell"><bdi>${property.name}</bdi></th>
      <td>${t('properties.type.' + property.type)}</td>
      <td class="cell"><bdi>${property.options.filter(Boolean).join(', ')}</bdi> ${changing(property)}</td>`;
  }
}
customElements.define('properties-page', PropertiesPage);

/** One option a line; the first line may be empty. @param {string} text */
const optionsOf = (text) =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((each) => each.trim());
