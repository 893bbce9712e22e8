// SPEC C4: the failed rows as they were uploaded, so that who reads why one failed sees it, too.

import {html, nothing} from 'lit';
import {api, features, Problem} from './api.js';
import {firstRows, unguarded} from './csv.js';
import {t} from './words.js';

/** What stands before the uploaded columns: number, codes, reasons. */
const ADDED = 3;

/** Enough to know a cell by. */
const CHARACTERS = 500;

/** @typedef {{number: number, heading: string}} UploadedColumn */

/** The first failed rows of an import, by their numbers in the file. */
export class UploadedRows {
  /** @param {UploadedColumn[]} columns @param {Map<string, string[]>} rows */
  constructor(columns, rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** @param {string} importId @param {number} limit @returns {Promise<UploadedRows>} */
  static async of(importId, limit) {
    if (!features.hasPath('/imports/{id}/failed')) {
      return new UploadedRows([], new Map());
    }
    try {
      const {heading, rows} = await firstRows(await api.file(importId, 'failed?format=csv'), limit);
      return new UploadedRows(columnsOf(heading), new Map(rows.map(([row, , , ...cells]) => [row, cells.map(unguarded)])));
    } catch (problem) {
      if (problem instanceof Problem && problem.code === 'RESULT_MISSING') {
        return new UploadedRows([], new Map()); // of an undo, or longer ago than files are kept
      }
      throw problem;
    }
  }

  /** @param {string} row */
  has(row) {
    return this.rows.has(row);
  }

  /**
   * @param {string} row
   * @param {(column: UploadedColumn) => boolean} isFaulty
   */
  show(row, isFaulty) {
    const cells = this.rows.get(row) ?? [];
    return html`
      <dl class="uploaded">
        ${cells.map((cell, index) => {
          const column = this.columns[index] ?? {number: 0, heading: ''};
          const faulty = isFaulty(column);
          return html`<div class=${faulty ? 'faulty' : ''}>
            <dt><bdi>${column.heading || (column.number ? t('report.column', {n: column.number}) : '–')}</bdi>${faulty ? html` <small>${t('report.here')}</small>` : nothing}</dt>
            <dd><bdi>${cell.length > CHARACTERS ? `${cell.slice(0, CHARACTERS)}…` : cell || '–'}</bdi></dd>
          </div>`;
        })}
      </dl>`;
  }
}

/**
 * The uploaded columns with the numbers they had; the added headings name those that are left out (SPEC A12).
 * @param {string[]} heading
 * @returns {UploadedColumn[]}
 */
function columnsOf(heading) {
  const mark = /\(Rollbook [^)]*\)$/.exec(heading[0] ?? '')?.[0] ?? '';
  const leftOut = [...mark.matchAll(/ -(\d+)/g)].map(([, column]) => Number(column));
  let number = 0;
  return heading.slice(ADDED).map((text) => {
    do {
      number++;
    } while (leftOut.includes(number));
    return {number, heading: unguarded(text).trim()};
  });
}
