// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/** The views and what their addresses hold. */
export type Route =
  | { view: 'ask'; conversation?: string }
  | { view: 'search'; query: string; collection: string; day: string }
  | { view: 'library'; collection?: string }
  | { view: 'runs'; run?: string }
  | { view: 'folders'; folder?: string }
  | { view: 'admin' }
  | { view: 'account' }
  | { view: 'journal'; section: JournalSection }
  | { view: 'source'; document: string; start: number; end: number }
  | { view: 'setup'; code: string }
  | { view: 'unknown' };

export type JournalSection = 'entries' | 'deletions' | 'usage' | 'approval';

/** The parts of the journal by the address below it. */
const journalSections: Record<string, JournalSection> = {
  '': 'entries',
  geloescht: 'deletions',
  nutzung: 'usage',
  zustimmung: 'approval',
};

/** Reads an address of this page. */
export function routeOf(path: string, query: URLSearchParams): Route {
  const [first = '', second] = path.split('/').filter((piece) => piece !== '').map(decoded);
  switch (first) {
    case '':
    case 'anmelden':
      return { view: 'ask' };
    case 'fragen':
      return second === undefined ? { view: 'ask' } : { view: 'ask', conversation: second };
    case 'suche':
      return { view: 'search', query: query.get('q') ?? '', collection: query.get('sammlung') ?? '', day: isoDay(query.get('stichtag')) };
    case 'ablage':
      return second === undefined ? { view: 'library' } : { view: 'library', collection: second };
    case 'importe':
      return second === undefined ? { view: 'runs' } : { view: 'runs', run: second };
    case 'ordner':
      return second === undefined ? { view: 'folders' } : { view: 'folders', folder: second };
    case 'verwaltung':
      return { view: 'admin' };
    case 'konto':
      return { view: 'account' };
    case 'journal': {
      const name = second ?? '';
      const section = Object.hasOwn(journalSections, name) ? journalSections[name] : undefined;
      return section === undefined ? { view: 'unknown' } : { view: 'journal', section };
    }
    case 'textstelle':
      if (second === undefined) return { view: 'unknown' };
      return { view: 'source', document: second, start: offset(query.get('von')), end: offset(query.get('bis')) };
    case 'einrichten':
      return { view: 'setup', code: second ?? '' };
    default:
      return { view: 'unknown' };
  }
}

export function sourceAddress(document: string, start: number, end: number): string {
  return `/textstelle/${encodeURIComponent(document)}?von=${start}&bis=${end}`;
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

function offset(text: string | null): number {
  const value = Number(text ?? 0);
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

/** A day as ISO 8601 writes it; empty for anything else. */
function isoDay(text: string | null): string {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';
}

class Router {
  current = $state<Route>({ view: 'ask' });
  path = $state('/');

  /** Follows the address bar from now on. */
  start(): void {
    this.read();
    window.addEventListener('popstate', () => this.read());
    document.addEventListener('click', (event) => this.follow(event));
  }

  go(address: string, options: { replace?: boolean } = {}): void {
    if (options.replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    this.read();
    if (!options.replace) window.scrollTo(0, 0);
  }

  private read(): void {
    this.path = location.pathname;
    this.current = routeOf(location.pathname, new URLSearchParams(location.search));
  }

  private follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

export const router = new Router();
