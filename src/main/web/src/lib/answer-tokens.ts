// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import type { Support } from './contract';
import { boundary, boundaries } from './support';

// Text of a model becomes a tree of tokens, and the tree becomes components. It is never read as HTML,
// links stay the characters they are, and whatever is not understood stays plain text.

export type Inline =
  | { kind: 'text'; text: string; state?: Support }
  | { kind: 'support'; state: Support }
  | { kind: 'bold'; children: Inline[] }
  | { kind: 'citation'; n: number; /** Punctuation that must not begin the next line. */ after?: string };

export type AnswerBlock =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'heading'; children: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Inline[][] }
  | { kind: 'table'; header: Inline[][]; rows: Inline[][][] };

const bullet = /^\s{0,6}[-*•–]\s+(.*)$/;
const numbered = /^\s{0,6}(\d{1,3})[.)]\s+(.*)$/;
const headline = /^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/;
const tableRow = /^\s*\|.*\|\s*$/;
const tableRule = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const citation = /\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]/g;
const maxCitation = 999;

/** The blocks of an answer; reading a text that is still growing gives the same blocks for its finished part. */
export function answerBlocks(text: string): AnswerBlock[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const blocks: AnswerBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    if (line(lines, at).trim() === '') {
      at++;
      continue;
    }
    const [block, next] = table(lines, at) ?? list(lines, at) ?? heading(lines, at) ?? paragraph(lines, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

/** Plain text, bold and citation markers of one line or paragraph. */
export function inlines(text: string): Inline[] {
  const found: Inline[] = [];
  let rest = text;
  for (;;) {
    const bold = /\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__/.exec(rest);
    if (bold === null) break;
    found.push(...citations(rest.slice(0, bold.index)));
    found.push({ kind: 'bold', children: citations(bold[1] ?? bold[2] ?? '') });
    rest = rest.slice(bold.index + bold[0].length);
  }
  found.push(...citations(rest));
  return stated(found, { state: undefined });
}

/** Turns the bounds of checked sentences into the state of the text between them, and a sign at their end. */
function stated(tokens: Inline[], carried: { state: Support | undefined }): Inline[] {
  return tokens.flatMap((token): Inline[] => {
    if (token.kind === 'bold') return [{ kind: 'bold', children: stated(token.children, carried) }];
    if (token.kind !== 'text') return [token];
    return token.text.split(boundaries).flatMap((piece): Inline[] => {
      const bound = boundary(piece);
      if (bound === undefined) {
        if (piece === '') return [];
        return [carried.state === undefined ? { kind: 'text', text: piece } : { kind: 'text', text: piece, state: carried.state }];
      }
      carried.state = bound.ends ? undefined : bound.state;
      return bound.ends ? [{ kind: 'support', state: bound.state }] : [];
    });
  });
}

function citations(text: string): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(citation)) {
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
    for (const digits of (match[1] ?? '').split(/[,;]/)) {
      const n = Number(digits);
      if (n >= 1 && n <= maxCitation) found.push({ kind: 'citation', n });
      else found.push({ kind: 'text', text: `[${digits.trim()}]` });
    }
    from = match.index + match[0].length;
    const last = found.at(-1);
    const after = /^[.,;:!?)]+/.exec(text.slice(from))?.[0];
    if (after !== undefined && last?.kind === 'citation') {
      last.after = after;
      from += after.length;
    }
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
  return found;
}

type Step = [block: AnswerBlock, next: number];

function table(lines: string[], at: number): Step | undefined {
  if (!tableRow.test(line(lines, at)) || !tableRule.test(line(lines, at + 1))) return undefined;
  const header = cells(line(lines, at));
  const rows: Inline[][][] = [];
  let next = at + 2;
  while (next < lines.length && tableRow.test(line(lines, next))) rows.push(cells(line(lines, next++)));
  const width = header.length;
  return [{ kind: 'table', header, rows: rows.map((row) => fitted(row, width)) }, next];
}

function fitted(row: Inline[][], width: number): Inline[][] {
  return Array.from({ length: Math.max(width, row.length) }, (_, column) => row[column] ?? []);
}

function cells(row: string): Inline[][] {
  return row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => inlines(cell.trim()));
}

function list(lines: string[], at: number): Step | undefined {
  const first = item(line(lines, at));
  if (first === undefined) return undefined;
  const texts: string[] = [];
  let next = at;
  while (next < lines.length) {
    const found = item(line(lines, next));
    if (found !== undefined && found.ordered === first.ordered) texts.push(found.text);
    else if (found === undefined && /^\s{2,}\S/.test(line(lines, next)) && texts.length > 0) {
      texts[texts.length - 1] += ` ${line(lines, next).trim()}`;
    } else if (line(lines, next).trim() !== '' || item(line(lines, next + 1))?.ordered !== first.ordered) break;
    next++;
  }
  return [{ kind: 'list', ordered: first.ordered, start: first.number, items: texts.map(inlines) }, next];
}

function item(text: string): { ordered: boolean; number: number; text: string } | undefined {
  const plain = bullet.exec(text);
  if (plain !== null) return { ordered: false, number: 1, text: plain[1] ?? '' };
  const counted = numbered.exec(text);
  if (counted !== null) return { ordered: true, number: Number(counted[1]), text: counted[2] ?? '' };
  return undefined;
}

function heading(lines: string[], at: number): Step | undefined {
  const match = headline.exec(line(lines, at));
  return match === null ? undefined : [{ kind: 'heading', children: inlines(match[1] ?? '') }, at + 1];
}

function paragraph(lines: string[], at: number): Step {
  const texts = [line(lines, at).trim()];
  let next = at + 1;
  while (next < lines.length && !startsBlock(lines, next)) texts.push(line(lines, next++).trim());
  return [{ kind: 'paragraph', children: inlines(texts.join(' ')) }, next];
}

function startsBlock(lines: string[], at: number): boolean {
  const text = line(lines, at);
  if (text.trim() === '' || headline.test(text) || item(text) !== undefined) return true;
  return tableRow.test(text) && tableRule.test(line(lines, at + 1));
}

function line(lines: string[], at: number): string {
  return lines[at] ?? '';
}
