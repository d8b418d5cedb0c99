// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

// The shapes that the server's HTTP contract promises. Offsets and marks count UTF-16 units.

export type Mark = readonly [start: number, end: number];

export interface Info {
  authority: string;
  version: string;
  setup: boolean;
  chat: boolean;
  sample: boolean;
  min_password_length: number;
  /** Bytes; larger files are refused. */
  largest_file?: number;
  /** People can sign in at an issuer of OpenID Connect. */
  oidc?: { label: string };
}

export type Role = 'administrator' | 'curator' | 'auditor' | 'reader';

export interface Person {
  id: string;
  name: string;
  role: Role;
  groups: string[];
}

export interface SessionAnswer {
  person: Person;
  csrf: string;
  /** The account has a password here; not told at sign-in. */
  password?: boolean;
  /** Where signing out goes on, if the session came from an issuer. */
  sign_out_address?: string;
}

/** A person as the administration sees them; `provider` is the address of whoever knows them, if we do not. */
export interface Member extends Person {
  enabled: boolean;
  provider?: string;
}

export interface BrowserSession {
  id: string;
  browser: string;
  begun: number;
  current: boolean;
}

export type Scope = 'read' | 'contribute' | 'manage';

/** A personal key; its secret `key` comes once, when it is made. */
export interface Key {
  id: string;
  name: string;
  scopes: Scope[];
  made: number;
  expires: number;
  key?: string;
}

export interface JournalEntry {
  id: number;
  at: string;
  actor: string;
  name?: string;
  action: string;
  object: string;
  object_name?: string;
  result: string;
  hash: string;
}

export interface Deletion {
  at: number;
  kind: string;
  number: number;
  before: number;
}

/** How often something was done in a calendar week; an empty `unit` is the whole authority. */
export interface UsageCell {
  week: string;
  unit: string;
  kind: 'questions' | 'searches';
  number: number;
}

export type Level = 'read' | 'contribute' | 'curate';

/** What a group or a person, by identifier and name, may do in a collection. */
export interface Grant {
  level: Level;
  group?: string;
  person?: string;
  name?: string;
}

export type Protection = 'normal' | 'high' | 'very-high';

export interface Place {
  page?: number;
  section?: string;
  sheet?: string;
  slide?: number;
  label?: string;
}

export interface Collection {
  id: string;
  name: string;
  /** Only for those who look after the collection. */
  grants?: Grant[];
  contact?: string;
  purpose?: string;
  legal_basis?: string;
  owner?: string;
  /** A day as ISO 8601 writes it. */
  review?: string;
  protection?: Protection;
  sample?: boolean;
  documents?: number;
  unread?: number;
  mayContribute?: boolean;
  mayCurate?: boolean;
  mayDelete?: boolean;
}

export type ImportState = 'waiting' | 'reading' | 'searchable' | 'complete' | 'unchanged' | 'refused';

export interface Import {
  id: string;
  document?: string;
  collection?: string;
  run?: string;
  /** The document that it lay in, if it was packed. */
  parent?: string;
  name: string;
  size?: number;
  state: ImportState;
  reason?: string;
  advice?: string;
  seconds?: number;
  passages?: number;
  /** Pages of it that are still to be recognized. */
  pages_left?: number;
}

/** What a document says of itself, or what the system that brought it, or a person, put in its place. */
export interface Fact {
  name: string;
  value: string;
  origin: 'read' | 'given' | 'corrected';
  place?: Place;
  start?: number;
  end?: number;
  /** What was read, where something else counts. */
  read_value?: string;
}

/** How a document stands at a day; `from` is its first day in force, `until` its last one. */
export interface Validity {
  state: 'in-force' | 'superseded' | 'not-yet' | 'unknown';
  from?: string;
  until?: string;
  superseded_by?: Related;
}

export interface Related {
  document: string;
  title: string;
  from?: string;
}

/** Words of another document that change the section of a passage. */
export interface Amendment extends Related {
  section: string;
  text: string;
}

export interface Document {
  id: string;
  name: string;
  title?: string;
  collection: string;
  state: ImportState;
  reason?: string;
  advice?: string;
  notes?: string[];
  size?: number;
  type?: string;
  passages?: number;
  changed?: number | string;
  sample?: boolean;
  /** The document that it lies in, such as an e-mail. */
  parent?: string;
  /** How sure recognition was, 0 to 100, by page. */
  recognized?: Record<string, number>;
  facts?: Fact[];
  validity?: Validity;
  supersedes?: Related[];
  superseded_by?: Related[];
  amends?: Related[];
  amended_by?: Related[];
}

export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'table-header' | 'table-row' | 'mail-head';

export interface Block {
  kind: BlockKind;
  level?: number;
  page?: number;
  sheet?: string;
  slide?: number;
  start: number;
  end: number;
}

export interface DocumentText {
  text: string;
  blocks: Block[];
}

export interface Passage {
  n?: number;
  document: string;
  title?: string;
  name?: string;
  place?: Place;
  heading?: string;
  text: string;
  start: number;
  end: number;
  marks?: Mark[];
  collection?: string;
  notice?: string;
  validity?: Validity;
  amendments?: Amendment[];
}

/** What each list adds to a hit's score; `alike` if its words are only spelled almost like those of the search. */
export interface FoundBy {
  words: number;
  meaning: number;
  alike: boolean;
}

export interface Hit extends Passage {
  score: number;
  found_by?: FoundBy;
  /** Other documents with the same words. */
  also_in?: { document: string; title: string }[];
}

export interface SearchAnswer {
  hits: Hit[];
  took_ms: number;
  embedding_ms?: number;
  answerable?: boolean;
  /** The day that counted, and another one that the search names. */
  as_of?: string;
  proposed_as_of?: string;
  /** What is left without phrases, exclusions and filters, if the search has any. */
  words?: string;
}

export type Outcome = 'answered' | 'excerpts' | 'declined' | 'broken-off' | 'failed';

export type Support = 'supported' | 'unsupported' | 'without-source';

export interface Sentence {
  text: string;
  state: Support;
  citations?: number[];
}

export interface Citation {
  n: number;
  document: string;
  place?: Place;
}

export interface Turn {
  id: string;
  question: string;
  answer?: string;
  outcome: Outcome;
  reason?: string;
  citations?: Citation[];
  sentences?: Sentence[];
  passages?: Passage[];
  model?: string;
  asked?: number | string;
}

export interface ConversationHead {
  id: string;
  title?: string;
  changed?: number | string;
}

export interface Conversation {
  id: string;
  title?: string;
  turns: Turn[];
}

export interface ServerState {
  version: string;
  chat: { provider: string; model?: string; reachable: boolean };
  embedding: { provider: string; model?: string };
  documents: number;
  passages: number;
  vectors: number;
  waiting: number;
  storage_bytes: number;
  /** False while nothing can be written; absent in older answers. */
  taking_in?: boolean;
}

/** An error as RFC 9457 describes it, with the id under which the server's log has more. */
export interface ProblemDetails {
  title?: string;
  detail?: string;
  status?: number;
  id?: string;
}
