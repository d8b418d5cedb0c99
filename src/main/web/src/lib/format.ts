// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { texts } from '../texts';
import type { Place } from './contract';

const day = new Intl.DateTimeFormat('de-DE', { day: 'numeric', month: 'long', year: 'numeric' });
const clock = new Intl.DateTimeFormat('de-DE', { hour: '2-digit', minute: '2-digit' });
const whole = new Intl.NumberFormat('de-DE');
const tenth = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });

export function count(value: number | undefined): string {
  return whole.format(value ?? 0);
}

export function decimal(value: number): string {
  return tenth.format(value);
}

/** A size in the unit that keeps it short. */
export function size(bytes: number): string {
  const units = ['Byte', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? tenth.format(value) : whole.format(Math.round(value))} ${units[unit]}`;
}

/** "heute, 14:05" or "3. Mai 2026"; empty for no or an unreadable time. Takes epoch milliseconds or ISO text. */
export function when(time: number | string | undefined): string {
  if (time === undefined || time === null || time === '') return '';
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '';
  const today = date.toDateString() === new Date().toDateString();
  return today ? texts.today(clock.format(date)) : day.format(date);
}

/** Where a passage stands, in words. */
export function placeLabel(place: Place | undefined): string {
  if (place === undefined || place === null) return '';
  if (place.label) return place.label;
  const parts: string[] = [];
  if (place.section) parts.push(place.section);
  if (place.page != null) parts.push(texts.source.page(place.page));
  if (place.sheet) parts.push(texts.source.sheet(place.sheet));
  if (place.slide != null) parts.push(texts.source.slide(place.slide));
  return parts.join(', ');
}
