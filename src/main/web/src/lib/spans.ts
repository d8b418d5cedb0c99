// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import type { Block, Mark } from './contract';

/** A piece of text that is inside the passage or not, and inside one of its marks or not. */
export interface Span {
  text: string;
  passage: boolean;
  mark: boolean;
}

/** Cuts text into pieces at the bounds of the marks; bad, overlapping and unordered marks do no harm. */
export function spans(text: string, marks: readonly Mark[] = [], passage?: Mark): Span[] {
  const bounds = new Set([0, text.length]);
  const inside = (ranges: readonly Mark[], at: number) => ranges.some(([start, end]) => start <= at && at < end);
  const ranges = passage === undefined ? [] : [passage];
  for (const [start, end] of [...marks, ...ranges]) {
    for (const bound of [start, end]) if (bound > 0 && bound < text.length) bounds.add(bound);
  }
  const cuts = [...bounds].sort((a, b) => a - b);
  const found: Span[] = [];
  for (let at = 0; at + 1 < cuts.length; at++) {
    const [start = 0, end = 0] = [cuts[at], cuts[at + 1]];
    found.push({ text: text.slice(start, end), passage: inside(ranges, start), mark: inside(marks, start) });
  }
  return found;
}

/** Marks moved from the passage's own offsets to those of the document, or back with a negative distance. */
export function moved(marks: readonly Mark[] | undefined, distance: number): Mark[] {
  return (marks ?? []).map(([start, end]) => [start + distance, end + distance]);
}

/** Stands in a passage where the document has a tab, so that one sees where a cell ends. */
const cellEnd = ' | ';

/** Where the words of a passage stand in the document's text, and its marks there. */
export interface Placed {
  range: Mark;
  marks: Mark[];
}

/**
 * Finds a passage at its own offsets. A row of a table may carry the table's header in front, which the document has
 * elsewhere; cells are parted by tabs there. Nothing if the document says something else today.
 */
export function placed(text: string, cited: { text: string; start: number; end: number; marks?: readonly Mark[] }): Placed | undefined {
  const words = text.slice(cited.start, cited.end);
  const plain = cited.text.replaceAll(cellEnd, '\t');
  if (words === '' || !plain.endsWith(words)) return undefined;
  const header = plain.length - words.length;
  const tabs = (at: number) => cited.text.slice(0, at).split(cellEnd).length - 1;
  const at = (offset: number) => offset - tabs(offset) * (cellEnd.length - 1) - header + cited.start;
  const marks = (cited.marks ?? [])
    .map(([start, end]): Mark => [Math.max(at(start), cited.start), at(end)])
    .filter(([start, end]) => end > start);
  return { range: [cited.start, cited.end], marks };
}

/** A run of blocks that are shown together: rows of one table, items of one list, or a single block. */
export interface BlockGroup {
  kind: 'heading' | 'paragraph' | 'list' | 'table' | 'mail-head';
  blocks: Block[];
  /** The page, slide or sheet that begins with this group. */
  begins?: { page: number } | { slide: number } | { sheet: string };
}

/** Groups neighbouring rows and items, and marks where a page, slide or sheet begins. */
export function groups(blocks: readonly Block[]): BlockGroup[] {
  const found: BlockGroup[] = [];
  let before: Block | undefined;
  for (const block of blocks) {
    const kind = groupKind(block);
    const begins = beginning(block, before);
    const last = found.at(-1);
    const joins = last?.kind === kind && (kind === 'table' || kind === 'list') && begins === undefined;
    const newTable = block.kind === 'table-header' && before?.kind === 'table-row';
    if (last !== undefined && joins && !newTable) last.blocks.push(block);
    else found.push(begins === undefined ? { kind, blocks: [block] } : { kind, blocks: [block], begins });
    before = block;
  }
  return found;
}

function groupKind(block: Block): BlockGroup['kind'] {
  if (block.kind === 'list-item') return 'list';
  if (block.kind === 'table-header' || block.kind === 'table-row') return 'table';
  return block.kind;
}

function beginning(block: Block, before: Block | undefined): BlockGroup['begins'] {
  if (block.page != null && block.page !== before?.page) return { page: block.page };
  if (block.slide != null && block.slide !== before?.slide) return { slide: block.slide };
  if (block.sheet != null && block.sheet !== before?.sheet) return { sheet: block.sheet };
  return undefined;
}

/** The cells of a table row, parted by tabs, with the offsets at which they begin in the document. */
export function rowCells(text: string, start: number): { text: string; start: number }[] {
  const cells: { text: string; start: number }[] = [];
  let from = 0;
  for (;;) {
    const tab = text.indexOf('\t', from);
    if (tab < 0) break;
    cells.push({ text: text.slice(from, tab), start: start + from });
    from = tab + 1;
  }
  cells.push({ text: text.slice(from), start: start + from });
  return cells;
}

/** Which blocks to show around a passage: `[from, to)`, with some before and after it. */
export function around(blocks: readonly Block[], passage: Mark, margin: number): [from: number, to: number] {
  const first = blocks.findIndex((block) => block.end > passage[0]);
  const begin = first < 0 ? 0 : first;
  let end = begin;
  if (first < 0) return [0, Math.min(blocks.length, 1 + margin)];
  while (end < blocks.length && (blocks[end]?.start ?? Infinity) < passage[1]) end++;
  return [Math.max(0, begin - margin), Math.min(blocks.length, Math.max(end, begin + 1) + margin)];
}
