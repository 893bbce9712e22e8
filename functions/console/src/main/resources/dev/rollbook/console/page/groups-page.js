// SPEC C5: the tenant's groups; those made by hand can be changed here.

import {html, nothing} from 'lit';
import {api} from './api.js';
import {changing, ListPage} from './list-page.js';
import {link, listOf} from './page.js';
import {t, word} from './words.js';

const ROOT = 'all';

export class GroupsPage extends ListPage {
  constructor() {
    super({
      place: 'groups',
      blank: {conditions: []},
      columns: ['groups.name', 'user.origin', 'groups.conditions'],
      all: api.groups,
      remove: (group) => api.deleteGroup(group.id),
    });
  }

  /** @param {FormData} form */
  put(form) {
    const id = this.edited.id || String(form.get('id')).trim();
    return api.putGroup(id, {
      name: String(form.get('name')).trim(),
      ...(id === ROOT ? {} : {parent: form.get('parent') || null}),
      conditions: conditionsOf(String(form.get('conditions') ?? '')),
    });
  }

  /** @param {any} stored */
  said(stored) {
    return t(stored.changing ? 'changing' : 'stored');
  }

  /** @param {any} group */
  fields(group) {
    return html`
      ${group.id
        ? nothing
        : html`<label>${t('groups.id')} <input name="id" required pattern="[A-Za-z0-9_\\-]{1,64}" aria-describedby="group-id"></label><small id="group-id">${t('groups.idHint')}</small>`}
      <label>${t('groups.name')} <input name="name" required maxlength="200" .value=${group.name ?? ''}></label>
      ${group.id === ROOT ? nothing : this.placing(group)}`;
  }

  /** Where it is and who joins it: of every group but the root. @param {any} group */
  placing(group) {
    const above = (this.items ?? []).filter((each) => each.origin === 'MANUAL' && each.id !== group.id);
    return html`
      <label>
        ${t('groups.parent')}
        <select name="parent">
          ${above.map((each) => html`<option value=${each.id} ?selected=${each.id === (group.parent ?? ROOT)}>${each.name}</option>`)}
        </select>
      </label>
      <label>
        ${t('groups.conditions')}
        <textarea name="conditions" rows="3" aria-describedby="group-conditions" .value=${conditionsText(group.conditions)}></textarea>
      </label>
      <small id="group-conditions">${t('groups.conditionsHint')}</small>`;
  }

  /** @param {any} group */
  cells(group) {
    return html`
      <th scope="row" class="cell"><a href=${link('members', group.id)}><bdi>${group.name}</bdi></a></th>
      <td>${word('origin', group.origin)}</td>
      <td class="cell"><bdi>${conditionsText(group.conditions)}</bdi> ${changing(group)}</td>`;
  }

  /** @param {any} group */
  may(group) {
    return {edit: group.origin === 'MANUAL', erase: group.id !== ROOT};
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
