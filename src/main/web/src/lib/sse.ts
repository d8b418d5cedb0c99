// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/** One server-sent event: its name and its data. */
export interface ServerEvent {
  event: string;
  data: string;
}

const maxEventLength = 16 * 1024 * 1024;

/**
 * Reads server-sent events from pieces of text that may end anywhere, as the HTML standard describes:
 * lines end with LF, CR or CRLF, comments are skipped, an event ends with an empty line.
 */
export class EventParser {
  private rest = '';
  private event = '';
  private data: string[] = [];
  private skipLineFeed = false;
  private started = false;

  /** The events that this piece completes. */
  push(piece: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    let text = this.rest + this.withoutMark(piece);
    if (this.skipLineFeed && this.rest === '' && text.length > 0) {
      if (text.startsWith('\n')) text = text.slice(1);
      this.skipLineFeed = false;
    }
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const char = text[at];
      if (char !== '\n' && char !== '\r') continue;
      this.line(text.slice(from, at), events);
      if (char === '\r') {
        if (at + 1 === text.length) this.skipLineFeed = true;
        else if (text[at + 1] === '\n') at++;
      }
      from = at + 1;
    }
    this.rest = text.slice(from);
    if (this.rest.length > maxEventLength) throw new Error('a server-sent event is longer than 16 MiB');
    return events;
  }

  private withoutMark(piece: string): string {
    if (this.started || piece === '') return piece;
    this.started = true;
    return piece.startsWith('\uFEFF') ? piece.slice(1) : piece;
  }

  private line(line: string, events: ServerEvent[]): void {
    if (line === '') {
      if (this.data.length > 0) events.push({ event: this.event || 'message', data: this.data.join('\n') });
      this.event = '';
      this.data = [];
      return;
    }
    const colon = line.indexOf(':');
    // A comment is a line whose field has no name.
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) value = value.slice(1);
    if (field === 'event') this.event = value;
    else if (field === 'data') this.data.push(value);
  }
}

/** Hands over every event of a response until it ends or is stopped. */
export async function readEvents(response: Response, take: (event: ServerEvent) => void): Promise<void> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parser = new EventParser();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      const piece = done ? decoder.decode() : decoder.decode(value, { stream: true });
      for (const event of parser.push(piece)) take(event);
      if (done) return;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
