// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { texts } from '../texts';
import type { Place } from './contract';

const day = new Intl.DateTimeFormat('de-DE', { day: 'numeric', month: 'long', year: 'numeric' });
const dayAndClock = new Intl.DateTimeFormat('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' });
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

/** "24.11.2026, 14:05": for lists in which the order of times matters. */
export function moment(time: number | string): string {
  return dayAndClock.format(new Date(time));
}

/** "3. Mai 2026", whether or not that is today. */
export function onDay(time: number | string): string {
  return day.format(new Date(time));
}

/** Whether a day, written as ISO 8601 has it, lies before today. */
export function isPast(isoDay: string | undefined, now = new Date()): boolean {
  if (!isoDay) return false;
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  return isoDay < today;
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
