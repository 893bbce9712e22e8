// What the options of an import mean, in plain words: those of one import, or those that a tenant remembers for all.

import {html} from 'lit';
import {fieldLabel} from './changes-table.js';
import {number, t, word} from './words.js';

/** @param {boolean} is */
const yesOrNo = (is) => t(is ? 'yes' : 'no');

/** @param {import('./api.js').Options} options */
function people(options) {
  if (options.leavers) {
    return t('import.people.leavers');
  }
  if (!options.deactivateUnlisted) {
    return t('import.people.keep');
  }
  return options.graceDays ? t('option.people.grace', {n: options.graceDays}) : t('import.people.deactivate');
}

/** @param {string} delimiter as the API writes it */
export const delimiterWord = (delimiter) => word('option.delimiter', delimiter === '\t' ? 'tab' : delimiter);

/** @param {import('./api.js').MappedColumn[]} columns */
const mapping = (columns) =>
  html`<ul>${columns.map(({column, target}) => html`<li><bdi>${column}</bdi> → <bdi>${fieldLabel(target)}</bdi></li>`)}</ul>`;

/** How an option's value is said, in the order of the form; empty for one that says nothing. @type {Object<string, (value: any, groups: any[]) => unknown>} */
const SAID = {
  list: (value) => value || t('option.list.'),
  matchBy: (value) => word('option.matchBy', value),
  emptyCells: (value) => word('option.emptyCells', value),
  newUsers: (value) => word('option.newUsers', value),
  existingUsers: (value) => word('option.existingUsers', value),
  handEdits: (value) => word('option.handEdits', value),
  defaultGroup: (value, groups) => groups.find(({id}) => id === value)?.name ?? value,
  tags: (value) => value.join(', '),
  access: (value) => value.map((/** @type {any} */ one) => `${one.product}: ${one.offer}`).join(', '),
  notify: ({send, language, template}) =>
    send ? [t('yes'), word('language', language ?? ''), template].filter(Boolean).join(', ') : t('no'),
  review: yesOrNo,
  dryRun: (value) => (value ? t('yes') : ''),
  rowLimit: number,
  format: (value) => (value === 'auto' ? '' : value.toUpperCase()),
  charset: (value) => (value === 'auto' ? '' : value),
  delimiter: (value) => (value === 'auto' ? '' : delimiterWord(value)),
  header: yesOrNo,
  sheet: (value) => value,
  mapping: (value) => (value.length ? mapping(value) : ''),
};

/**
 * @param {import('./api.js').Options} options as many as are given
 * @param {any[]} groups those of the tenant, for their names
 */
export function optionWords(options, groups) {
  const said = Object.entries(SAID)
    .filter(([name]) => options[name] !== undefined)
    .map(([name, say]) => ({label: t('option.' + name), value: say(options[name], groups)}))
    .filter(({value}) => value !== '');
  const aboutPeople = ['deactivateUnlisted', 'leavers', 'graceDays'].some((name) => options[name] !== undefined);
  return html`
    <dl class="settings">
      ${[...(aboutPeople ? [{label: t('import.people'), value: people(options)}] : []), ...said].map(
        ({label, value}) => html`<div><dt>${label}</dt><dd><bdi>${value}</bdi></dd></div>`,
      )}
    </dl>`;
}
