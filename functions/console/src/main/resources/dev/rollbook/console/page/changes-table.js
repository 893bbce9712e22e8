// A user's fields before and after, wherever they are shown.

import {html} from 'lit';
import {scrolling} from './page.js';
import {t, word} from './words.js';

/** @param {any} value @returns {string} */
const text = (value) => {
  if (value === null || value === undefined || value === '') {
    return '–';
  }
  return Array.isArray(value) ? value.map(text).join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** @param {string} field */
export const fieldLabel = (field) =>
  field.startsWith('property:') ? t('target.property', {name: field.slice('property:'.length)}) : word('target', field);

/** @param {import('./api.js').FieldChange[]} fields @param {string} label */
export const changesTable = (fields, label) =>
  scrolling(
    label,
    html`<table>
      <thead><tr><th scope="col">${t('change.field')}</th><th scope="col">${t('change.before')}</th><th scope="col">${t('change.after')}</th></tr></thead>
      <tbody>
        ${fields.map(
          (change) => html`<tr>
            <th scope="row">${fieldLabel(change.field)}</th>
            <td class="cell"><bdi>${text(change.before)}</bdi></td>
            <td class="cell"><bdi>${text(change.after)}</bdi></td>
          </tr>`,
        )}
      </tbody>
    </table>`,
  );
