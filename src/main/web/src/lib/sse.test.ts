// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import { EventParser, readEvents, type ServerEvent } from './sse';

const stream = ': hallo\n\nevent: words\ndata: {"text":"Die "}\n\n:\nevent: done\r\ndata: a\r\ndata: b\r\n\r\ndata:c\r\r';
const events: ServerEvent[] = [
  { event: 'words', data: '{"text":"Die "}' },
  { event: 'done', data: 'a\nb' },
  { event: 'message', data: 'c' },
];

it('reads events, skips comments and joins data lines', () => {
  expect(new EventParser().push(stream)).toEqual(events);
});

it('reads the same events wherever the pieces are cut', () => {
  for (let cut = 0; cut <= stream.length; cut++) {
    const parser = new EventParser();
    expect([...parser.push(stream.slice(0, cut)), ...parser.push(stream.slice(cut))]).toEqual(events);
  }
});

it('reads the same events character by character', () => {
  const parser = new EventParser();
  expect([...stream].flatMap((char) => parser.push(char))).toEqual(events);
});

it('sends no event for one that has no data or was not ended', () => {
  const parser = new EventParser();
  expect(parser.push('event: words\n\ndata: open\n')).toEqual([]);
});

it('skips a byte order mark and fields it does not know', () => {
  expect(new EventParser().push('\uFEFFid: 7\nretry: 3\nevent: x\ndata\n\n')).toEqual([{ event: 'x', data: '' }]);
});

it('keeps umlauts whose bytes arrive in two pieces', async () => {
  const bytes = new TextEncoder().encode('data: Gebühr\n\n');
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const taken: ServerEvent[] = [];
  await readEvents(new Response(body), (event) => taken.push(event));
  expect(taken).toEqual([{ event: 'message', data: 'Gebühr' }]);
});
