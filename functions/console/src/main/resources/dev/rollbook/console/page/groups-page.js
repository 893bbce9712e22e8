// SPEC C5: the tenant's groups; those made by hand can be changed here.

import {html, nothing} from 'lit';
import {api} from './api.js';
import {link, listOf, Page, scrolling} from './page.js';
import {number, t, word} from './words.js';

export class GroupsPage extends Page {
  static properties = {...Page.properties, groups: {state: true}, edited: {state: true}};

  constructor() {
    super();
    /** @type {any[]|null} */
    this.groups = null;
    /** The group in the form; one without id is to be made. @type {any} */
    this.edited = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  load() {
    return this.attempt(async () => {
      this.groups = await api.groups();
    });
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const id = this.edited.id || String(form.get('id')).trim();
    const group = {
      name: String(form.get('name')).trim(),
      ...(id === 'all' ? {} : {parent: form.get('parent') || null}),
      conditions: conditionsOf(String(form.get('conditions') ?? '')),
    };
    const stored = await this.attempt(() => api.putGroup(id, group));
    if (stored) {
      this.edited = null;
      await this.load();
      this.notice = stored.changing ? t('changing') : t('stored');
    }
  }

  /** @param {any} group */
  async erase(group) {
    if (window.confirm(t('groups.deleteSure', {name: group.name}))) {
      await this.attempt(() => api.deleteGroup(group.id));
      const {problem} = this;
      await this.load();
      this.problem = problem;
    }
  }

  render() {
    return html`
      <h1 tabindex="-1">${t('place.groups')}</h1>
      <p>${t('groups.lead')}</p>
      ${this.showProblem()}
      ${this.edited
        ? this.form(this.edited)
        : html`<button class="secondary" @click=${() => (this.edited = {conditions: []})}>${t('groups.add')}</button>`}
      ${this.groups ? this.table(this.groups) : this.problem ? nothing : html`<p aria-busy="true">${t('loading')}</p>`}`;
  }

  /** @param {any} group */
  form(group) {
    return html`
      <form class="card" @submit=${this.submit}>
        ${group.id
          ? nothing
          : html`<label>${t('groups.id')} <input name="id" required pattern="[A-Za-z0-9_\\-]{1,64}" aria-describedby="group-id"></label><small id="group-id">${t('groups.idHint')}</small>`}
        <label>${t('groups.name')} <input name="name" required maxlength="200" .value=${group.name ?? ''}></label>
        ${group.id === 'all'
          ? nothing
          : html`<label>
                ${t('groups.parent')}
                <select name="parent">
                  ${(this.groups ?? [])
                    .filter((each) => each.origin === 'MANUAL' && each.id !== group.id)
                    .map((each) => html`<option value=${each.id} ?selected=${each.id === (group.parent ?? 'all')}>${each.name}</option>`)}
                </select>
              </label>
              <label>
                ${t('groups.conditions')}
                <textarea name="conditions" rows="3" aria-describedby="group-conditions" .value=${conditionsText(group.conditions)}></textarea>
              </label>
              <small id="group-conditions">${t('groups.conditionsHint')}</small>`}
        <div class="actions">
          <button ?disabled=${this.busy} aria-busy=${this.busy}>${t('store')}</button>
          <button type="button" class="secondary outline" @click=${() => (this.edited = null)}>${t('cancel')}</button>
        </div>
      </form>`;
  }

  /** @param {any[]} groups */
  table(groups) {
    return scrolling(
      t('place.groups'),
      html`<table>
        <thead>
          <tr><th scope="col">${t('groups.name')}</th><th scope="col">${t('user.origin')}</th><th scope="col">${t('groups.conditions')}</th><th scope="col">${t('actions')}</th></tr>
        </thead>
        <tbody>
          ${groups.map(
            (group) => html`<tr>
              <th scope="row" class="cell"><a href=${link('members', group.id)}><bdi>${group.name}</bdi></a></th>
              <td>${word('origin', group.origin)}</td>
              <td class="cell">
                <bdi>${conditionsText(group.conditions)}</bdi>
                ${group.changing ? html`<small>${t('changingPart', {done: number(group.changing.done), total: number(group.changing.total)})}</small>` : nothing}
              </td>
              <td>
                ${group.origin === 'MANUAL'
                  ? html`<button class="link" aria-label=${t('changeOne', {name: group.name})} @click=${() => (this.edited = group)}>${t('change')}</button>`
                  : nothing}
                ${group.id === 'all'
                  ? nothing
                  : html`<button class="link" aria-label=${t('deleteOne', {name: group.name})} @click=${() => this.erase(group)}>${t('delete')}</button>`}
              </td>
            </tr>`,
          )}
        </tbody>
      </table>`,
    );
  }
}
customElements.define('groups-page', GroupsPage);

/** One condition a line: `Standort: Köln, Bonn`. @param {string} text */
const conditionsOf = (text) =>
  text
    .split('\n')
    .filter((line) => line.includes(':'))
    .map((line) => ({property: line.slice(0, line.indexOf(':')).trim(), anyOf: listOf(line.slice(line.indexOf(':') + 1))}));

/** @param {{property: string, anyOf: string[]}[]} conditions */
const conditionsText = (conditions) => conditions.map(({property, anyOf}) => `${property}: ${anyOf.join(', ')}`).join('\n');
